/** A plan's search for any page: what finding needs is loaded when a query first needs it. */

import { charactersOf, documentsOf, pagesOf, variantsOf } from './documents.js';
import { createMatcher } from './matcher.js';
import { createReadings } from './pinyin.js';
import { WORDS } from './text.js';

/**
 * @param {DOMStringMap} addresses the data set of the search box, which names the index's files
 * @param {{withPages: boolean}} [options] without pages, tasks alone are found
 * @returns a promise of the plan's `topics`, [name, address] each; its `documents`, see
 *   documents.js; `search(query)`, which promises what the matcher's `search` returns; and
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
      tables.readings = createReadings(charactersOf(index), await fetchJson(wpSearchReadings));
    },
  };
  const scripts = {
    signs: /\p{Script=Han}/u,
    load: async () => {
      tables.variants = variantsOf(index, await fetchJson(wpSearchVariants));
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
