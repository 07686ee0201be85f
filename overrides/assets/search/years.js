/** What a query finds in the plans of other years, where the one shown has little. */

import { loadEngine } from './engine.js';

const MOST = 3; // years looked at, the latest first
const engines = new Map(); // a promise for each index that was asked for

/**
 * @param {string} query
 * @param {Array} years [sentence, address of the table of all tasks, address of the index] each
 * @param {URL} root of the site
 * @returns a promise of a link for each year that has tasks; near hits do not count
 */
export async function linksToYears(query, years, root) {
  const links = years.slice(0, MOST).map(async ([sentence, address, index]) => {
    const { documents, search } = await engineOf(new URL(index, root).href);
    const found = (await search(query)).documents.filter((number) => documents[number].number);
    const link = document.createElement('a');
    link.href = `${new URL(address, root)}?q=${encodeURIComponent(query)}`;
    link.textContent = sentence.replace('{tasks}', found.length);
    return found.length ? [link] : [];
  });
  return [].concat(...(await Promise.all(links)));
}

function engineOf(index) {
  if (!engines.has(index)) {
    const engine = loadEngine(index, { withPages: false, withMistakes: false });
    engines.set(index, engine);
    engine.catch(() => engines.delete(index)); // the next query tries again
  }
  return engines.get(index);
}
