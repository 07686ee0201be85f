/**
 * Lists what a query finds in the plans of other years, below the hits of the page's year. Where
 * that year has little, a few years are searched at once; further ones when the reader chooses the
 * last row.
 */

import { loadEngine } from './engine.js';
import { fill } from './panel.js';

const FEW = 3; // tasks that are too few to wait until the reader asks
const AT_FIRST = 3; // years that are then searched, the latest first
const AT_ONCE = 10; // years that are searched when the reader asks
const MOST_HITS = 3; // of a year in the list; the row above them leads to all

const engines = new Map(); // a promise for each index that was asked for
let latest = null; // the latest query
let wanted = 0; // years that are searched for it

/**
 * @param {string} query
 * @param {number} tasks that it finds in the page's year, without near hits
 * @param {object} panel the search `box`; `years`, see generator/frontend/search_things.py; `root` of
 *   the site; the panel's functions `entry(document, marks, id)` and `choose(row)`; `isShown()`:
 *   whether the list still shows the hits of this query
 */
export function listYears(query, tasks, panel) {
  const { box, years, isShown } = panel;
  const list = box.querySelector('[role=listbox]');
  const input = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  const summary = status.textContent;
  const ask = rowOf(box, 'wp-hit-years'); // the last row, which searches further years
  ask.style.cursor = 'pointer'; // it is no link
  let searched = 0; // years
  let total = 0; // tasks found in them
  let isSearching = false;

  async function searchYears() {
    const more = years.plans.slice(searched, wanted);
    isSearching = true;
    say(ask, years.looking);
    try {
      const found = await Promise.all(more.map((year) => hitsIn(year, query, panel)));
      if (isShown()) show(more.length, found);
    } catch (error) {
      if (isShown()) offer(years.failed);
    }
    isSearching = false;
  }

  function show(count, found) {
    const rows = [].concat(...found.map((year) => year.rows));
    searched += count;
    total += found.reduce((sum, year) => sum + year.tasks, 0);
    const sentence = fill(total ? years.found : years.none, { tasks: total, years: searched });
    status.textContent = [summary, sentence].join(status.dataset.separator);
    if (total) box.querySelector('.wp-search__none').hidden = true;
    const wasChosen = ask.hasAttribute('aria-selected');
    ask.remove();
    list.append(...rows);
    offer(years.more);
    if (wasChosen && rows.length) panel.choose(rows[0]);
    else if (wasChosen && !ask.isConnected) input.removeAttribute('aria-activedescendant');
  }

  /** Shows the last row, if there are more years. */
  function offer(sentence) {
    const left = years.plans.length - searched;
    if (left) list.append(say(ask, fill(sentence, { years: left })));
    list.hidden = !list.hasChildNodes();
    const isOpen = document.getElementById('__search').checked;
    input.setAttribute('aria-expanded', String(isOpen && !list.hidden));
  }

  ask.addEventListener('mousedown', (event) => event.preventDefault()); // the focus stays in the field
  ask.addEventListener('click', () => {
    if (isSearching) return;
    wanted = Math.max(wanted, searched + AT_ONCE);
    searchYears();
  });

  // The same query is listed again once pages are found too.
  if (query !== latest) wanted = tasks < FEW ? AT_FIRST : 0;
  latest = query;
  if (wanted) searchYears();
  else offer(years.offer);
}

/** What a query finds in a year: how many `tasks`, and `rows`, of which the first leads to all. */
async function hitsIn([name, address, index], query, { box, years, root, entry }) {
  const { documents, search } = await engineOf(new URL(index, root).href);
  const { documents: numbers, marks } = await search(query);
  const found = numbers.filter((number) => documents[number].number);
  if (found.length === 0) return { tasks: 0, rows: [] };
  const all = rowOf(box, `wp-hit-${name}`);
  all.href = `${new URL(address, root)}?q=${encodeURIComponent(query)}`;
  say(all, fill(years.one, { year: name, tasks: found.length }));
  const hits = found.slice(0, MOST_HITS).map((number, place) => {
    const row = entry(documents[number], marks(number), `wp-hit-${name}-${place}`);
    const year = document.createElement('span');
    year.className = 'wp-hit__label';
    year.textContent = `${name} `;
    row.firstElementChild.prepend(year);
    return row;
  });
  return { tasks: found.length, rows: [all, ...hits] };
}

function engineOf(index) {
  if (!engines.has(index)) {
    const engine = loadEngine(index, { withPages: false, withMistakes: false });
    engines.set(index, engine);
    engine.catch(() => engines.delete(index)); // the next time tries again
  }
  return engines.get(index);
}

/** A row of one line. */
function rowOf(box, id) {
  const row = box.querySelector('#wp-hit-page').content.firstElementChild.cloneNode(true);
  row.lastElementChild.remove();
  row.id = id;
  return row;
}

function say(row, sentence) {
  row.firstElementChild.textContent = sentence;
  return row;
}
