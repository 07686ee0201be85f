/** The part of a text around what was found in it. */

const ELLIPSIS = '…';
const BEFORE = 18; // characters kept before the first mark

/**
 * @param {string} text
 * @param {Array<[number, number]>} ranges [from, to) in code units, in order, none overlapping
 * @param {number} [length] how many code units to show at most
 * @returns {Array<{part: string, isMarked: boolean}>} never empty parts
 */
export function snippet(text, ranges, length = 90) {
  const start = text.length <= length || ranges.length === 0 ? 0 : startBefore(text, ranges[0][0]);
  const end = Math.min(text.length, afterPair(text, start + length));
  const pieces = start > 0 ? [{ part: ELLIPSIS, isMarked: false }] : [];
  let at = start;
  for (const [from, to] of ranges) {
    if (from >= end) break;
    pieces.push({ part: text.slice(at, from), isMarked: false });
    pieces.push({ part: text.slice(from, Math.min(to, end)), isMarked: true });
    at = Math.min(to, end);
  }
  pieces.push({ part: text.slice(at, end), isMarked: false });
  if (end < text.length) pieces.push({ part: ELLIPSIS, isMarked: false });
  return pieces.filter(({ part }) => part !== '');
}

function startBefore(text, mark) {
  return mark <= BEFORE ? 0 : afterPair(text, mark - BEFORE);
}

/** The next place that does not split a surrogate pair. */
function afterPair(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
