/** Reads the tables of sounds and variants, and finds texts by pinyin typed in Latin letters. */

import { EXACT } from './matcher.js';

// Qualities of a hit, after EXACT; near.js has more. A hit is odd if it reads a character in an
// unusual way or ignores a comma between letters. Odd hits count as near.
const PINYIN = 1;
const INITIALS = 2;
const UNFINISHED = 3;
const ODD = 3; // added to the first two if the hit is odd

/** The different Han characters of the texts, variants replaced, in the order of their codes. */
function charactersOf({ variants, ...texts }) {
  const used = JSON.stringify(texts).normalize('NFKC').match(/[\u3400-\u9fff]/g) || [];
  const characters = new Set(used.map((character) => variants[character] || character));
  return Array.from(characters).sort();
}

/**
 * @param {object} index the first text of the search index
 * @param {string} table its table of variants
 * @returns a map: character → the character of the texts that it is replaced by
 */
export function createVariants(index, table) {
  const others = table.split(' ');
  const pairs = charactersOf(index).map((character, place) =>
    Array.from(others[place], (other) => [other, character])
  );
  return new Map([].concat(...pairs));
}

/**
 * @param {object} index the first text of the search index
 * @param {Array<string>} table its table of readings; see generator/frontend/search_index.py
 * @returns a map: character → its `usual` and `rare` readings in letters, ü typed as v or as u
 */
export function createReadings(index, [syllables, others]) {
  const left = new Set(charactersOf(index));
  const ordered = gb2312().filter((character) => left.delete(character));
  const entries = others.split(' ');
  const readings = new Map();
  soundsOf(ordered.concat(Array.from(left)), syllables).forEach((sound, character) => {
    const [rare, heard = []] = entries[readings.size].split(';').map(typed);
    readings.set(character, { usual: typed(sound).concat(heard), rare });
  });
  return readings;
}

/**
 * Map: character → syllable. Each syllable is followed by the number of neighbours that have it.
 * Capitals are a prefix of all syllables up to the next capitals.
 */
export function soundsOf(characters, syllables) {
  const sounds = new Map();
  let initial = '';
  for (const [, capitals, rest, count] of syllables.matchAll(/([^a-z\d]*)([a-z]*)(\d+)/g)) {
    initial = capitals.toLowerCase() || initial;
    const end = sounds.size + Number(count);
    while (sounds.size < end) sounds.set(characters[sounds.size], initial + rest);
  }
  return sounds;
}

function typed(syllables) {
  return `${syllables},${syllables.replace(/v/g, 'u')}`.match(/[a-z]+/g) || [];
}

/** The 6,763 characters of GB 2312 in its order: the 3,755 common ones, by their sounds, first. */
export function gb2312() {
  const bytes = [];
  for (let row = 0xb0; row < 0xf8; row += 1) {
    for (let cell = 0xa1; cell < 0xff; cell += 1) bytes.push(row, cell);
  }
  return Array.from(new TextDecoder('gb18030').decode(new Uint8Array(bytes)));
}

/**
 * Matches full pinyin, whose last syllable may be unfinished, or two or more initials. Other
 * characters match only themselves. The text may have commas in between. A space in the pattern
 * separates syllables.
 *
 * @param {string} pattern a word of a query
 * @param {function} readingsOf character → its readings, see createReadings
 * @param {string} plain see createCorpus
 * @param {boolean} [full] whether the initials zh, ch and sh are typed in full
 */
export function pinyinMachine(pattern, readingsOf, plain, full) {
  const letters = pattern.replace(/[^a-z]/g, '').length;

  // A position is the number of characters of the pattern read so far, plus `size` times a quality.
  const size = pattern.length + 1;
  const after = (at) => (pattern[at] === ' ' ? at + 1 : at);
  const odd = (quality) => (quality > ODD ? quality : quality + ODD);

  function step(position, character) {
    const quality = Math.floor(position / size);
    const at = position % size;
    const rest = pattern.slice(at);
    if (!rest) return [];
    if (pattern[at] === character) return [quality * size + after(at + 1)];
    if (character === ',' && at > 0) return [odd(quality) * size + at];
    const isFull = quality === PINYIN || quality === odd(PINYIN);
    const next = [];
    const read = (reading, now) => {
      const part = isFull ? reading : reading.slice(0, full && reading[1] === 'h' ? 2 : 1);
      if (rest.startsWith(part)) next.push(now * size + after(at + part.length));
      else if (isFull && reading.startsWith(rest)) next.push(Math.max(now, UNFINISHED) * size + size - 1);
    };
    const { usual, rare } = readingsOf(character);
    for (const reading of usual) read(reading, quality);
    for (const reading of rare) read(reading, odd(quality));
    return next;
  }

  function qualityAt(position) {
    if (position % size < size - 1) return Infinity;
    return letters ? Math.floor(position / size) : EXACT;
  }

  const start = letters > 1 ? [PINYIN * size, INITIALS * size] : [PINYIN * size];
  return createMachine(plain, start, step, qualityAt);
}

/**
 * A finite automaton. It is made deterministic while it runs, so each character costs one look-up.
 *
 * @param {string} plain see createCorpus
 * @param {Array<number>} start positions of the automaton
 * @param {function} step (position, character) → positions
 * @param {function} qualityAt the quality of a match that ends at a position, lower is better;
 *   Infinity if none ends there
 * @returns a function (from, to, visit) that calls visit(start, end, quality) for each place
 *   where a match starts, with the shortest of the best matches
 */
export function createMachine(plain, start, step, qualityAt) {
  const states = new Map();

  function stateOf(positions) {
    const sorted = Array.from(new Set(positions)).sort((one, other) => one - other);
    const name = sorted.join();
    if (!states.has(name)) {
      const quality = Math.min(...sorted.map(qualityAt));
      states.set(name, { positions: sorted, isDead: !name, quality, next: new Map() });
    }
    return states.get(name);
  }

  function next(state, code) {
    let after = state.next.get(code);
    if (after === undefined) {
      const character = String.fromCharCode(code);
      const positions = state.positions.map((one) => (code === 10 ? [] : step(one, character)));
      after = stateOf([].concat(...positions));
      state.next.set(code, after);
    }
    return after;
  }

  const opening = stateOf(start);
  return (from, to, visit) => {
    for (let first = from; first < to; first += 1) {
      let best = Infinity;
      let end = first;
      let state = next(opening, plain.charCodeAt(first));
      for (let at = first + 1; !state.isDead; at += 1) {
        if (state.quality < best) {
          best = state.quality;
          end = at;
        }
        state = next(state, plain.charCodeAt(at));
      }
      if (best < Infinity) visit(first, end, best);
    }
  };
}
