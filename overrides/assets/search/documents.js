/** What a plan's search index says, as the matcher takes it. generator/frontend/search_index.py wrote it. */

import { gb2312 } from './pinyin.js';

// The columns of a row in the index, before the others that it names.
const COLUMNS = ['number', 'name', 'topic', 'content', 'lead', 'support', 'deadline'];

/**
 * @returns the tasks in the order of their numbers: documents for the matcher, whose fields have a
 *   `key` too, and `isLong` where a hit shows only a part, with their `number` and their `address`
 *   from the site's root
 */
export function documentsOf({ topics, departments, tasks, ranks, others }) {
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
export function pagesOf(pages) {
  return pages.map(([title, address, text]) => ({
    address,
    isAside: true,
    fields: [
      { key: 'title', text: title, rank: 1 },
      { key: 'text', text, rank: 4, isLong: true },
    ],
  }));
}

/**
 * The different Han characters of the texts, as GB 2312 orders them, and those that it lacks after
 * them by their codes: the order in which the index tells of their readings.
 */
export function charactersOf({ topics, departments, tasks, characters: others, variants }) {
  const texts = JSON.stringify([topics, departments, tasks, others]).normalize('NFKC');
  const used = texts.match(/[\u3400-\u9fff]/g) || [];
  const characters = new Set(used.map((character) => variants[character] || character));
  const ordered = gb2312().filter((character) => characters.delete(character));
  return ordered.concat(Array.from(characters).sort());
}

/** A map: character → the one of the texts that it stands for. */
export function variantsOf(index, entries) {
  const others = entries.split(' '); // of each character in the order of their codes
  const pairs = charactersOf(index)
    .sort()
    .map((character, place) => Array.from(others[place], (other) => [other, character]));
  return new Map([].concat(...pairs));
}
