// A built site as the tests of search see it: `public`, or the folder that SITE names.
'use strict';

const fs = require('node:fs');
const path = require('node:path');
const vm = require('node:vm');
const zlib = require('node:zlib');
const assert = require('node:assert');

const root = path.join(__dirname, '../..');
const site = process.env.SITE || path.join(root, 'public');
const search = require(path.join(root, 'static/assets/search.js'));
const corpus = (name) => JSON.parse(fs.readFileSync(path.join(root, 'tests/corpus/search', name), 'utf8'));

// A file of an index, run as a browser would run it.
function part(name) {
  let said;
  const text = fs.readFileSync(path.join(site, 'assets', name + '.js'), 'utf8');
  vm.runInNewContext(text, { __search: (value) => { said = value; } });
  assert.strictEqual(said.name, name);
  return said;
}

function open(lang) {
  const index = part('search-' + lang);
  if (index.documents) {
    index.count = index.documents.length;
    const terms = search.invert(index.documents);
    index.lookup = () => terms;
    index.document = (n) => index.documents[n];
  } else {
    const parts = new Map();
    index.lookup = (term) => {
      const name = `search/${lang}-t${search.bucket(term) * index.parts >> 10}`;
      if (!parts.has(name)) {
        parts.set(name, new Map(part(name).lines.split('\n').filter(Boolean).map((line) => line.split('\t'))
          .map(([term, code]) => [term, search.decode(code)])));
      }
      return parts.get(name);
    };
    index.document = (n) => part(`search/${lang}-d${Math.floor(n / index.chunk)}`).documents[n % index.chunk];
  }
  return index;
}

function find(index, text) {
  return search.rank(search.asks(text), index.lookup, index).map(([n]) => index.document(n));
}

// How many bytes a query moves on a server that compresses: the index, the parts with its terms, those with the results.
function cost(index, text) {
  const names = new Set([`search-${index.lang}`]);
  if (index.parts) {
    const lookup = (term) => {
      names.add(`search/${index.lang}-t${search.bucket(term) * index.parts >> 10}`);
      return index.lookup(term);
    };
    const shown = search.rank(search.asks(text), lookup, index).slice(0, 20);
    for (const [n] of shown) names.add(`search/${index.lang}-d${Math.floor(n / index.chunk)}`);
  }
  const size = (name) => zlib.gzipSync(fs.readFileSync(path.join(site, 'assets', name + '.js'))).length;
  return [...names].map(size).reduce((sum, bytes) => sum + bytes);
}

const indexes = { zh: open('zh'), en: open('en') };

module.exports = { corpus, cost, find, indexes, search, site };
