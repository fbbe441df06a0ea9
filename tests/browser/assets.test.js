// Style is published without comments and spaces: a browser reads the same rules from both.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { ROOT, SITE, launch } from './harness.js';

const STYLES = readdirSync(path.join(ROOT, 'static/assets')).filter(name => name.endsWith('.css'));
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

test('there is style to compare', () => assert.ok(STYLES.includes('site.css')));

for (const name of STYLES) {
  test(`the published ${name} says what its source says`, async () => {
    const page = await browser.newPage();
    const rules = text => page.evaluate(text => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(text);
      return Array.from(sheet.cssRules, rule => rule.cssText).join('\n').replace(/\s*([,/])\s*/g, '$1').split('\n');
    }, text);
    const source = readFileSync(path.join(ROOT, 'static/assets', name), 'utf8');
    const stem = name.replace('.css', '-');
    const published = readdirSync(path.join(SITE, 'assets')).filter(file => file.startsWith(stem) && /^[0-9a-f]{10}\.css$/.test(file.slice(stem.length)));
    assert.equal(published.length, 1);
    const text = readFileSync(path.join(SITE, 'assets', published[0]), 'utf8');
    assert.ok(text.length < source.length);
    const [is, was] = [await rules(text), await rules(source)];
    assert.ok(was.length > 10);
    assert.deepEqual(is, was);
    await page.close();
  });
}
