/** What Latin letters in a query can stand for. */

import { createMachine } from './corpus.js';

// How well a hit answers, the least the best; near.js has more. Odd is what reads a character in
// another way than the usual one, or passes over a comma.
export const EXACT = 0;
const PINYIN = 1;
const INITIALS = 3;
const UNFINISHED = 5;

/**
 * Matches full pinyin, whose last syllable may be unfinished, and two or more initials; other
 * characters stand for themselves. The text may have commas in between; in the pattern a space is
 * a border between syllables.
 *
 * @param {string} pattern a word of a query
 * @param {function} readingsOf character → its readings, the usual one first
 * @param {string} plain see createCorpus
 * @param {boolean} [full] whether the initials zh, ch and sh are typed in full
 */
export function pinyinMachine(pattern, readingsOf, plain, full) {
  const letters = pattern.replace(/[^a-z]/g, '').length;

  // A position is how much of the pattern was read, plus `size` times the quality so far.
  const size = pattern.length + 1;
  const after = (at) => (pattern[at] === ' ' ? at + 1 : at);

  function step(position, character) {
    const quality = Math.floor(position / size);
    const at = position % size;
    const rest = pattern.slice(at);
    if (!rest) return [];
    if (pattern[at] === character) return [quality * size + after(at + 1)];
    if (character === ',' && at > 0) return [(quality + (quality % 2)) * size + at];
    const next = [];
    const read = (typed, kind) => {
      if (rest.startsWith(typed)) next.push(Math.max(quality, kind) * size + after(at + typed.length));
    };
    readingsOf(character).forEach((reading, place) => {
      const odd = place > 0 ? 1 : 0;
      if (quality < INITIALS) {
        read(reading, PINYIN + odd);
        if (reading.startsWith(rest)) next.push(UNFINISHED * size + size - 1);
      } else {
        read(reading.slice(0, full && reading[1] === 'h' ? 2 : 1), INITIALS + odd);
      }
    });
    return next;
  }

  function qualityAt(position) {
    if (position % size < size - 1) return Infinity;
    return letters ? Math.floor(position / size) : EXACT;
  }

  const start = letters > 1 ? [PINYIN * size, INITIALS * size] : [PINYIN * size];
  return createMachine(plain, start, step, qualityAt);
}
