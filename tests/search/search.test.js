// Search as a reader meets it: the script of the site on the index of a built site. `node --test
// tests/search` after `portolan build`; SITE names another folder than `public`.
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const { corpus, cost, find, indexes, search } = require('./site.js');

test('text is cut as the generator cuts it', () => {
  const cases = corpus('terms.json');
  assert.ok(cases.length > 20);
  for (const { text, terms, query, whole, buckets } of cases) {
    assert.deepStrictEqual(search.ofText(text), terms, text);
    assert.deepStrictEqual(search.ofQuery(text), query, text);
    assert.deepStrictEqual(search.whole(text), whole, text);
    assert.deepStrictEqual(query.map(search.bucket), buckets, text);
  }
});

test('postings are read as the generator writes them', () => {
  assert.strictEqual(search.decode('_').length, 1, 'a file that was cut off ends');
  assert.deepStrictEqual(search.decode('CCuCDgC_1JjB'),
    [[0, 1], [1, 1], [40, 1], [41, 64], [5000, 35]]);
});

test('a question is answered by the expected page, among the first three', () => {
  const missed = [];
  let asked = 0;
  for (const [lang, questions] of Object.entries(corpus('questions.json'))) {
    for (const [question, pages] of questions) {
      asked++;
      const wanted = [].concat(pages).map((page) => `${lang}/${page}`);
      const found = find(indexes[lang], question).slice(0, 3).map((d) => d.href);
      if (!wanted.some((page) => found.includes(page))) missed.push(`${lang} ${question}: ${found.join(' ')}`);
    }
  }
  assert.strictEqual(asked, 60);
  if (missed.length) console.log(missed.join('\n'));
  assert.ok(missed.length <= 3, missed.join('\n'));
});

// Held on the site of this repository; SITE names a larger one.
test('a query costs at most 150 KB', () => {
  let most = 0;
  for (const [lang, questions] of Object.entries(corpus('questions.json'))) {
    for (const [question] of questions) most = Math.max(most, cost(indexes[lang], question));
  }
  console.log(`the dearest question: ${(most / 1000).toFixed(1)} kB`);
  assert.ok(most <= 150_000);
});

test('a number leads to its page first', () => {
  for (const [lang, index] of Object.entries(indexes)) {
    for (const number of ['25', '465', '993', '2379', '2380', '6000']) {
      const found = find(index, number);
      if (found.length) assert.match(found[0].href, new RegExp(`^${lang}/ports/`), number);
    }
  }
});

test('what is strange finds nothing and harms nothing', () => {
  const strange = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '\ud83d', 'a\ud83d端', '\udc00'.repeat(50),
    'x'.repeat(10000), '端'.repeat(10000), '\u0000', '\u202e', '</script><svg/onload=alert(1)>', '{{7*7}}', ']]>',
    '%', '.*+?^${}()|[]\\', '', ' ', '。', '不存在的独角兽词汇鲸鱼'];
  for (const index of Object.values(indexes)) {
    for (const text of strange) {
      const found = find(index, text);
      assert.ok(Array.isArray(found), text);
      for (const d of found) search.marked(d.title, search.ofQuery(text)).join('');
    }
    for (const text of ['\ud83d', '独角兽鲸鱼', '…']) assert.deepStrictEqual(find(index, text), [], text);
  }
  assert.strictEqual({}.polluted, undefined);
});

test('marks stand where the words are, and the text stays as it is', () => {
  assert.deepStrictEqual(search.marked('用 SMTP 端口号 465', ['端口', '口号', 'smtp']),
    ['用 ', 'SMTP', ' ', '端口号', ' 465']);
  assert.deepStrictEqual(search.marked('<b>&amp;</b>', ['b']), ['<', 'b', '>&amp;</', 'b', '>']);
  for (const text of ['İİ 端口', '端口\ud83d', '']) assert.strictEqual(search.marked(text, ['端口']).join(''), text);
});
