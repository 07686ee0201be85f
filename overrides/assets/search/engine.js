/** A plan's search for any page: what finding needs is loaded when a query first needs it. */

import { createMatcher } from './matcher.js';
import { WORDS } from './words.js';

/**
 * @param {DOMStringMap} addresses the data set of the search box, which names the index's files
 * @param {{withPages: boolean}} [options] without pages, tasks alone are found
 * @returns a promise of the plan's `topics`, [name, address] each; its `documents`, see
 *   documentsOf; `search(query)`, which promises what the matcher's `search` returns; and
 *   `addPages()`, to be called once a result is shown, which promises whether there are more
 *   documents now
 */
export async function loadEngine(addresses, { withPages = true } = {}) {
  const { wpSearchIndex, wpSearchPages, wpSearchReadings, wpSearchVariants } = addresses;
  const index = await fetchJson(wpSearchIndex);
  const documents = documentsOf(index);
  const tables = { variants: new Map(Object.entries(index.variants)), readings: new Map() };
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
      tables.pinyinMachine = pinyinMachine; // finds across a comma too
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
   * What is found as written; otherwise by sound or in another script; otherwise nearly so. That a
   * page has it is no reason not to look for tasks by sound.
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

/** Loads a part unless that was done; after a failure the next query tries again. */
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

// The columns of a row in the index, before the others that it names.
const COLUMNS = ['number', 'name', 'topic', 'content', 'lead', 'support', 'deadline'];

/**
 * The tasks of an index in the order of their numbers: documents for the matcher, whose fields have
 * a `key` too, and `isLong` where a hit shows only a part, with their `number` and their `address`
 * from the site's root.
 */
function documentsOf({ topics, departments, tasks, ranks, others }) {
  const keys = COLUMNS.concat(others);
  let number = 0;
  let name = '';
  return tasks.map(([step, ownName, topic, content, lead, support, ...rest]) => {
    number += step;
    name = ownName || name;
    const named = (places) => places.map((place) => departments[place]);
    const cells = [String(number), name, topics[topic][0], content, named(lead), named(support)];
    const fields = [];
    cells.concat(rest).forEach((cell, column) => {
      const key = keys[column];
      const isLong = key === 'content' || others.includes(key);
      for (const text of [].concat(cell || [])) {
        fields.push({ key, text, rank: ranks[column], whole: key === 'number', isLong });
      }
    });
    return { number, address: `${topics[topic][1]}#task-${number}`, fields };
  });
}

/** Pages as such documents, which have no number and are aside: the search is for tasks. */
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
export function charactersOf({ topics, departments, tasks, characters: others, variants }) {
  const texts = JSON.stringify([topics, departments, tasks, others]).normalize('NFKC');
  const used = texts.match(/[\u3400-\u9fff]/g) || [];
  const characters = new Set(used.map((character) => variants[character] || character));
  return Array.from(characters).sort();
}

/** A map: character → the one of the texts that it stands for. */
export function variantsOf(index, entries) {
  const others = entries.split(' ');
  const pairs = charactersOf(index).map((character, place) =>
    Array.from(others[place], (other) => [other, character])
  );
  return new Map([].concat(...pairs));
}
