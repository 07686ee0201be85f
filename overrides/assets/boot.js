/* Runs before the page is drawn: what works with scripts only is there from the start. */
document.documentElement.classList.replace('no-js', 'js');

/* What the theme's bundle and palette.js expect to find. */
(function (script) {
  var scope = new URL(script.getAttribute('data-scope'), location.href);
  window.__md_scope = scope;
  window.__md_hash = function (text) {
    return Array.from(text).reduce(function (hash, character) {
      return (hash << 5) - hash + character.charCodeAt(0);
    }, 0);
  };
  window.__md_get = function (key, storage, base) {
    try {
      return JSON.parse((storage || localStorage).getItem((base || scope).pathname + '.' + key));
    } catch (error) {
      return null; /* a browser that keeps nothing has nothing kept */
    }
  };
  window.__md_set = function (key, value, storage, base) {
    try {
      (storage || localStorage).setItem((base || scope).pathname + '.' + key, JSON.stringify(value));
    } catch (error) {
      /* the choice then lasts for this page only */
    }
  };
})(document.currentScript);

/* The mode for older readers: larger and plainer, remembered, there before the first paint. */
(function (root) {
  function show(isOn) {
    root.classList.toggle('wp-elder', isOn);
    Array.from(document.querySelectorAll('[data-wp-elder]')).forEach(function (button) {
      button.setAttribute('aria-pressed', String(isOn));
    });
  }
  show(window.__md_get('__elder') === true);
  document.addEventListener('DOMContentLoaded', function () {
    show(root.classList.contains('wp-elder'));
  });
  document.addEventListener('click', function (event) {
    if (!event.target.closest('[data-wp-elder]')) return;
    var isOn = !root.classList.contains('wp-elder');
    window.__md_set('__elder', isOn);
    show(isOn);
  });
})(document.documentElement);

/* The menu's button is part of a label, so that it works without scripts; here it gets its keys. */
document.addEventListener('keydown', function (event) {
  if (!event.target.closest('[data-wp-menu]') || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  event.target.closest('label').click();
});
