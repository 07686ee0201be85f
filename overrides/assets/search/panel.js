/** Shows the hits below the search box, as text with marks. Text from the index is never HTML. */

import { loadEngine } from './engine.js';

const CHUNK = 30; // hits drawn at first, and each time the reader reaches the end
const ELLIPSIS = '…';
const BEFORE = 18; // characters shown before the first mark

/**
 * @param {Element} box the search box, with its templates and sentences
 * @param {HTMLInputElement} input
 * @returns a promise of the functions `show(query)`, `move(step)` to another row, `enter()` the result
 */
export async function createPanel(box, input) {
  const { topics, years, documents, search, addPages } = await loadEngine(box.dataset.wpSearchIndex);
  const root = new URL(box.dataset.wpRoot.replace(/\/?$/, '/'), location.href);
  const list = box.querySelector('[role=listbox]');
  const status = box.querySelector('[role=status]');
  const none = box.querySelector('.wp-search__none');
  const more = box.querySelector('.wp-search__more');
  let asked = null; // the latest query
  let shown = null; // the query whose hits are listed
  let showing = Promise.resolve();
  let found = { documents: [] };
  let drawn = 0; // hits in the list; rows of other years come after them
  let active = null; // the row that is chosen

  offerTopics();
  list.addEventListener('scroll', () => {
    if (list.scrollTop + list.clientHeight * 2 > list.scrollHeight) drawMore();
  });

  function show(text) {
    showing = showFound(text);
    return showing;
  }

  async function showFound(text) {
    asked = text.trim();
    const query = asked;
    if (query !== shown) {
      unchoose();
      const hits = await search(query);
      if (query !== asked || query === shown) return; // replaced, or already listed
      shown = query;
      found = hits;
      draw(query);
      if (hits.tier) addPages().then((isMore) => isMore && complete(query), () => {});
    }
    input.setAttribute('aria-expanded', String(!list.hidden));
  }

  /** Draws the list again if pages are found too, unless the reader has moved on. */
  async function complete(query) {
    const hits = await search(query);
    const hasGoneOn = query !== asked || active || list.scrollTop > 0;
    if (hasGoneOn || String(hits.documents) === String(found.documents)) return;
    found = hits;
    draw(query);
  }

  function draw(query) {
    unchoose();
    list.textContent = '';
    drawn = 0;
    drawMore();
    list.hidden = found.documents.length === 0;
    none.hidden = query === '' || !list.hidden;
    const tasks = found.documents.filter((number) => documents[number].number).length;
    status.textContent = query ? summary(query, tasks) : status.dataset.hint;
    more.hidden = tasks === 0;
    more.firstChild.href = `${input.form.action}?q=${encodeURIComponent(query)}`;
    more.firstChild.textContent = fill(more.dataset.tasks, { tasks });
    if (query && years.plans) listYears(query, tasks, found).catch(() => {});
    // In the frame that shows the list: earlier, the page would be laid out twice.
    requestAnimationFrame(() => active || list.scrollTo(0, 0));
  }

  async function listYears(query, tasks, hits) {
    const others = await import('./years.js');
    const isShown = () => hits === found;
    const panel = { box, years, root, entry, choose, isShown };
    if (isShown()) others.listYears(query, hits.tier === 'near' ? 0 : tasks, panel);
  }

  function summary(query, tasks) {
    const pages = found.documents.filter((number) => documents[number].isAside).length;
    if (tasks + pages === 0) return fill(status.dataset.none, { query });
    const counted = tasks && pages ? 'both' : tasks ? 'tasks' : 'pages';
    const sentences = [fill(status.dataset[counted], { tasks, pages })];
    if (found.tier === 'near') sentences.unshift(status.dataset.near);
    if (found.tier === 'pinyin' || found.tier === 'initials') sentences.push(status.dataset.pinyin);
    return sentences.join(status.dataset.separator);
  }

  function drawMore() {
    for (const number of found.documents.slice(drawn, drawn + CHUNK)) {
      const node = entry(documents[number], found.marks(number), `wp-hit-${drawn}`);
      list.insertBefore(node, list.children[drawn]);
      drawn += 1;
    }
  }

  function entry(document_, marks, id) {
    const template = box.querySelector(document_.number ? '#wp-hit-task' : '#wp-hit-page');
    const node = template.content.firstElementChild.cloneNode(true);
    node.href = new URL(document_.address, root).href;
    node.id = id;
    for (const slot of node.querySelectorAll('[data-key]')) {
      document_.fields.forEach((field, place) => {
        if (field.key !== slot.dataset.key) return;
        if (slot.hasChildNodes()) slot.append(slot.dataset.separator);
        slot.append(...marked(field, marks[place]));
      });
      if (document_.about && slot.hasChildNodes()) slot.append(aboutOf(document_));
      if (!slot.hasChildNodes()) slot.parentElement.remove();
    }
    return node;
  }

  function move(step) {
    const count = found.documents.length - drawn + list.childElementCount;
    if (count === 0) return;
    const at = [...list.children].indexOf(active);
    const next = at < 0 && step < 0 ? count - 1 : (at + step + count) % count;
    while (drawn < found.documents.length && drawn <= next) drawMore();
    choose(list.children[next]);
  }

  function choose(row) {
    unchoose();
    active = row;
    row.setAttribute('aria-selected', 'true');
    row.scrollIntoView({ block: 'nearest' });
    input.setAttribute('aria-activedescendant', row.id);
  }

  function unchoose() {
    if (active) active.removeAttribute('aria-selected');
    active = null;
    input.removeAttribute('aria-activedescendant');
  }

  /** Goes to the first hit or to the first suggestion, unless the reader has moved on meanwhile. */
  async function enter() {
    const query = asked;
    await showing;
    if (query !== asked || document.activeElement !== input) return;
    if (!none.hidden) none.querySelector('a').focus();
    else if (!active) move(1);
  }

  function offerTopics() {
    const items = none.querySelector('ul');
    for (const [name, address] of topics) {
      const link = document.createElement('a');
      link.href = new URL(address, root).href;
      link.textContent = name;
      const item = document.createElement('li');
      item.append(link);
      items.append(item);
    }
  }

  return { show, move, enter };
}

/** What a topic or a department is, on one line with its name. */
function aboutOf({ about }) {
  const node = document.createElement('span');
  node.className = 'wp-hit__label';
  node.textContent = ` · ${about}`;
  return node;
}

/** The nodes of a field's text, its ranges marked. Long texts are cut around the first range. */
function marked({ text, isLong }, ranges) {
  const pieces = isLong ? snippet(text, ranges) : snippet(text, ranges, Infinity);
  return pieces.map(({ part, isMarked }) => {
    if (!isMarked) return part;
    const mark = document.createElement('mark');
    mark.textContent = part;
    return mark;
  });
}

/** Fills the values into the {names} of a sentence. */
export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/**
 * The part of a text around the first range.
 *
 * @param {string} text
 * @param {Array<[number, number]>} ranges [from, to) in code units, in order, without overlaps
 * @param {number} [length] how many code units to show at most
 * @returns {Array<{part: string, isMarked?: boolean}>} no part is empty
 */
function snippet(text, ranges, length = 90) {
  const start = text.length <= length || ranges.length === 0 ? 0 : startBefore(text, ranges[0][0]);
  const end = Math.min(text.length, afterPair(text, start + length));
  const pieces = [];
  const add = (part, isMarked) => part && pieces.push({ part, isMarked });
  let at = start;
  add(start > 0 && ELLIPSIS);
  for (const [from, to] of ranges) {
    if (from >= end) break;
    add(text.slice(at, from));
    at = Math.min(to, end);
    add(text.slice(from, at), true);
  }
  add(text.slice(at, end));
  add(end < text.length && ELLIPSIS);
  return pieces;
}

function startBefore(text, mark) {
  return mark <= BEFORE ? 0 : afterPair(text, mark - BEFORE);
}

/** The next place that does not split a surrogate pair. */
function afterPair(text, at) {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
