/** A plan's search for any page: what finding needs is loaded when a query first needs it. */

import { charactersOf, documentsOf, variantsOf } from './documents.js';
import { createMatcher } from './matcher.js';
import { createReadings } from './pinyin.js';
import { WORDS } from './text.js';

/**
 * @param {DOMStringMap} addresses the data set of the search box, which names the index's files
 * @returns a promise of the plan's `topics`, [name, address] each, its `documents` (see
 *   documents.js) and `search(query)`, which promises what the matcher's `search` returns
 */
export async function loadEngine({ wpSearchIndex, wpSearchReadings, wpSearchVariants }) {
  const index = await fetchJson(wpSearchIndex);
  const documents = documentsOf(index);
  const tables = { variants: new Map(Object.entries(index.variants)), readings: new Map() };
  const matcher = createMatcher(documents, tables);

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
  const mistakes = {
    signs: WORDS,
    load: async () => {
      const parts = [import('./near.js'), learn(sounds), learn(scripts)];
      const [{ nearMachine }] = await Promise.all(parts);
      tables.nearMachine = nearMachine;
    },
  };

  /** What is found as written; otherwise by sound or in another script; otherwise nearly so. */
  async function search(query) {
    let hits = matcher.search(query);
    for (const part of [sounds, scripts, mistakes]) {
      if (!hits.tier && !part.isKnown && part.signs.test(query)) {
        await learn(part);
        part.isKnown = true;
        hits = matcher.search(query);
      }
    }
    return hits;
  }

  return { topics: index.topics, documents, search };
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
