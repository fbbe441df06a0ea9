// The script of the tools, as far as it knows no page. `node --test tests/tools` after `portolan build`; SITE names
// another folder than `public`.
'use strict';

const test = require('node:test');
const assert = require('node:assert');
const fs = require('node:fs');
const path = require('node:path');
const zlib = require('node:zlib');

const file = path.join(__dirname, '../../static/assets/tools.js');
const { fits, host, replace } = require(file);

const names = [{ from: 'example.com', to: 'q.cn' }, { from: 'mail.example.com', to: 'mx.q.cn' }];

test('names are replaced whole, the longer one first', () => {
  const cases = [
    ['nc mail.example.com 465', 'nc mx.q.cn 465'],
    ['anna@example.com', 'anna@q.cn'],
    ['https://autoconfig.example.com/mail', 'https://autoconfig.q.cn/mail'],
    ['<hostname>mail.example.com</hostname>', '<hostname>mx.q.cn</hostname>'],
    ['_imaps._tcp.example.com. SRV 0 1 993 mail.example.com.', '_imaps._tcp.q.cn. SRV 0 1 993 mx.q.cn.'],
    ['myexample.com example.community', 'myexample.com example.community'],
    ['', ''],
  ];
  for (const [text, expected] of cases) assert.strictEqual(replace(text, names), expected);
});

test('a new name is not looked at again', () => {
  const names = [{ from: 'example.com', to: 'mail.example.com' }, { from: 'mail.example.com', to: 'example.com' }];
  assert.strictEqual(replace('example.com mail.example.com', names), 'mail.example.com example.com');
});

test('only host names get into commands', () => {
  assert.strictEqual(host(' Mail.Example.ORG. '), 'mail.example.org');
  assert.strictEqual(host('xn--fiq228c.cn'), 'xn--fiq228c.cn');
  for (const bad of ['', ' ', 'a b', '$(id)', '`id`', 'a;b', 'a..b', '-a.cn', 'a-.cn', '端口.cn', '<svg onload=alert(1)>',
    '../x', 'a'.repeat(64) + '.cn', 'a.'.repeat(200) + 'cn', '\ud83d', 'a\u2028b']) {
    assert.strictEqual(host(bad), '', bad);
  }
});

test('an entry fits a line that holds it, and words that it holds', () => {
  const lines = ['535 5.7.8 Error: authentication failed'];
  const text = lines[0] + ' 密码的种类不对';
  const pasted = 'Nov 26 mail[7]: <~* 535  5.7.8 Error: Authentication failed: (reason unavailable)';
  for (const query of ['', '  ', pasted, '535', '535 密码', 'AUTHENTICATION', '５３５']) assert(fits(query, lines, text), query);
  for (const query of ['530', '535 时钟', '<b>']) assert(!fits(query, lines, text), query);
});

test('input of any kind does no harm', () => {
  for (const query of ['__proto__', 'constructor', 'x'.repeat(100000), '\ud83d', '(', '.*', '\0', '\u202e535']) {
    assert.strictEqual(fits(query, ['Connection refused'], 'Connection refused'), false, query.slice(0, 20));
  }
});

test('what is published does the same', () => {
  const assets = path.join(process.env.SITE || path.join(__dirname, '../../public'), 'assets');
  const name = fs.readdirSync(assets).find((name) => /^tools-\w+\.js$/.test(name));
  const published = require(path.join(assets, name));
  assert.strictEqual(published.replace('nc mail.example.com 465', names), 'nc mx.q.cn 465');
});

test('the script is within its budget, keeps nothing and sends nothing', () => {
  const text = fs.readFileSync(file, 'utf8');
  assert(zlib.gzipSync(text, { level: 9 }).length <= 8 * 1024);
  for (const word of ['innerHTML', 'insertAdjacentHTML', 'document.write', 'fetch(', 'XMLHttpRequest', 'Storage', 'cookie', 'eval(']) {
    assert(!text.includes(word), word);
  }
});
