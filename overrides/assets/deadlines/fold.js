/**
 * Folds long lists away until the reader opens them, comes by a link to their heading, or prints.
 * The built page has them open.
 */

const folds = Array.from(document.querySelectorAll('.wp-fold'));
let opened = []; // for print alone

for (const fold of folds) fold.open = false;
openLinked();
window.addEventListener('hashchange', openLinked);
window.addEventListener('beforeprint', () => {
  opened = folds.filter((fold) => !fold.open);
  for (const fold of opened) fold.open = true;
});
window.addEventListener('afterprint', () => {
  for (const fold of opened) fold.open = false;
});

function openLinked() {
  for (const fold of folds) {
    if (`#${fold.previousElementSibling.id}` === location.hash) fold.open = true;
  }
}
