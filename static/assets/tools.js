// Forms of the tools. Everything they show is in the page already: `which` opens the answer that
// fits, `filter` hides what does not, and `fill` puts the reader's names in place of the examples.
// What a reader types is text, is sent nowhere and is kept nowhere.
(function () {
  'use strict';

  // Longer input is cut: nobody's message is longer, and hiding has to keep up with typing.
  var LONGEST = 400;

  function fold(text) {
    return text.slice(0, LONGEST).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  }

  // Whether an entry fits what was pasted: one holds the other, as when a whole line of a log was
  // pasted, or all words of a short question are in it.
  function fits(query, lines, text) {
    var asked = fold(query);
    if (!asked) return true;
    if (lines.some(function (line) { line = fold(line); return line && asked.indexOf(line) >= 0; })) return true;
    text = text.normalize('NFKC').toLowerCase();
    return asked.split(' ').every(function (word) { return text.indexOf(word) >= 0; });
  }

  // A name as DNS has it, in ASCII: what gets into a command can't be anything else.
  function host(text) {
    var name = text.trim().toLowerCase().replace(/\.$/, '');
    var label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
    var good = name.length <= 253 && name.split('.').every(function (part) { return label.test(part); });
    return good ? name : '';
  }

  // Where the examples stand in a text, the longest first: `mail.example.com` is not `example.com`.
  function places(text, names) {
    var found = [];
    names = names.slice().sort(function (a, b) { return b.from.length - a.from.length; });
    for (var at = 0; at < text.length; at++) {
      for (var i = 0; i < names.length; i++) {
        var from = names[i].from, before = text[at - 1] || ' ', after = text[at + from.length] || ' ';
        if (text.substr(at, from.length) === from && !/[\w-]/.test(before) && !/[\w-]/.test(after)) {
          found.push({ at: at, from: from, to: names[i].to });
          at += from.length - 1;
          break;
        }
      }
    }
    return found;
  }

  function replace(text, names) {
    var made = '', done = 0;
    places(text, names).forEach(function (place) {
      made += text.slice(done, place.at) + place.to;
      done = place.at + place.from.length;
    });
    return made + text.slice(done);
  }

  if (typeof module === 'object') {
    module.exports = { fold: fold, fits: fits, host: host, replace: replace };
    return;
  }

  function element(name, attributes, text) {
    var made = document.createElement(name);
    for (var key in attributes) made.setAttribute(key, attributes[key]);
    if (text) made.textContent = text;
    return made;
  }
  function all(node, selector) { return Array.prototype.slice.call(node.querySelectorAll(selector)); }
  function data(node, name) { return node.getAttribute('data-' + name) || ''; }

  var count = 0;
  // With its label beside it, or in it, where room of one line is kept.
  function field(label, value, inside) {
    count++;
    var id = 'tool-' + count, row = element('p', { 'class': 'find field' });
    if (!inside) row.appendChild(element('label', { 'for': id }, label));
    row.input = row.appendChild(element('input', {
      id: id, type: 'text', value: value || '', autocomplete: 'off', autocapitalize: 'off', spellcheck: 'false', maxlength: '2000'
    }));
    if (inside) {
      row.input.setAttribute('aria-label', label);
      row.input.placeholder = label;
    }
    return row;
  }

  // One field for all lists of a page that ask for the same, above the first of them.
  var fields = {};
  function filter(list) {
    var label = data(list, 'label'), form = fields[label];
    if (!form) {
      form = fields[label] = { rows: [], row: field(label, '', true), status: element('p', { 'class': 'small', role: 'status' }) };
      var place = list.closest('.tw') || list;
      var head = place.previousElementSibling;
      if (head && /^H[2-4]$/.test(head.tagName)) place = head;
      place.classList.add('ready'); // the room that style keeps for the field
      place.parentNode.insertBefore(form.row, place);
      place.parentNode.insertBefore(form.status, place);
      form.row.input.addEventListener('input', function () { narrow(form, data(list, 'none')); });
    }
    var rows = list.tagName === 'TABLE' ? all(list, 'tbody') : all(list, 'li');
    rows.forEach(function (row) {
      var lines = all(row, '.said').map(function (line) { return line.textContent; });
      form.rows.push({ node: row, lines: lines, text: row.textContent });
    });
  }
  function narrow(form, none) {
    var query = form.row.input.value, left = 0;
    form.rows.forEach(function (row) {
      row.node.hidden = !fits(query, row.lines, row.text);
      if (!row.node.hidden) left++;
    });
    form.status.textContent = !query.trim() ? '' : left ? left + ' / ' + form.rows.length : none;
  }

  var group = 0;
  function ask(legend, choices, chosen) {
    group++;
    var set = element('fieldset', { 'class': 'choice' }), name = 'tool-choice-' + group;
    set.appendChild(element('legend', {}, legend));
    choices.forEach(function (choice, i) {
      var label = element('label', {}), radio = element('input', { type: 'radio', name: name });
      radio.addEventListener('change', function () { chosen(i); });
      label.appendChild(radio);
      label.appendChild(document.createTextNode(choice));
      set.appendChild(label);
    });
    return set;
  }

  // One question above the first rules of a page; rules of other tools go away everywhere.
  var boxes = [];
  function rule(box) {
    var name = function (block) { return block.querySelector('figcaption').firstElementChild.textContent; };
    boxes.push(box);
    if (boxes.length > 1) return;
    var names = all(box, '.code').map(name);
    var set = ask(data(box, 'label'), [data(box, 'all')].concat(names), function (at) {
      boxes.forEach(function (box) {
        all(box, '.code').forEach(function (block) { block.hidden = at > 0 && name(block) !== names[at - 1]; });
      });
    });
    set.querySelector('input').checked = true;
    var head = box.previousElementSibling;
    while (head && head.tagName !== 'H2') head = head.previousElementSibling;
    box.parentNode.insertBefore(set, head || box);
  }

  // Two questions; the answer to both opens.
  function which(box) {
    var goals = all(box, 'section');
    var second;
    function pick(at) {
      var answers = all(goals[at], 'details');
      goals.forEach(function (goal, i) { goal.hidden = i !== at; });
      answers.forEach(function (answer) { answer.open = false; });
      var asked = ask(data(box, 'case'), answers.map(function (answer) {
        return answer.querySelector('summary').textContent;
      }), function (i) {
        answers.forEach(function (answer, j) { answer.open = i === j; });
      });
      if (second) box.replaceChild(asked, second); else box.insertBefore(asked, goals[0]);
      second = asked;
    }
    box.classList.add('ready');
    box.insertBefore(ask(data(box, 'goal'), goals.map(function (goal) {
      return goal.querySelector('h3').textContent;
    }), pick), goals[0]);
  }

  // An example may be cut by the colours of the code, so a text is changed across its nodes: the
  // first node that holds a part of a name takes all of the new one.
  function texts(code) {
    var walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT), nodes = [], node;
    while ((node = walker.nextNode())) nodes.push({ node: node, text: node.data });
    return nodes;
  }
  function put(nodes, names) {
    var whole = nodes.map(function (part) { return part.text; }).join(''), found = places(whole, names), start = 0;
    nodes.forEach(function (part) {
      var end = start + part.text.length, made = '', done = start;
      found.forEach(function (place) {
        var last = place.at + place.from.length;
        if (last <= start || place.at >= end) return;
        made += whole.slice(done, Math.max(done, place.at));
        if (place.at >= start) made += place.to;
        done = Math.min(last, end);
      });
      part.node.data = made + whole.slice(done, end);
      start = end;
    });
  }
  function fill(box) {
    var names = [], status = element('p', { 'class': 'small', role: 'status' });
    var codes = all(document, '.prose pre code').map(texts);
    all(box, 'dl > div').forEach(function (pair) {
      var name = { from: pair.querySelector('code').textContent };
      name.to = name.from;
      var row = field(pair.querySelector('dt').textContent, name.from);
      names.push(name);
      box.appendChild(row);
      row.input.addEventListener('input', function () {
        var typed = row.input.value.trim(), good = host(typed);
        status.textContent = typed && !good ? data(box, 'bad') : '';
        row.input.setAttribute('aria-invalid', String(!!typed && !good));
        name.to = good || name.from;
        codes.forEach(function (nodes) { put(nodes, names); });
      });
    });
    box.querySelector('dl').hidden = true;
    box.appendChild(status);
  }

  var tools = { filter: filter, which: which, fill: fill, rules: rule };
  all(document, '[data-tool]').forEach(function (box) { tools[data(box, 'tool')](box); });
})();
