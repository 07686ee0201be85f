/** Leads from the table of all tasks to that of another year, with the same choices. */

/**
 * The arrow keys step through the years in some browsers, so a year chosen with the keyboard is
 * opened by Enter.
 *
 * @param {HTMLSelectElement} year the value of each choice is the address of a table
 * @param {function} withChoices the address of this table with all choices
 * @param {Element} status says what Enter does
 */
export function leadOn(year, withChoices, status) {
  let before = null; // what the status said, while a year waits for Enter
  let isByKey = false;

  function go() {
    const address = new URL(year.value, location.href);
    address.search = withChoices().search;
    reset(); // for the reader who comes back
    if (address.pathname !== location.pathname) location.assign(address.href);
  }

  function reset() {
    for (const option of year.options) option.selected = option.defaultSelected;
    if (before !== null) status.textContent = before;
    before = null;
  }

  year.addEventListener('pointerdown', () => {
    isByKey = false;
  });
  year.addEventListener('keydown', (event) => {
    isByKey = event.key !== 'Enter';
    if (isByKey) return;
    event.preventDefault();
    go();
  });
  year.addEventListener('change', () => {
    if (!isByKey) return go();
    if (before === null) before = status.textContent;
    status.textContent = year.dataset.step.replace('{year}', year.selectedOptions[0].text);
  });
  year.addEventListener('blur', reset);
}
