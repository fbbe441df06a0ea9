(function () {
  'use strict';

  // A web server finds index.html by itself; a folder on a disk needs it spelled out.
  if (location.protocol === 'file:') {
    Array.prototype.forEach.call(document.links, function (a) {
      if (a.protocol === 'file:' && /\/$/.test(a.pathname)) a.pathname += 'index.html';
    });
    Array.prototype.forEach.call(document.forms, function (form) {
      if (/\/$/.test(form.action)) form.action += 'index.html';
    });
  }

  // Search: its script comes with the first use of a box, so that the results are there at once;
  // `/` goes to the box from anywhere, Escape empties it.
  var find = document.querySelector('form.find'), box = find && find.q;
  if (box) {
    box.addEventListener('focus', function () {
      var script = find.getAttribute('data-script');
      if (!script) return;
      find.removeAttribute('data-script');
      document.head.appendChild(document.createElement('script')).src = script;
    });
    document.addEventListener('keydown', function (event) {
      var typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        box.focus();
      } else if (event.key === 'Escape' && event.target === box && box.value) {
        event.preventDefault();
        box.value = '';
        box.dispatchEvent(new Event('input'));
      }
    });
  }

  // The section being read: the address says so, or the last heading above 30 % of the window.
  function section() {
    if (location.hash.length > 1) return location.hash;
    if (window.pageYOffset < window.innerHeight) return '';
    var heads = document.querySelectorAll('main h2[id], main h3[id]'), id = '';
    for (var i = 0; i < heads.length; i++) {
      if (heads[i].getBoundingClientRect().top > window.innerHeight * 0.3) break;
      id = '#' + heads[i].id;
    }
    return id;
  }
  var other = document.querySelector('a.lang');
  if (other) other.addEventListener('click', function () {
    other.hash = section();
    try { localStorage.setItem('lang', other.hreflang.slice(0, 2)); } catch (e) { /* storage is off */ }
  });

  // The root page: a choice made once is kept; otherwise the reader's language comes first.
  var choices = Array.prototype.slice.call(document.querySelectorAll('.k-root .choice'));
  if (choices.length) {
    var stored = null;
    try { stored = localStorage.getItem('lang'); } catch (e) { /* storage is off */ }
    var find = function (lang) {
      return choices.filter(function (c) { return c.lang.slice(0, 2) === lang.slice(0, 2).toLowerCase(); })[0];
    };
    var kept = stored && find(stored);
    if (kept && !/[?&]choose\b/.test(location.search) && !location.hash) {
      location.replace(kept.querySelector('a').href);
    } else {
      var wanted = (navigator.languages || [navigator.language || '']).map(find).filter(Boolean)[0];
      if (wanted && wanted !== choices[0]) choices[0].parentNode.insertBefore(wanted, choices[0]);
    }
  }
})();
