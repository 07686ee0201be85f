/** Opens the long texts of the whole table, of which a phone shows the first lines: see table.css. */

const table = document.querySelector('.wp-plan');
if (table) {
  for (const text of table.querySelectorAll('.wp-plan__text')) addButton(text);
  // A browser that finds words in the hidden lines ("find in page") scrolls to them.
  table.addEventListener('scroll', ({ target }) => show(target.previousElementSibling, true), true);
}

function addButton(text) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'wp-plan__more';
  button.addEventListener('click', () => show(button, !text.hasAttribute('data-whole')));
  text.before(button);
  show(button, false);
}

function show(button, isWhole) {
  button.nextElementSibling.toggleAttribute('data-whole', isWhole);
  button.setAttribute('aria-expanded', String(isWhole));
  button.textContent = isWhole ? table.dataset.less : table.dataset.more;
}
