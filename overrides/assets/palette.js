/* Runs where the palette's switch stands in the page: applies the remembered choice undrawn. */
(function () {
  var kept = window.__md_get('__palette');
  if (!kept || !kept.color) return;
  var color = kept.color;
  if (color.media === '(prefers-color-scheme)') {
    var light = window.matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
    var input = document.querySelector('[data-md-color-media="(prefers-color-scheme: ' + light + ')"]');
    ['media', 'scheme', 'primary', 'accent'].forEach(function (name) {
      color[name] = input.getAttribute('data-md-color-' + name);
    });
  }
  Object.keys(color).forEach(function (name) {
    document.body.setAttribute('data-md-color-' + name, color[name]);
  });
})();
