/**
 * Opens and closes the search box, passes what is typed to the panel, and keeps `?q=` in the
 * address. The panel, the matcher and the index are loaded when the box is first used.
 */

// The panel and all its imports: they are requested together, not one after the other.
const MODULES = ['panel', 'engine', 'matcher', 'words'];

const box = document.querySelector('[data-wp-search-index]');
if (box) start();

function start() {
  const toggle = document.getElementById('__search'); // the theme shows the box while this is checked
  const form = box.querySelector('form');
  const input = form.querySelector('input');
  const status = box.querySelector('[role=status]');
  // On the page of the whole table `?q=` belongs to the filter.
  const hasAddress = !document.querySelector('[data-wp-filter]');
  let panel = null; // a promise, once it is loading
  let coming = null; // a promise, until the hits for the words in the box are shown

  function load() {
    if (panel === null) {
      status.textContent = status.dataset.loading;
      const loading = MODULES.map((name) => import(`./${name}.js`));
      panel = Promise.all(loading).then(([{ createPanel }]) => createPanel(box, input));
      panel.catch(() => {
        panel = null; // the next keystroke tries again
      });
    }
    return panel;
  }

  /** Shows the hits for the words in the box, also for those typed while the index loads. */
  function update() {
    if (!toggle.checked) setToggle(true);
    if (hasAddress) keepInAddress(input.value);
    const result = load()
      .then((ready) => ready.show(input.value))
      .catch(() => {
        status.textContent = status.dataset.failed;
      });
    coming = result;
    result.then(() => {
      if (coming === result) coming = null;
    });
  }

  function open() {
    update();
    input.focus();
  }

  /** Empties the box and closes it; where the field goes with it, only if it was empty before. */
  function close() {
    const goes = !matchMedia('(min-width: 60em)').matches;
    const stays = goes && input.value;
    input.value = '';
    open();
    if (!stays) setToggle(false);
    if (goes && !stays) input.blur();
  }

  function withPanel(use) {
    if (panel) panel.then(use).catch(() => {});
  }

  function setToggle(checked) {
    toggle.checked = checked;
    toggle.dispatchEvent(new Event('change', { bubbles: true }));
  }

  toggle.addEventListener('change', () => {
    if (toggle.checked) input.focus();
    else input.setAttribute('aria-expanded', 'false');
  });
  input.addEventListener('focus', update);
  input.addEventListener('input', (event) => {
    if (!event.isComposing) update();
  });
  input.addEventListener('compositionend', update);
  form.addEventListener('reset', () => {
    setTimeout(() => {
      update();
      input.focus();
    });
  });
  form.addEventListener('submit', (event) => {
    const chosen = document.getElementById(input.getAttribute('aria-activedescendant'));
    if (!chosen) return; // the form opens the table of all tasks, filtered by these words
    event.preventDefault();
    chosen.click();
  });

  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    close();
  });
  box.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) setToggle(false);
  });

  input.addEventListener('keydown', (event) => {
    if (isComposing(event)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      withPanel((ready) => ready.move(event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Tab' && !event.shiftKey && coming && input.value.trim()) {
      event.preventDefault(); // wait for the result and go to it
      withPanel((ready) => ready.enter());
    }
  });

  // A hit on the current page only scrolls it, so the box must be closed.
  box.addEventListener('click', (event) => {
    const link = event.target.closest('a[href]');
    if (link && link.pathname === location.pathname) setToggle(false);
  });

  document.addEventListener('keydown', (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === '/' || event.key === 's' || event.key === 'f') {
      event.preventDefault();
      open();
    }
  });

  for (const link of document.querySelectorAll('[data-wp-search]')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      input.value = link.dataset.wpSearch;
      open();
    });
  }

  const shared = new URLSearchParams(location.search).get('q');
  if (shared && hasAddress) {
    input.value = shared;
    open();
  } else if (document.activeElement === input) {
    open(); // the reader used the box before this script ran
  }
}

/** Whether an input method is using the keys. Older WebKit reports this by the code 229. */
function isComposing(event) {
  return event.isComposing || event.keyCode === 229;
}

function keepInAddress(query) {
  const address = new URL(location.href);
  if (query.trim()) address.searchParams.set('q', query);
  else address.searchParams.delete('q');
  if (address.href !== location.href) history.replaceState(history.state, '', address.href);
}
