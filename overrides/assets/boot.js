/*
 * Runs before the page is drawn: what works with scripts only is there from the start. The second
 * class would come with the theme's bundle, and a browser styles the whole page anew for it.
 */
document.documentElement.className = 'js js-focus-visible';

/*
 * Until what the address asks for is shown: see filter/filter.css. Where a script fails or does not come,
 * all is shown.
 */
(function (root) {
  function show() {
    root.classList.remove('wp-waiting');
  }
  if (!location.search) return;
  root.classList.add('wp-waiting');
  window.addEventListener('error', show, true);
  setTimeout(show, 5000);
})(document.documentElement);

/* What the theme's bundle expects to find. */
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

/*
 * The modes that a reader may choose, remembered, there before the first paint: one for older
 * readers, larger and plainer, and a dark one, which follows the system until chosen otherwise.
 */
(function (root) {
  var show = {
    elder: function (isOn) {
      root.classList.toggle('wp-elder', isOn);
    },
    dark: function (isOn) {
      if (isOn) root.setAttribute('data-md-color-scheme', 'slate');
      else root.removeAttribute('data-md-color-scheme');
    },
  };
  var isOn = { elder: false, dark: window.matchMedia('(prefers-color-scheme: dark)').matches };

  function tell(button) {
    button.setAttribute('aria-pressed', String(isOn[button.getAttribute('data-wp-mode')]));
  }

  Object.keys(show).forEach(function (mode) {
    var kept = window.__md_get('__' + mode);
    if (kept !== null) isOn[mode] = kept === true;
    show[mode](isOn[mode]);
  });
  document.addEventListener('DOMContentLoaded', function () {
    Array.from(document.querySelectorAll('[data-wp-mode]')).forEach(tell);
  });
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-wp-mode]');
    if (!button) return;
    var mode = button.getAttribute('data-wp-mode');
    isOn[mode] = !isOn[mode];
    window.__md_set('__' + mode, isOn[mode]);
    show[mode](isOn[mode]);
    tell(button);
  });
})(document.documentElement);

/* The menu's button is part of a label, so that it works without scripts; here it gets its keys. */
document.addEventListener('keydown', function (event) {
  if (!event.target.closest('[data-wp-menu]') || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  event.target.closest('label').click();
});
