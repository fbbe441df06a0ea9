// Runs before the first paint, so that nothing flashes or moves: the reader's theme, and a mark
// that the scripts of the page will run.
(function (root) {
  'use strict';
  root.setAttribute('data-script', '');
  try {
    var theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
  } catch (e) { /* storage is off */ }
})(document.documentElement);
