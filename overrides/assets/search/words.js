/** Normalises texts and queries, so that different spellings of the same words match. */

export const WORDS = /[\p{L}\p{N}]/u;
// These are ignored: quotes, book title marks, brackets, spaces, accents.
const SILENT = /[\p{Pi}\p{Pf}\p{Ps}\p{Pe}\p{Z}\p{C}\p{M}"'`]/u;

/**
 * @param {Map<string, string>} variants character → the one that it is replaced by
 * @returns a function (text, offsets) → the text's letters and digits, simplified and in lower
 *   case, with a comma for other signs between them. If `offsets` is given, the function adds to
 *   it, for each UTF-16 unit of the result, where its character starts in the text
 */
export function createNormaliser(variants) {
  const known = new Map();

  function fold(character) {
    const parts = Array.from(character.normalize('NFKD').toLowerCase().replace('u\u0308', 'v'));
    const plain = parts.map((part) => variants.get(part) || part);
    const words = plain.filter((part) => WORDS.test(part)).join('');
    return words || (plain.every((part) => SILENT.test(part)) ? '' : ',');
  }

  return (text, offsets) => {
    let plain = '';
    let comma = '';
    let offset = 0;
    for (const character of text) {
      let folded = known.get(character);
      if (folded === undefined) known.set(character, (folded = fold(character)));
      if (folded === ',') comma = plain && folded;
      else if (folded) {
        plain += comma + folded;
        while (offsets && offsets.length < plain.length) offsets.push(offset);
        comma = '';
      }
      offset += character.length;
    }
    return plain;
  };
}

/**
 * @param {string} query as typed
 * @param {function} normalise see createNormaliser
 * @param {function} isSyllable whether letters are a syllable of pinyin or the start of one
 * @returns the ways to read the query, the most literal first. Each is a list of normalised words.
 *   Syllables typed apart are one word that contains spaces
 */
export function wordsOf(query, normalise, isSyllable) {
  const typed = query.normalize().replace(/([a-z])['’](?=[a-z])/gi, '$1 ');
  const words = typed.split(/\s+/).map((word) => normalise(word)).filter(Boolean);
  const parts = words.join().split(',').filter(Boolean);
  const ways = [
    joinLetters(words, isSyllable, ' '),
    joinLetters(parts, isSyllable, ' '),
    joinLetters(parts, () => true, ''),
  ];
  return Array.from(new Map(ways.map((way) => [way.join('/'), way])).values());
}

/** Joins neighbouring words of Latin letters into one word. */
function joinLetters(words, joins, glue) {
  const joined = [];
  let open = false;
  for (const word of words) {
    const joinable = /^[a-z]+$/.test(word) && joins(word);
    joined.push(joinable && open ? joined.pop() + glue + word : word);
    open = joinable;
  }
  return joined;
}
