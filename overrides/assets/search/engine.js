/** Searches a plan from any page. Each file of the index is loaded when a query first needs it. */

import { createMatcher } from './matcher.js';
import { WORDS } from './words.js';

/**
 * @param {DOMStringMap} addresses the data set of the search box, which names the index's files
 * @param {{withPages: boolean}} [options] without pages, only tasks are found
 * @returns a promise of the plan's `topics`, [name, address] each; its `documents`, see
 *   documentsOf; `search(query)`, which promises what the matcher's `search` returns; and
 *   `addPages()`, to be called once a result is shown, which promises whether there are more
 *   documents now
 */
export async function loadEngine(addresses, { withPages = true } = {}) {
  const { wpSearchIndex, wpSearchPages, wpSearchReadings, wpSearchVariants } = addresses;
  const index = await fetchJson(wpSearchIndex);
  const documents = documentsOf(index);
  const tables = {
    variants: new Map(Object.entries(index.variants)),
    readings: new Map(),
    synonyms: index.synonyms,
  };
  let matcher = createMatcher(documents, tables);

  const sounds = {
    signs: /\p{Script=Latin}/u,
    load: async () => {
      const parts = [import('./pinyin.js'), fetchJson(wpSearchReadings)];
      const [{ createReadings, pinyinMachine }, table] = await Promise.all(parts);
      tables.readings = createReadings(charactersOf(index), table);
      tables.pinyinMachine = pinyinMachine;
    },
  };
  const scripts = {
    signs: /\p{Script=Han}/u,
    load: async () => {
      const parts = [import('./pinyin.js'), fetchJson(wpSearchVariants)];
      const [{ pinyinMachine }, table] = await Promise.all(parts);
      tables.variants = variantsOf(index, table);
      tables.pinyinMachine = pinyinMachine; // also finds words with a comma in between
    },
  };
  const pages = {
    signs: WORDS,
    load: async () => {
      documents.push(...pagesOf(await fetchJson(wpSearchPages)));
      matcher = createMatcher(documents, tables);
    },
  };
  const mistakes = {
    signs: WORDS,
    load: async () => {
      const parts = [import('./near.js'), learn(sounds), learn(scripts)];
      const [{ nearMachine }] = await Promise.all(parts);
      tables.nearMachine = nearMachine;
    },
  };

  const parts = [sounds, scripts, withPages && pages, mistakes].filter(Boolean);

  /**
   * Searches for the words as written; if there are no hits, by sound or in another script; then
   * for near hits. Hits in pages alone do not stop the search for tasks by sound.
   */
  async function search(query) {
    let hits = matcher.search(query);
    for (const part of parts) {
      const isLacking = !hits.tier || (hits.isAside && part !== mistakes);
      if (isLacking && !part.isKnown && part.signs.test(query)) {
        await learn(part);
        part.isKnown = true;
        hits = matcher.search(query);
      }
    }
    return hits;
  }

  async function addPages() {
    const before = documents.length;
    await learn(pages);
    pages.isKnown = true;
    return documents.length > before;
  }

  return { topics: index.topics, documents, search, addPages };
}

/** Loads a part once. After a failure the next query tries again. */
function learn(part) {
  part.learning = part.learning || part.load();
  part.learning.catch(() => {
    part.learning = null;
  });
  return part.learning;
}

async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(address);
  return response.json();
}

/**
 * The tasks of an index in the order of their numbers, as documents for the matcher. Each has its
 * `number` and its `address` from the site's root. Each of its fields also has a `key`, and
 * `isLong` if a hit shows only a part of it. generator/frontend/search_index.py describes the rows.
 */
function documentsOf({ topics, departments, columns, tasks }) {
  const addresses = new Map(topics);
  let before = {};
  return tasks.map((row) => {
    const task = {};
    const fields = [];
    columns.forEach(([key, rank, isLong], column) => {
      const cell = cellOf(row[column], before[key]);
      task[key] = cell;
      for (const one of [].concat(cell || [])) {
        const text = Array.isArray(cell) ? departments[one] : String(one);
        fields.push({ key, text, rank, whole: key === 'number', isLong });
      }
    });
    before = task;
    const { number, topic } = task;
    return { number, address: `${addresses.get(topic)}#task-${number}`, fields };
  });
}

/** The value of a cell. A number is the difference from the one before; 0 repeats a text. */
function cellOf(cell, before = 0) {
  if (typeof cell !== 'number') return cell;
  return cell ? before + cell : before;
}

/** Pages as documents for the matcher, without a number. They are aside: tasks come first. */
function pagesOf(pages) {
  return pages.map(([title, address, text]) => ({
    address,
    isAside: true,
    fields: [
      { key: 'title', text: title, rank: 1 },
      { key: 'text', text, rank: 4, isLong: true },
    ],
  }));
}

/** The different Han characters of the texts, variants replaced, in the order of their codes. */
export function charactersOf({ topics, departments, tasks, synonyms, characters: others, variants }) {
  const texts = JSON.stringify([topics, departments, tasks, synonyms, others]).normalize('NFKC');
  const used = texts.match(/[\u3400-\u9fff]/g) || [];
  const characters = new Set(used.map((character) => variants[character] || character));
  return Array.from(characters).sort();
}

/** A map: character → the character of the texts that it is replaced by. */
export function variantsOf(index, entries) {
  const others = entries.split(' ');
  const pairs = charactersOf(index).map((character, place) =>
    Array.from(others[place], (other) => [other, character])
  );
  return new Map([].concat(...pairs));
}
