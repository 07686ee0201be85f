/**
 * Finds documents by words in any script that a Chinese reader types. It takes texts and returns
 * numbers and ranges. It does not touch the page.
 *
 *   const matcher = createMatcher(documents, { variants, readings, pinyinMachine, nearMachine });
 *   const { tier, documents, marks } = matcher.search('zhengce jiedu');
 */

import { createNormaliser, wordsOf } from './words.js';

// The best quality of a hit. The others are in pinyin.js and near.js.
export const EXACT = 0;
// A synonym counts as found as written, but less than the word itself in any place.
const SYNONYM = 0.5;
// The tier of each quality, in the same order.
const TIERS = 'exact pinyin initials pinyin near near near near near'.split(' ');
const MOST_WORDS = 20;
const MOST_NEAR_WORDS = 2;

// The cost of a hit: the quality counts most, then the field, then the place in the text.
const ASIDE = 1e10;
const PER_QUALITY = 1e8;
const PER_RANK = 1e7;
const PART_OF_TEXT = 1e6;

/**
 * @param {Array} documents each `{ fields: [{ text, rank, whole }] }`: `rank` 0 for the fields
 *   that count most; `whole` if only the complete text matches, as with a number. The order of the
 *   documents breaks ties. If `isAside`, a hit in the document does not end the search by other
 *   means, such as pinyin
 * @param {object} tables what is loaded so far; more may be added between searches:
 *   `variants`: Map of character → the one that it is replaced by, at first those in the texts;
 *   `readings`, see createReadings in pinyin.js; `pinyinMachine` of pinyin.js, for hits by sound;
 *   `nearMachine` of near.js, for near hits; `synonyms`: lists of words of equal meaning;
 *   `number`: a regular expression for a typed number
 */
export function createMatcher(documents, tables) {
  const normalise = createNormaliser(tables.variants);
  const { plain, fields, firsts } = createCorpus(documents, normalise);

  function readingsOf(character) {
    return tables.readings.get(character) || { usual: [], rare: [] };
  }

  function isSyllable(letters) {
    const known = Array.from(tables.readings.values());
    return known.some(({ usual }) => usual.some((syllable) => syllable.startsWith(letters)));
  }

  function exactly(word) {
    const needles = [word].concat(synonymsOf(word));
    return (from, to, visit) => {
      const part = plain.slice(from, to);
      for (const needle of needles) {
        const quality = needle === word ? EXACT : SYNONYM;
        for (let at = part.indexOf(needle); at >= 0; at = part.indexOf(needle, at + 1)) {
          visit(from + at, from + at + needle.length, quality);
        }
      }
    };
  }

  function synonymsOf(word) {
    const normalise = createNormaliser(tables.variants);
    const groups = tables.synonyms.map((group) => group.map((one) => normalise(one)));
    return (groups.find((group) => group.includes(word)) || []).filter((one) => one !== word);
  }

  /**
   * The cost of the best hit in each document, and the best quality of all. `isAside` if only
   * documents that are aside have hits.
   */
  function rate(scan) {
    const costs = new Float64Array(documents.length).fill(Infinity);
    let best = Infinity;
    let isAside = true;
    let place = 0;
    scan(0, plain.length, (start, end, quality) => {
      if (fields[place].start > start) place = 0; // a synonym: its hits begin anew
      while (fields[place].end < start) place += 1;
      const field = fields[place];
      const part = start > field.start || end < field.end;
      if (field.whole && part) return;
      const cost =
        quality * PER_QUALITY +
        field.rank * PER_RANK +
        (part ? PART_OF_TEXT : 0) +
        Math.min(start - field.start, PART_OF_TEXT - 1);
      costs[field.document] = Math.min(costs[field.document], cost);
      best = Math.min(best, quality);
      isAside = isAside && Boolean(documents[field.document].isAside);
    });
    return { scan, costs, best, isAside };
  }

  /** The hits, followed by the hits aside, which were found by a better way. */
  function withAside(hits, aside) {
    return {
      ...hits,
      scan: (from, to, visit) => {
        hits.scan(from, to, visit);
        aside.scan(from, to, visit);
      },
      costs: hits.costs.map((cost, at) => (aside.costs[at] < Infinity ? ASIDE + aside.costs[at] : cost)),
    };
  }

  /** A word's hits, by the first way of matching that has any; null if none has. */
  function find(word) {
    const { pinyinMachine } = tables;
    const ways = [() => exactly(word.replace(/ /g, ''))];
    if (pinyinMachine) ways.push(() => pinyinMachine(word, readingsOf, plain));
    if (pinyinMachine && /[zcs]h/.test(word)) {
      ways.push(() => pinyinMachine(word, readingsOf, plain, true));
    }
    let aside = null;
    for (const way of ways) {
      const hits = rate(way());
      if (!hits.isAside) return aside ? withAside(hits, aside) : hits;
      if (hits.best < Infinity && !aside) aside = hits;
    }
    return aside;
  }

  /** A word's near hits; null if there are none. */
  function findNear(word) {
    const hits = rate(tables.nearMachine(word.replace(/ /g, ''), readingsOf, plain));
    return hits.best < Infinity ? hits : null;
  }

  /** The documents in which every word is found; null if there are none. */
  function findAll(words, known, isNear) {
    const found = [];
    const totals = new Float64Array(documents.length);
    let nearWords = isNear ? MOST_NEAR_WORDS : 0;
    for (const word of words.slice(0, MOST_WORDS)) {
      if (!known.has(word)) known.set(word, find(word));
      let hits = known.get(word);
      if (hits === null && nearWords > 0) {
        hits = findNear(word);
        nearWords -= 1;
      }
      if (hits === null) return null;
      found.push(hits);
      hits.costs.forEach((cost, document) => {
        totals[document] += cost;
      });
    }
    const order = Array.from(totals.keys()).filter((document) => totals[document] < Infinity);
    if (found.length === 0 || order.length === 0) return null;
    return {
      tier: TIERS[Math.floor(Math.max(...found.map(({ best }) => best)))],
      isAside: order.every((number) => documents[number].isAside),
      documents: order.sort((one, other) => totals[one] - totals[other] || one - other),
      marks: (number) =>
        documents[number].fields.map((_, place) => marksOf(fields[firsts[number] + place], found)),
    };
  }

  /** The ranges of a field's own text that match any of the words, in order, without overlaps. */
  function marksOf({ text, whole, start, end }, found) {
    const offsets = [];
    normalise(text, offsets);
    const ranges = [];
    for (const { scan } of found) {
      scan(start, end, (from, to) => {
        if (whole && (from > start || to < end)) return;
        const last = offsets[to - 1 - start];
        const width = text.codePointAt(last) > 0xffff ? 2 : 1;
        ranges.push([offsets[from - start], last + width]);
      });
    }
    return merge(ranges);
  }

  /**
   * @param {string} query as typed
   * @returns `tier`: 'exact', 'pinyin', 'initials', 'near', or null if nothing is found;
   *   `isAside` if all documents found are aside; `documents`: the numbers of those found, the best
   *   first; `marks(document)`: for each of its fields the ranges [from, to) of its text, in UTF-16
   *   units, that match the query
   */
  function search(query) {
    const normaliseTyped = createNormaliser(tables.variants);
    const number = tables.number.exec(normaliseTyped(query));
    const ways = number ? [[number[1]]] : wordsOf(query, normaliseTyped, isSyllable);
    const known = new Map();
    for (const isNear of tables.nearMachine ? [false, true] : [false]) {
      for (const words of ways) {
        const found = findAll(words, known, isNear);
        if (found) return found;
      }
    }
    return { tier: null, documents: [], marks: () => [] };
  }

  return { search };
}

/**
 * Joins the texts to search, so that one pass reads them all.
 *
 * @returns `plain`: the text of every field, normalised, with a line feed after it; `fields`: the
 *   same fields, each with its `document` and its `start` and `end` in `plain`; `firsts`: for each
 *   document its first field
 */
function createCorpus(documents, normalise) {
  const fields = [];
  const firsts = [];
  let plain = '';
  documents.forEach((document, number) => {
    firsts.push(fields.length);
    for (const field of document.fields) {
      const start = plain.length;
      plain += normalise(field.text);
      fields.push({ ...field, document: number, start, end: plain.length });
      plain += '\n';
    }
  });
  return { plain, fields, firsts };
}

function merge(ranges) {
  const merged = [];
  for (const range of ranges.sort((one, other) => one[0] - other[0])) {
    const before = merged[merged.length - 1];
    if (before && range[0] <= before[1]) before[1] = Math.max(before[1], range[1]);
    else merged.push(range);
  }
  return merged;
}
