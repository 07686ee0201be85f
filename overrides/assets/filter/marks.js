/**
 * Marks the text that was found in the rows. It uses the CSS Custom Highlight API, which leaves the
 * page unchanged; a browser without it marks nothing.
 */

const NAME = 'wp-found';
const AT_ONCE = 40; // rows marked before the browser may draw again

const marks = typeof Highlight === 'function' && CSS.highlights ? new Highlight() : null;
if (marks) CSS.highlights.set(NAME, marks);

/**
 * @param {Array} rows the rows shown, in their order
 * @param {function} fieldsOf number of a task → its fields, each with `text` and `ranges`
 * @param {function} isCurrent whether these rows are still shown
 */
export async function mark(rows, fieldsOf, isCurrent) {
  if (!marks) return;
  marks.clear();
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    if (from > 0) await new Promise((done) => setTimeout(done));
    if (!isCurrent()) return;
    for (const row of rows.slice(from, from + AT_ONCE)) markRow(row.element, fieldsOf(row.number));
  }
}

export function unmark() {
  if (marks) marks.clear();
}

function markRow(element, fields) {
  const found = fields.filter(({ ranges }) => ranges.length);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const field = found.find(({ text }) => node.data.trim() === text.trim());
    if (!field) continue;
    const start = node.data.indexOf(field.text);
    if (start < 0) continue;
    for (const [from, to] of field.ranges) {
      marks.add(
        new StaticRange({
          startContainer: node,
          startOffset: start + from,
          endContainer: node,
          endOffset: start + to,
        })
      );
    }
  }
}
