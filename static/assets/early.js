// Runs before the first paint, so that nothing flashes or moves: the reader's theme, the language
// whose part of a page comes first (that of the address, else the reader's), and a mark that the
// scripts of the page have yet to run.
(function (root) {
  'use strict';
  var address = location.href.slice(document.currentScript.src.lastIndexOf('assets/'));
  var first = /^(zh|en)\b/.exec(address) || /\b(zh|en)\b/i.exec(navigator.languages);
  if (first) root.setAttribute('data-first', first[0].toLowerCase());
  root.setAttribute('data-script', '');
  document.addEventListener('DOMContentLoaded', function () { root.removeAttribute('data-script'); });
  try {
    var theme = localStorage.getItem('theme');
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
  } catch (e) { /* storage is off */ }
})(document.documentElement);
