/** A plan's search for any page: what finding needs is loaded when a query first needs it. */

import { documentsOf, tablesOf } from './documents.js';
import { createMatcher } from './matcher.js';

/**
 * @param {DOMStringMap} addresses the data set of the search box, which names the index's files
 * @returns a promise of the plan's `topics`, [name, address] each, its `documents` (see
 *   documents.js) and `search(query)`, which promises what the matcher's `search` returns
 */
export async function loadEngine({ wpSearchIndex, wpSearchCharacters }) {
  const index = await fetchJson(wpSearchIndex);
  const documents = documentsOf(index);
  const asWritten = createMatcher(documents, tablesOf(index));
  const withCharacters = once(async () =>
    createMatcher(documents, tablesOf(index, await fetchJson(wpSearchCharacters)))
  );
  const nearby = once(() => import('./near.js'));

  /** What is found as written; otherwise by sound or in another script; otherwise nearly so. */
  async function search(query) {
    const written = asWritten.search(query);
    if (written.tier || !query.trim()) return written;
    const matcher = await withCharacters();
    const hits = matcher.search(query);
    if (hits.tier) return hits;
    const { nearMachine } = await nearby();
    return matcher.search(query, nearMachine);
  }

  return { topics: index.topics, documents, search };
}

/** Keeps what a function promised; after a failure the next call tries again. */
function once(load) {
  let promised = null;
  return () => {
    if (promised === null) {
      promised = load();
      promised.catch(() => {
        promised = null;
      });
    }
    return promised;
  };
}

async function fetchJson(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  return response.json();
}
