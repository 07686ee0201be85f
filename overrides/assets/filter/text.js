/** Finds the tasks that match a text, with the site's search, and where in their texts. */

const box = document.querySelector('[data-wp-search-index]');
let engine = null; // a promise, once the search is loading

/** Whether the search is not loaded yet. */
export const isMissing = () => engine === null;

/**
 * @param {string} text
 * @returns a promise of the `tier` of what is found (see matcher.js), `tasks`: a map with the
 *   numbers of the tasks, and `fieldsOf(number)`: the texts of one of them, with their ranges
 */
export async function find(text) {
  const { documents, search } = await loadEngine();
  const { tier, documents: found, marks } = await search(text);
  const places = found.filter((place) => documents[place].number);
  const tasks = new Map(places.map((place) => [documents[place].number, place]));
  const fieldsOf = (number) => {
    const place = tasks.get(number);
    const ranges = marks(place);
    return documents[place].fields.map((field, at) => ({ text: field.text, ranges: ranges[at] }));
  };
  return { tier, tasks, fieldsOf };
}

function loadEngine() {
  if (engine === null) {
    engine = import('../search/engine.js').then(({ loadEngine: load }) =>
      load(box.dataset.wpSearchIndex, { withPages: false })
    );
    engine.catch(() => {
      engine = null; // the next keystroke tries again
    });
  }
  return engine;
}
