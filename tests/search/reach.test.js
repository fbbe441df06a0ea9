// How far a reader is from an answer: clicks from the home page, or one search. `node --test
// tests/search` after `portolan build`; with TABLE=1 it prints the table of README.md.
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const { corpus, find, indexes, site } = require('./site.js');

// The links of a page within the site, in their order: where they lead, and what they say.
function links(page) {
  const html = fs.readFileSync(path.join(site, page, 'index.html'), 'utf8');
  const found = html.matchAll(/<a [^>]*?href="([^"#?:]+)(?:#[^"]*)?"[^>]*>([\s\S]*?)<\/a>/g);
  const text = (inner) => inner.replace(/<[^>]+>/g, '').replace(/&amp;/g, '&').trim();
  return [...found].map(([, href, inner]) => [path.posix.join(page, href), text(inner)]);
}

// The shortest way from the home page of a language to one of these pages, as the links to follow.
// A heading counts as its page.
function way(lang, wanted) {
  const pages = wanted.map((page) => page.split('#')[0]);
  const home = new Map(links(`${lang}/`).reverse());
  for (const page of pages) if (home.has(page)) return [home.get(page)];
  for (const [page, said] of [...home].reverse()) {
    if (!page.startsWith(`${lang}/`) || !fs.existsSync(path.join(site, page, 'index.html'))) continue;
    for (const [there, then] of links(page)) if (pages.includes(there)) return [said, then];
  }
  return undefined;
}

test('each answer is at most two clicks or one search away', () => {
  const far = [];
  for (const [lang, questions] of Object.entries(corpus('questions.json'))) {
    for (const [question, pages] of questions) {
      const wanted = [].concat(pages).map((page) => `${lang}/${page}`);
      const clicks = way(lang, wanted);
      const rank = find(indexes[lang], question).findIndex((document) => wanted.includes(document.href)) + 1;
      if (!clicks && !(rank >= 1 && rank <= 3)) far.push(`${lang} ${question}`);
      if (process.env.TABLE) {
        console.log(`| ${question} | ${clicks ? `${clicks.length}: ${clicks.join(' → ')}` : '–'} | ${rank || '–'} |`);
      }
    }
  }
  assert.deepStrictEqual(far, []);
});
