/** Selects and sorts the rows of the whole table. */

// A plan that says nothing of what has become of its tasks has no choice of the status.
export const FACETS = ['topic', 'lead', 'support', 'deadline', 'status'].filter((name) =>
  document.querySelector(`[data-wp-filter] [name=${name}]`),
);

/** @returns the rows in the order of the official table, with the data that the template wrote */
export function readRows(body) {
  return Array.from(body.rows, (element) => ({
    element,
    number: Number(element.id.slice('task-'.length)),
    values: Object.fromEntries(FACETS.map((facet) => [facet, words(element.dataset[facet])])),
    due: Number(element.dataset.due),
  }));
}

function words(text) {
  return text.split(' ').filter(Boolean);
}

/**
 * @param {Array} rows
 * @param {object} chosen by facet, a value, or '' for any
 * @param {Set<number>} [found] the numbers of the tasks that match the text; without it all match
 * @returns `shown`: the rows that match everything; `counts`: for each facet, value → how many
 *   rows would match if that value were chosen and the other choices stayed; `without`: for each
 *   facet, and `q` for the text → how many more rows would match without it
 */
export function choose(rows, chosen, found) {
  const asked = FACETS.filter((facet) => chosen[facet]);
  const counts = Object.fromEntries(FACETS.map((facet) => [facet, new Map()]));
  const shown = [];
  const without = new Map();
  for (const row of rows) {
    const isFound = !found || found.has(row.number);
    const missed = asked.filter((facet) => !row.values[facet].includes(chosen[facet]));
    const all = isFound ? missed : [...missed, 'q'];
    if (all.length === 1) without.set(all[0], (without.get(all[0]) || 0) + 1);
    if (!isFound) continue;
    if (missed.length === 0) shown.push(row);
    if (missed.length > 1) continue;
    for (const facet of missed.length ? missed : FACETS) {
      const count = counts[facet];
      for (const value of row.values[facet]) count.set(value, (count.get(value) || 0) + 1);
    }
  }
  return { shown, counts, without };
}

/**
 * @param {Array} rows in the order of the official table
 * @param {string} by 'deadline', 'department', 'status', or '' for the official order
 * @param {Array<string>} order the departments or states in the order to sort them by
 */
export function sorted(rows, by, order) {
  if (by === 'deadline') return rows.slice().sort((one, other) => one.due - other.due);
  if (by === '') return rows;
  const ranks = new Map(order.map((value, place) => [value, place]));
  const rank = (row) => {
    const place = ranks.get(row.values[by === 'department' ? 'lead' : by][0]);
    return place === undefined ? ranks.size : place; // a task that was withdrawn has no state
  };
  return rows.slice().sort((one, other) => rank(one) - rank(other));
}

/** Shows only these rows of the table, and changes nothing else. */
export function draw(rows, shown) {
  const isShown = new Set(shown);
  for (const row of rows) {
    if (row.element.hidden === isShown.has(row)) row.element.hidden = !row.element.hidden;
  }
}
