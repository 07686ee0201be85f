/** Searches a plan from any page. Each file of the index is loaded when a query first needs it. */

import { createMatcher } from './matcher.js';
import { WORDS } from './words.js';

/**
 * @param {string} address of the first file of the index; the others lie beside it
 * @param {object} [options] `withPages`: false to find only tasks; `withMistakes`: false to find
 *   nothing that is only near
 * @returns a promise of the plan's `topics` and the other `years`, for which see
 *   generator/frontend/search_index.py; its `documents`, see tasksOf, thingsOf and pagesOf;
 *   `search(query)`, which promises what the matcher's `search` returns, with the topics and
 *   departments that the query means first; and `addPages()`, to be called once a result is shown,
 *   which promises whether there are more documents now
 */
export async function loadEngine(address, { withPages = true, withMistakes = true } = {}) {
  const index = await fetchJson(address);
  const load = (part) => fetchJson(address.replace('.json', `-${part}.json`));
  const documents = tasksOf(index).concat(thingsOf(index));
  const tables = {
    variants: new Map(Object.entries(index.variants)),
    readings: new Map(),
    synonyms: index.synonyms,
    number: new RegExp(`^${index.number}$`),
  };
  let matcher = createMatcher(documents, tables);

  const sounds = {
    signs: /\p{Script=Latin}/u,
    load: async () => {
      const parts = [import('./pinyin.js'), load('readings')];
      const [{ createReadings, pinyinMachine }, table] = await Promise.all(parts);
      tables.readings = createReadings(index, table);
      tables.pinyinMachine = pinyinMachine;
    },
  };
  const scripts = {
    signs: /\p{Script=Han}/u,
    load: async () => {
      const parts = [import('./pinyin.js'), load('variants')];
      const [{ createVariants, pinyinMachine }, table] = await Promise.all(parts);
      tables.variants = createVariants(index, table);
      tables.pinyinMachine = pinyinMachine; // also finds words with a comma in between
    },
  };
  const pages = {
    signs: WORDS,
    load: async () => {
      documents.push(...pagesOf(await load('pages')));
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

  const parts = [sounds, scripts, withPages && pages, withMistakes && mistakes].filter(Boolean);

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
    return { ...hits, documents: inOrder(hits, documents) };
  }

  async function addPages() {
    const before = documents.length;
    await learn(pages);
    pages.isKnown = true;
    return documents.length > before;
  }

  return { topics: index.topics, years: index.years, documents, search, addPages };
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
 * The numbers of the documents: first the topics and departments that are meant, then all others.
 * One is meant by its whole name, but for the last character where all is near; or by a beginning
 * that no other has, and that the texts of the tasks do not have.
 */
function inOrder({ tier, documents: numbers, marks }, documents) {
  const isNear = tier === 'near';
  const others = numbers.filter((number) => !documents[number].about);
  const begun = [];
  const meant = numbers.filter((number) => {
    const { about, fields } = documents[number];
    if (!about) return false;
    const ends = marks(number).map(([[from, to] = []]) => (from === 0 ? to : 0));
    if (Math.max(...ends) > 1) begun.push(number);
    return ends.some((end, at) => end >= fields[at].text.length - (isNear && end > 2));
  });
  const isSaid = (number) =>
    marks(number).some((ranges, at) => ranges.length && documents[number].fields[at].isLong);
  const isClear = !meant.length && !isNear && begun.length === 1 && !others.some(isSaid);
  return (isClear ? begun : meant).concat(others);
}

/**
 * The tasks of an index in the order of their numbers, as documents for the matcher. Each has its
 * `number` and its `address` from the site's root. Each of its fields also has a `key`, and
 * `isLong` if a hit shows only a part of it. generator/frontend/search_index.py describes the rows.
 */
function tasksOf({ topics, departments, columns, tasks }) {
  const topicsByName = new Map(topics.map((topic) => [topic[0], topic]));
  let before = {};
  return tasks.map((row) => {
    const task = {};
    const fields = [];
    columns.forEach(([key, rank, isLong], column) => {
      const cell = cellOf(row[column], before[key]);
      task[key] = cell;
      for (const one of [].concat(cell || [])) {
        const thing = key === 'topic' ? topicsByName.get(one) : Array.isArray(cell) && departments[one];
        const [text, , , ...aliases] = thing || [String(one)];
        fields.push({ key, text, rank, whole: key === 'number', isLong });
        fields.push(...aliases.map((alias) => ({ key: 'alias', text: alias, rank })));
      }
    });
    before = task;
    const { number, topic } = task;
    return { number, address: `${topicsByName.get(topic)[1]}#task-${number}`, fields };
  });
}

/** The value of a cell. A number is the difference from the one before; 0 repeats a text. */
function cellOf(cell, before = 0) {
  if (typeof cell !== 'number') return cell;
  return cell ? before + cell : before;
}

/** Topics and departments as documents for the matcher; `about` says what one is. */
function thingsOf({ topics, departments }) {
  return topics.concat(departments).map(([name, address, about, ...aliases]) => ({
    address,
    about,
    fields: [name, ...aliases].map((text, place) => ({ key: place ? 'alias' : 'title', text, rank: 1 })),
  }));
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
