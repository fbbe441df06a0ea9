// What every page does with script. Each part stands alone and does nothing where its part of the
// page is missing; a page is complete without any of them. What a part shows at once has its place
// from the first paint on: `early.js` marks the page, and the styles go by the mark.
(function () {
  'use strict';

  var root = document.documentElement, words = document.currentScript.dataset;
  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }
  // Storage may be off, and is on some phones for pages from a disk.
  function stored(key) {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }
  function store(key, value) {
    try { value ? localStorage.setItem(key, value) : localStorage.removeItem(key); } catch (e) { /* off */ }
  }

  // A web server finds index.html by itself; a folder on a disk needs it spelled out.
  if (location.protocol === 'file:') {
    all('a[href]').forEach(function (a) {
      if (a.protocol === 'file:' && /\/$/.test(a.pathname)) a.pathname += 'index.html';
    });
    all('form').forEach(function (form) {
      if (/\/$/.test(form.action)) form.action += 'index.html';
    });
  }

  // Theme: the system's, light, dark.
  var THEMES = {
    auto: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 1 0 8 2.2v11.6M8 5h4.9M8 8h5.8M8 11h4.9',
    light: 'M8 5a3 3 0 1 0 0 6 3 3 0 1 0 0-6M8 1v1.4M8 13.6V15M1 8h1.4M13.6 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
    dark: 'M13.4 9.8A5.9 5.9 0 1 1 6.2 2.6a4.8 4.8 0 0 0 7.2 7.2z'
  };
  var head = document.querySelector('.head');
  if (head && words.themes) {
    var names = words.themes.split('|'), kinds = Object.keys(THEMES);
    var svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    var drawing = svg.appendChild(document.createElementNS(svg.namespaceURI, 'path'));
    var button = make('button', 'btn theme');
    button.type = 'button';
    svg.setAttribute('class', 'i');
    svg.setAttribute('viewBox', '0 0 16 16');
    svg.setAttribute('aria-hidden', 'true');
    button.appendChild(svg);
    var show = function (kind) {
      var label = words.theme.replace('{theme}', names[kinds.indexOf(kind)]);
      kind === 'auto' ? root.removeAttribute('data-theme') : root.setAttribute('data-theme', kind);
      button.setAttribute('aria-label', label);
      button.title = label;
      drawing.setAttribute('d', THEMES[kind]);
      // Browsers paint their own bars in this colour.
      all('meta[name=theme-color]').forEach(function (meta) {
        meta.dataset.own = meta.dataset.own || meta.content;
        meta.content = kind === 'auto' ? meta.dataset.own : getComputedStyle(root).getPropertyValue('--bg').trim();
      });
    };
    button.addEventListener('click', function () {
      var next = kinds[(kinds.indexOf(root.getAttribute('data-theme') || 'auto') + 1) % kinds.length];
      store('theme', next === 'auto' ? '' : next);
      show(next);
    });
    show(root.getAttribute('data-theme') || 'auto');
    head.appendChild(button);
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

  // The section being read: the last heading above 30 % of the window.
  function reading() {
    var id = '';
    all('main h2[id], main h3[id]').some(function (heading) {
      if (heading.getBoundingClientRect().top > innerHeight * 0.3) return true;
      id = heading.id;
    });
    return id;
  }

  // The other language opens at the same section, and is remembered by the root page alone.
  var other = document.querySelector('a.lang');
  if (other) other.addEventListener('click', function () {
    var id = pageYOffset < innerHeight ? '' : reading();
    other.hash = location.hash.length > 1 ? location.hash : id;
    store('lang', other.hreflang.slice(0, 2));
  });

  // Contents: always open beside the text; above it, closed when long. The section being read is marked.
  var toc = document.querySelector('.toc');
  if (toc) {
    var beside = matchMedia('(min-width: 78rem)'), links = all('a', toc);
    var fit = function () { toc.open = beside.matches || !toc.classList.contains('long'); };
    var due = false, follow = function () {
      var id = (due = false) || reading();
      links.forEach(function (a) {
        id && a.hash === '#' + id ? a.setAttribute('aria-current', 'true') : a.removeAttribute('aria-current');
      });
    };
    fit();
    follow();
    beside.addEventListener('change', fit);
    addEventListener('scroll', function () { if (!due) due = requestAnimationFrame(follow); }, { passive: true });
  }

  // Facts that somebody has to look at again: only the clock here knows.
  var today = new Date().toISOString().slice(0, 10);
  all('time[data-due]').forEach(function (time) {
    if (time.dataset.due >= today) return;
    time.className = 'chip stale';
    time.append(' ' + words.due);
  });

  // Copy: what a block shows as code, or the lines of a settings block.
  var said = null;
  function copy(text, done) {
    var old = function () {
      var area = document.body.appendChild(make('textarea', 'vh', text));
      var last = document.activeElement;
      area.select();
      var worked = document.execCommand('copy');
      area.remove();
      last.focus();
      if (worked) done();
    };
    navigator.clipboard ? navigator.clipboard.writeText(text).then(done, old) : old();
  }
  function offer(block, text) {
    var button = make('button', 'copy', words.copy);
    button.type = 'button';
    button.addEventListener('click', function () {
      copy(text(), function () {
        if (!said) {
          said = document.body.appendChild(make('span', 'vh'));
          said.setAttribute('role', 'status');
        }
        button.textContent = said.textContent = words.copied;
        setTimeout(function () { button.textContent = words.copy; said.textContent = ''; }, 2000);
      });
    });
    block.appendChild(button);
  }
  if (words.copy) {
    all('figure.code').forEach(function (block) {
      offer(block, function () { return block.querySelector('pre').textContent.replace(/\n$/, ''); });
    });
    all('.settings').forEach(function (block) {
      offer(block, function () {
        return all('dl > div', block).map(function (row) {
          return all('dt, dd', row).map(function (cell) { return cell.innerText.trim().replace(/\s+/g, ' '); }).join(words.colon);
        }).join('\n');
      });
    });
  }

  // The port table: what the radios leave, narrowed by words; the state is in the address.
  var filters = document.querySelector('.filters');
  if (filters) {
    var rows = all('.ports tbody tr'), groups = all('.group'), radios = all('input[type=radio]', filters);
    var input = filters.querySelector('.bar input'), status = input.nextElementSibling;
    var reset = status.nextElementSibling, none = make('p', 'none', filters.dataset.none + ' ');
    input.hidden = status.hidden = false;
    none.appendChild(reset.cloneNode(true));
    filters.after(none);
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    var narrow = function () {
      var wanted = input.value.toLowerCase().split(/\s+/);
      rows.forEach(function (row, i) {
        row.hidden = !wanted.every(function (word) { return texts[i].indexOf(word) >= 0; });
      });
      var shown = function (row) { return getComputedStyle(row).display !== 'none'; }, count = 0;
      groups.forEach(function (group) {
        group.hidden = false;
        var left = all('tbody tr', group).filter(shown).length;
        group.hidden = !left;
        count += left;
      });
      status.textContent = filters.dataset[count === 1 ? 'one' : 'many'].replace('{n}', count);
      none.hidden = count > 0;
      return count;
    };
    var keep = function () {
      var state = new URLSearchParams();
      radios.forEach(function (radio) { if (radio.checked && radio.value) state.set(radio.name, radio.value); });
      if (input.value.trim()) state.set('q', input.value.trim());
      var text = state.toString();
      narrow();
      reset.hidden = !text;
      try { history.replaceState(null, '', text ? '#' + text : location.pathname + location.search); } catch (e) { /* not from a disk */ }
    };
    var read = function () {
      var state = new URLSearchParams(/=/.test(location.hash) ? location.hash.slice(1) : '');
      radios.forEach(function (radio) { radio.checked = radio.value === (state.get(radio.name) || ''); });
      input.value = state.get('q') || '';
      reset.hidden = !state.toString();
      narrow();
    };
    filters.addEventListener('change', keep);
    input.addEventListener('input', keep);
    [reset, none.lastChild].forEach(function (a) {
      a.addEventListener('click', function (event) {
        event.preventDefault();
        radios.forEach(function (radio) { radio.checked = !radio.value; });
        input.value = '';
        keep();
        input.focus();
      });
    });
    addEventListener('hashchange', read);
    read();
  }

  // Print, where a page offers it.
  all('.print').forEach(function (place) {
    place.hidden = false;
    place.firstChild.addEventListener('click', function () { print(); });
  });

  // Pages with a part for each language. The root: a choice made once is kept. Everywhere: what
  // the eye has first is first for the ear and the keyboard.
  var choices = all('.choice');
  function choice(lang) {
    return choices.filter(function (c) { return c.lang.slice(0, 2) === lang.slice(0, 2).toLowerCase(); })[0];
  }
  if (choices.length) {
    var entrance = !!document.querySelector('.k-root');
    var kept = entrance && stored('lang') && choice(stored('lang'));
    if (kept && !/[?&]choose\b/.test(location.search) && !location.hash) {
      location.replace(kept.querySelector('a').href);
    } else {
      var first = choice(root.dataset.first || '');
      if (first && first !== choices[0]) choices[0].before(first);
    }
    // A number in an address that is not there may be a port that is.
    var number = entrance ? null : (location.pathname.match(/\d+/g) || []).pop();
    choices.forEach(function (part) {
      var range = (part.dataset.ports || '').split(' ').filter(function (port) {
        var ends = port.split('-');
        return number && +ends[0] <= +number && +number <= +(ends[1] || ends[0]);
      })[0];
      if (!range) return;
      var a = make('a', 'btn', part.dataset.offer.replace('{number}', number));
      var table = all('a', part).pop();
      a.href = table.href.replace(/(index\.html)?$/, range + '/');
      table.parentNode.prepend(a, ' ');
    });
  }
})();
