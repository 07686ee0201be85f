/** The part of a text around what was found in it. */

const ELLIPSIS = '…';
const BEFORE = 18; // characters kept before the first mark

/**
 * @param {string} text
 * @param {Array<[number, number]>} ranges [from, to) in code units, in order, none overlapping
 * @param {number} [length] how many code units to show at most
 * @returns {Array<{part: string, isMarked?: boolean}>} never empty parts
 */
export function snippet(text, ranges, length = 90) {
  const start = text.length <= length || ranges.length === 0 ? 0 : startBefore(text, ranges[0][0]);
  const end = Math.min(text.length, afterPair(text, start + length));
  const pieces = [];
  const add = (part, isMarked) => part && pieces.push({ part, isMarked });
  let at = start;
  add(start > 0 && ELLIPSIS);
  for (const [from, to] of ranges) {
    if (from >= end) break;
    add(text.slice(at, from));
    at = Math.min(to, end);
    add(text.slice(from, at), true);
  }
  add(text.slice(at, end));
  add(end < text.length && ELLIPSIS);
  return pieces;
}

function startBefore(text, mark) {
  return mark <= BEFORE ? 0 : afterPair(text, mark - BEFORE);
}

/** The next place that does not split a surrogate pair. */
function afterPair(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
