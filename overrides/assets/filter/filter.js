/**
 * Filters and sorts the rows of the whole table. The form has the choices. Each change is copied to
 * the address; when a page opens, the form is set from the address.
 */

import { copy } from '../sharing/copy.js';
import { mark, unmark } from './marks.js';
import { FACETS, choose, draw, readRows, sorted } from './rows.js';
import { find, isMissing } from './text.js';

const form = document.querySelector('[data-wp-filter]');
if (form) start();

function start() {
  const body = document.querySelector('.wp-plan tbody');
  const controls = Array.from(form.querySelectorAll('[name]'));
  const { q, lead, sort } = form.elements;
  const toggle = form.querySelector('.wp-filter__toggle');
  const year = form.querySelector('.wp-filter__year'); // if there are plans of several years
  const clear = form.querySelector('.wp-filter__clear');
  const drop = form.querySelector('.wp-filter__drop');
  const share = form.querySelector('.wp-filter__share');
  const copied = form.querySelector('[aria-live]');
  const terms = form.querySelector('.wp-filter__terms');
  const title = document.title;
  const heading = document.createElement('span'); // the choices, beside the title on paper
  heading.className = 'wp-filter-heading';
  document.querySelector('h1').append(heading);
  const status = form.querySelector('[role=status]');
  const sentences = status.dataset;

  let official = null; // the rows in the order of the table, read when first needed
  let rows = null; // the same rows in the current order
  let sortedBy = '';
  let turn = 0; // counts the changes, so that a late answer to an earlier one is ignored

  /** Shows the rows that the form asks for; resolves when they are shown. */
  async function update() {
    const mine = (turn += 1);
    const text = q.value.trim();
    let hits = null;
    let hint = '';
    if (text) {
      if (isMissing()) status.textContent = sentences.loading;
      try {
        hits = await find(text);
      } catch (error) {
        hint = sentences.failed;
      }
      if (mine !== turn) return;
      if (hits) hint = hintOf(hits.tier);
    }
    const { shown, without } = show(hits);
    say(shown.length, shown.length ? hint : offerToDrop(without));
    body.parentElement.toggleAttribute('data-found', hits !== null); // long texts are shown whole
    if (hits) mark(shown, hits.fieldsOf, () => mine === turn);
    else unmark();
  }

  function show(hits) {
    if (official === null) rows = official = readRows(body);
    if (sort.value !== sortedBy) {
      sortedBy = sort.value;
      const { options } = sortedBy === 'status' ? form.elements.status : lead;
      rows = sorted(official, sortedBy, Array.from(options, ({ value }) => value));
      body.append(...rows.map(({ element }) => element));
    }
    const chosen = Object.fromEntries(FACETS.map((facet) => [facet, form.elements[facet].value]));
    const { shown, counts, without } = choose(rows, chosen, hits && hits.tasks);
    draw(rows, shown);
    for (const facet of FACETS) showCounts(form.elements[facet], counts[facet]);
    return { shown, without };
  }

  function showCounts(select, counts) {
    for (const option of select.options) {
      if (option.value === '') continue;
      const count = counts.get(option.value) || 0;
      const label = fill(form.dataset.choice, { name: option.dataset.name, count });
      if (option.text !== label) option.text = label;
      option.disabled = count === 0 && !option.selected;
    }
  }

  function say(count, hint) {
    const set = controls.filter(isSet);
    for (const control of controls) control.toggleAttribute('data-set', set.includes(control));
    const isWhole = count === official.length;
    const sentence = count === 0 ? sentences.none : isWhole ? sentences.all : sentences.some;
    const total = official.length;
    const said = [fill(sentence, { total, count }), hint].filter(Boolean);
    status.textContent = said.join(sentences.separator);
    if (count > 0) drop.hidden = true;
    clear.hidden = share.hidden = terms.hidden = set.length === 0;
    copied.textContent = '';
    terms.textContent = set.map(termOf).join(terms.dataset.separator);
    heading.textContent = set.length ? fill(terms.dataset.heading, { terms: terms.textContent }) : '';
    document.title = set.length ? fill(terms.dataset.title, { terms: terms.textContent, title }) : title;
    const folded = set.filter((control) => control !== q).length;
    toggle.toggleAttribute('data-set', folded > 0);
    toggle.textContent = fill(folded ? toggle.dataset.some : toggle.dataset.none, { count: folded });
  }

  /** @returns a sentence that names the one choice without which most tasks are found */
  function offerToDrop(without) {
    const [best] = Array.from(without).sort(([, one], [, other]) => other - one);
    drop.hidden = !best;
    if (!best) return sentences.stuck;
    const [name, count] = best;
    drop.dataset.name = name;
    return fill(sentences.without, { term: termOf(form.elements[name]), count });
  }

  /** Says which choices, perhaps made for another year's plan, this plan does not have. */
  function sayDropped(unknown) {
    const labels = unknown.map((control) => control.labels[0].textContent);
    const dropped = fill(year.dataset.dropped, { terms: labels.join(year.dataset.separator) });
    status.textContent = [status.textContent, dropped].join(sentences.separator);
  }

  function termOf(control) {
    const option = control.options && control.options[control.selectedIndex];
    const value = option ? option.dataset.name || option.text : control.value.trim();
    return fill(terms.dataset.term, { label: control.labels[0].textContent, value });
  }

  function hintOf(tier) {
    if (tier === 'near') return sentences.near;
    return tier === 'pinyin' || tier === 'initials' ? sentences.pinyin : '';
  }

  /**
   * Copies the choices to the address. Each choice is one step for the back button; text typed
   * without a break is one step too. The anchor of a task is removed.
   */
  function remember(isTyping) {
    const address = withChoices();
    address.hash = '';
    if (address.href === location.href) return;
    const goesOn = isTyping && history.state !== null && history.state.isTyping === true;
    history[goesOn ? 'replaceState' : 'pushState']({ isTyping }, '', address.href);
  }

  function withChoices() {
    const address = new URL(location.href);
    for (const { name, value } of controls) {
      if (value.trim()) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    return address;
  }

  /**
   * Sets the form from the address. Unknown values are ignored, but for those that a topic or
   * department has in another year.
   *
   * @returns the controls that they were for
   */
  function readAddress() {
    const { searchParams } = new URL(location.href);
    return controls.filter((control) => {
      const value = searchParams.get(control.name) || '';
      control.value = value;
      if (control.selectedIndex !== -1) return false;
      const same = Array.from(control.options).filter(({ dataset: { also = '' } }) =>
        also.split(' ').includes(value),
      );
      control.value = same.length === 1 ? same[0].value : '';
      return control.value === '';
    });
  }

  const isSet = (control) => control.value.trim() !== '';

  function empty() {
    for (const control of controls) control.value = '';
  }

  /** Shows the task that the address names. If the choices hide it, they are cleared. */
  async function goToTask() {
    const task = document.getElementById(location.hash.slice(1));
    if (!task || task.parentElement !== body) return;
    if (task.hidden) {
      empty();
      await update();
      history.replaceState(null, '', withChoices().href);
      status.textContent = fill(sentences.shown, { number: task.cells[0].textContent });
    }
    task.scrollIntoView();
  }

  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('change', (event) => {
    if (event.target === q || event.target === year) return;
    update();
    remember(false);
  });
  function typed() {
    update();
    remember(true);
  }
  q.addEventListener('input', (event) => {
    if (!event.isComposing) typed();
  });
  q.addEventListener('compositionend', typed);

  function changed() {
    update();
    remember(false);
    // The button disappears, so the focus moves to the table.
    document.querySelector('.wp-table').focus({ preventScroll: true });
  }
  clear.addEventListener('click', () => {
    empty();
    changed();
  });
  drop.addEventListener('click', () => {
    form.elements[drop.dataset.name].value = '';
    changed();
  });
  share.addEventListener('click', () => {
    const address = withChoices();
    address.hash = '';
    copy(address.href, copied);
  });
  form.querySelector('.wp-filter__print').addEventListener('click', () => window.print());
  toggle.addEventListener('click', () => {
    toggle.setAttribute('aria-expanded', String(toggle.getAttribute('aria-expanded') === 'false'));
  });

  window.addEventListener('popstate', () => {
    readAddress();
    update();
  });
  window.addEventListener('hashchange', goToTask);

  /** Shows the rows that the address asks for. All rows are hidden until then. */
  async function open() {
    const unknown = readAddress();
    if (controls.some(isSet)) await update();
    if (year && unknown.length) sayDropped(unknown);
    document.documentElement.classList.remove('wp-waiting');
    if (controls.some(isSet)) goToTask();
  }

  open();
  if (year) import('./year.js').then(({ leadOn }) => leadOn(year, withChoices, status), () => {});
}

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
