// Search. The generator cuts text in the same way (src/facts/search/terms.rs): tests/corpus/search
// holds the cases that both must agree on.
(function () {
  'use strict';

  // Ranges and not \p{Han}: a browser may know another version of Unicode than the generator.
  var HAN = '\u2e80-\u2fdf\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3fffd}';
  var LETTER = '(?:(?![' + HAN + '])[\\p{Alphabetic}\\p{N}])';
  var RUN = new RegExp('([' + HAN + ']+)|' + LETTER + '+(?:[./_-]' + LETTER + '+)*', 'gu');
  var LONGEST = 40;
  // What a field is worth, by its bit: text, summary, headings, other names, ports, title, number.
  var WORTH = [1, 3, 4, 6, 8, 8, 100];
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  function fold(text) { return text.normalize('NFKC').toLowerCase(); }
  function cut(word) { return Array.from(word).slice(0, LONGEST).join(''); }
  function isHan(term) { return new RegExp('^[' + HAN + ']', 'u').test(term); }

  function runs(text, han, word) {
    var match;
    RUN.lastIndex = 0;
    while ((match = RUN.exec(text))) match[1] ? han(Array.from(match[1])) : word(match[0]);
  }

  // The terms under which a text is found.
  function ofText(text) {
    var terms = [];
    runs(fold(text), function (run) {
      run.forEach(function (c, i) {
        terms.push(c);
        if (i) terms.push(run[i - 1] + c);
      });
    }, function (run) {
      terms.push(cut(run));
      for (var i = 0; i < run.length; i++) if (/[./_-]/.test(run[i])) terms.push(cut(run.slice(i + 1)));
    });
    return terms;
  }

  // A whole name, told from other terms by its mark.
  function whole(text) {
    var parts = [];
    runs(fold(text), function (run) { parts.push(run.join('')); }, function (run) { parts.push(run); });
    return parts.length ? cut('=' + parts.join(' ')) : '';
  }

  // The terms that a query asks for, each once.
  function ofQuery(text) {
    var terms = [];
    runs(fold(text), function (run) {
      if (run.length === 1) terms.push(run[0]);
      else for (var i = 1; i < run.length; i++) terms.push(run[i - 1] + run[i]);
    }, function (run) { terms.push(cut(run)); });
    return terms.filter(function (term, i) { return terms.indexOf(term) === i; });
  }

  // Words that make a question and say nothing of its subject.
  var ASKING = /^(?:an?|and|are|do|does|for|how|i|in|is|my|of|or|the|to|use|vs|what|when|which|why|with|和|的|吗|呢)$/;

  // All that is looked up for a query. Nobody reads the answers to a whole book.
  function asks(text) {
    var short = text.slice(0, 200), terms = ofQuery(short).slice(0, 12);
    var subject = terms.filter(function (term) { return !ASKING.test(term); });
    return terms.length ? [whole(short)].concat(subject.length ? subject : terms) : [];
  }

  function bucket(term) {
    var chars = Array.from(term), second = chars[1] ? chars[1].codePointAt(0) : 0;
    return (Math.imul(chars[0].codePointAt(0), 0x9e3779b1) ^ Math.imul(second, 0x85ebca77)) >>> 22;
  }

  // Postings: the step to the next document, doubled; odd when its fields follow, even when it is
  // the text alone. Numbers are written in digits of five bits, the lowest first; 32 says that more follow.
  function decode(code) {
    var postings = [], at = 0, document = -1;
    function number() {
      var value = 0, shift = 0, digit;
      do {
        digit = DIGITS.indexOf(code[at++]);
        value += (digit & 31) * Math.pow(2, shift);
        shift += 5;
      } while (digit & 32 && at < code.length);
      return value;
    }
    while (at < code.length) {
      var step = number();
      document += Math.floor(step / 2);
      postings.push([document, step % 2 ? number() : 1]);
    }
    return postings;
  }

  // An index that came in one file is made here; terms → postings.
  function invert(documents) {
    var terms = new Map();
    documents.forEach(function (d, number) {
      [d.text, d.summary, d.headings.join('\n'), d.aliases.join('\n'), d.ports.join('\n'), d.title, d.number || '']
        .forEach(function (text, field) {
          var names = field === 3 || field === 5 ? text.split('\n').map(whole).filter(Boolean) : [];
          names.concat(ofText(text)).forEach(function (term) {
            var postings = terms.get(term), last = postings && postings[postings.length - 1];
            if (!postings) terms.set(term, postings = []);
            if (last && last[0] === number) last[1] |= 1 << field;
            else postings.push([number, 1 << field]);
          });
        });
    });
    return terms;
  }

  function worth(fields) {
    return WORTH.reduce(function (sum, worth, bit) { return fields >> bit & 1 ? sum + worth : sum; }, 0);
  }

  // The documents that answer, the best first: [number, score]. Rare terms count more; a document
  // that holds few of the terms is no answer. The first term is the whole query as a name.
  function rank(terms, lookup, index) {
    var scores = new Map(), called = new Map(), name = terms[0];
    (name && lookup(name).get(name) || []).forEach(function (p) { called.set(p[0], 200); });
    terms.slice(1).forEach(function (term) {
      var known = lookup(term), best = new Map();
      var open = term.length > 1 && !isHan(term);
      function note(postings, factor) {
        postings.forEach(function (p) {
          best.set(p[0], Math.max(best.get(p[0]) || 0, worth(p[1]) * factor));
        });
      }
      if (open) known.forEach(function (postings, other) {
        if (other !== term && other.startsWith(term)) note(postings, 0.5);
      });
      if (known.has(term)) note(known.get(term), 1);
      if (/^\d{1,5}$/.test(term)) (index.ranges || []).forEach(function (range) {
        if (range[0] <= +term && +term <= range[1]) best.set(range[2], 100);
      });
      var rare = Math.log(1 + index.count / Math.max(best.size, 1));
      best.forEach(function (value, document) {
        var score = scores.get(document) || [0, 0];
        scores.set(document, [score[0] + value * rare, score[1] + 1]);
      });
    });
    var ranked = [];
    scores.forEach(function (score, document) {
      var share = score[1] / (terms.length - 1);
      if (share > 0.3) ranked.push([document, score[0] * share * share + (called.get(document) || 0)]);
    });
    return ranked.sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
  }

  // Text in pieces, every second one marked.
  function marked(text, terms) {
    var lower = text.toLowerCase(), hits = [], pieces = [], end = 0;
    if (lower.length !== text.length) return [text];
    terms.forEach(function (term) {
      for (var at = lower.indexOf(term); at >= 0; at = lower.indexOf(term, at + term.length)) {
        hits.push([at, at + term.length]);
      }
    });
    hits.sort(function (a, b) { return a[0] - b[0]; });
    hits.forEach(function (hit) {
      if (pieces.length && hit[0] <= end) {
        if (hit[1] > end) pieces[pieces.length - 1] += text.slice(end, hit[1]);
      } else {
        pieces.push(text.slice(end, hit[0]), text.slice(hit[0], hit[1]));
      }
      end = Math.max(end, hit[1]);
    });
    pieces.push(text.slice(end));
    return pieces;
  }

  // The line that holds most of the terms, cut around the first of them.
  function extract(d, terms) {
    var lines = [d.summary].concat(d.headings, (d.text || '').split('\n')), best = d.summary, most = 0;
    lines.forEach(function (line) {
      var lower = line.toLowerCase();
      var held = terms.filter(function (term) { return lower.indexOf(term) >= 0; }).length;
      if (held > most) { best = line; most = held; }
    });
    var width = /[\u4e00-\u9fff]/.test(best) ? 60 : 140, chars = Array.from(best);
    if (chars.length <= width) return best;
    var pieces = marked(best, terms), before = pieces.length > 1 ? Array.from(pieces[0]).length : 0;
    var skip = Math.max(0, before - Math.floor(width / 3));
    if (skip && width === 140) while (skip < chars.length && chars[skip - 1] !== ' ') skip++;
    var shown = chars.slice(skip, skip + width).join('');
    return (skip ? '…' : '') + shown + (skip + width < chars.length ? '…' : '');
  }

  if (typeof module === 'object') {
    module.exports = { ofText: ofText, ofQuery: ofQuery, whole: whole, asks: asks, bucket: bucket, decode: decode, invert: invert,
      rank: rank, marked: marked, extract: extract, fold: fold };
  }
  if (typeof document === 'undefined') return;

  var script = document.currentScript.src, waiting = {}, indexes = {};
  var root = new URL('..', script).href;

  // Files of an index are scripts: a page that is read from a disk may load nothing else.
  window.__search = function (part) {
    var done = waiting[part.name];
    delete waiting[part.name];
    if (done) done(part);
  };
  var loads = {};
  function load(name, version) {
    return loads[name] = loads[name] || new Promise(function (resolve, reject) {
      var tag = document.createElement('script');
      waiting[name] = resolve;
      tag.src = new URL(name + '.js', script).href + (version ? '?v=' + version : '');
      tag.onerror = function () { delete loads[name]; reject(new Error(name)); };
      document.head.appendChild(tag);
    });
  }

  function open(lang) {
    return indexes[lang] = indexes[lang] || load('search-' + lang).then(function (index) {
      if (index.documents) {
        index.count = index.documents.length;
        index.terms = invert(index.documents);
      }
      return index;
    });
  }

  function lookups(index, terms) {
    if (index.terms) return Promise.resolve(function () { return index.terms; });
    var parts = terms.map(function (term) {
      return load('search/' + index.lang + '-t' + (bucket(term) * index.parts >> 10), index.version);
    });
    return Promise.all(parts).then(function (parts) {
      parts.forEach(function (part) {
        if (part.terms) return;
        part.terms = new Map();
        part.lines.split('\n').forEach(function (line) {
          var at = line.indexOf('\t');
          part.terms.set(line.slice(0, at), decode(line.slice(at + 1)));
        });
      });
      return function (term) { return parts[terms.indexOf(term)].terms; };
    });
  }

  function documents(index, numbers) {
    if (index.documents) return Promise.resolve(numbers.map(function (n) { return index.documents[n]; }));
    return Promise.all(numbers.map(function (n) {
      var chunk = Math.floor(n / index.chunk);
      return load('search/' + index.lang + '-d' + chunk, index.version).then(function (part) {
        return part.documents[n - chunk * index.chunk];
      });
    }));
  }

  var MOST = 20, FEW = 3;
  function find(lang, text) {
    var terms = asks(text);
    return open(lang).then(function (index) {
      return lookups(index, terms).then(function (lookup) {
        var ranked = rank(terms, lookup, index);
        return documents(index, ranked.slice(0, MOST).map(function (r) { return r[0]; })).then(function (found) {
          return { index: index, terms: terms.slice(1), count: ranked.length, found: found };
        });
      });
    });
  }

  function element(name, className, pieces) {
    var e = document.createElement(name);
    if (className) e.className = className;
    (pieces || []).forEach(function (piece, i) {
      if (i % 2) e.appendChild(document.createElement('mark')).textContent = piece;
      else if (piece) e.appendChild(document.createTextNode(piece));
    });
    return e;
  }

  function list(answer) {
    var ol = element('ol', 'cards');
    answer.found.forEach(function (d) {
      var li = ol.appendChild(element('li')), parts = d.href.split('#');
      var a = li.appendChild(element('a', 'title', marked(d.title, answer.terms)));
      if (location.protocol === 'file:') parts[0] += 'index.html';
      a.href = root + parts.join('#');
      li.appendChild(document.createTextNode(' '));
      li.appendChild(element('span', 'small', [d.label]));
      li.appendChild(element('p', '', marked(extract(d, answer.terms), answer.terms)));
    });
    return ol;
  }

  function fill(text, n) { return text.replace('{n}', n); }

  var page = document.getElementById('search'), asked = '';
  if (!page) return open(document.documentElement.lang.slice(0, 2)).catch(function () {});
  var form = page.querySelector('form'), box = form.q, status = page.querySelector('[role=status]');
  var all = document.getElementById('all'), shown = page.querySelector('.found');
  var lang = document.documentElement.lang.slice(0, 2), other = lang === 'zh' ? 'en' : 'zh';

  function show() {
    var text = box.value.trim();
    if (text === asked) return;
    asked = text;
    all.hidden = !!text;
    if (!text) { shown.textContent = status.textContent = ''; return; }
    find(lang, text).then(function (own) {
      if (text !== asked) return;
      var texts = own.index.texts;
      status.textContent = own.count === 0 ? texts.none : own.count === 1 ? fill(texts.one, 1) : fill(texts.many, own.count);
      shown.textContent = '';
      shown.appendChild(list(own));
      if (own.count >= FEW) return;
      return find(other, text).then(function (more) {
        if (text !== asked || !more.count) return;
        var group = shown.appendChild(element('section'));
        group.appendChild(element('h2', '', [texts.other]));
        group.lang = '';
        group.lastChild.lang = document.documentElement.lang;
        group.appendChild(list(more)).lang = other === 'zh' ? 'zh-Hans' : 'en';
        group.removeAttribute('lang');
      });
    }).catch(function () {
      asked = '';
      all.hidden = false;
      status.textContent = page.getAttribute('data-failed');
    });
  }

  // The address follows the words, so that it can be sent on.
  function keep() {
    var url = new URL(location.href);
    box.value.trim() ? url.searchParams.set('q', box.value.trim()) : url.searchParams.delete('q');
    try { history.replaceState(null, '', url.href); } catch (e) { /* not from a disk */ }
  }

  var timer;
  box.addEventListener('input', function () {
    clearTimeout(timer);
    timer = setTimeout(function () { show(); keep(); }, 120);
  });
  form.addEventListener('submit', function (event) { event.preventDefault(); show(); keep(); });
  box.value = box.value || new URL(location.href).searchParams.get('q') || '';
  show();
})();
