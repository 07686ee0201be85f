/*
 * Runs before the page is drawn, so that what needs scripts is shown from the start. The theme's
 * bundle would set the second class later, and the browser would then style the whole page again.
 */
document.documentElement.className = 'js js-focus-visible';

/*
 * Hides the rows until the filter shows what the address asks for (see filter/filter.css). If a
 * script fails or is not loaded, all rows are shown.
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

/*
 * The theme's bundle takes each such link for another language and asks for a sitemap beside it.
 * With a second word, which browsers and feed readers ignore, it does not.
 */
Array.prototype.forEach.call(document.querySelectorAll('link[rel=alternate]'), function (link) {
  link.rel = 'alternate feed';
});

/* The theme's bundle needs these. */
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
      return null; /* storage is not allowed */
    }
  };
  window.__md_set = function (key, value, storage, base) {
    try {
      (storage || localStorage).setItem((base || scope).pathname + '.' + key, JSON.stringify(value));
    } catch (error) {
      /* the choice then applies to this page only */
    }
  };
})(document.currentScript);

/*
 * The display modes that a reader may choose. The choice is stored and applied before the first
 * paint. One mode is for older readers: larger and plainer. The other is dark; it follows the
 * system until the reader chooses.
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

/* The menu's button is part of a label, so it works without scripts. This adds the keyboard. */
document.addEventListener('keydown', function (event) {
  var drawer = document.getElementById('__drawer');
  if (event.key === 'Escape' && drawer && drawer.checked) {
    drawer.click();
    document.querySelector('[data-wp-menu]').focus();
  }
  if (!event.target.closest('[data-wp-menu]') || (event.key !== 'Enter' && event.key !== ' ')) return;
  event.preventDefault();
  event.target.closest('label').click();
});
