// The same site from other places: the disk, and a folder of a server.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { SITE, build, kinds, launch, open, serve } from './harness.js';

const BASE = '/a/b/';
let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// A style of ours is applied: the edge above the header.
const styled = page => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--bg').trim() !== '');

test('from the disk: pages, links, search', async () => {
  const page = await open(browser, { origin: 'file:' });
  const at = address => pathToFileURL(path.join(SITE, address)).href;
  for (const { address } of kinds().filter(page => page.kind !== 'not_found')) {
    await page.goto(at(address.endsWith('.html') ? address : address + 'index.html'));
    assert.ok(await styled(page), address);
  }
  await page.goto(at('zh/index.html'));
  await page.locator('.sheet a').first().click();
  await page.waitForURL('**/zh/ports/465/index.html');
  await page.locator('a.lang').click();
  await page.waitForURL('**/en/ports/465/index.html');
  await page.locator('.head input[name=q]').fill('993');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/en/search/index.html?q=993');
  await page.locator('.found li a').first().click();
  await page.waitForURL('**/en/ports/993/index.html');
  await page.goto(at('en/ports/index.html'));
  await page.locator('label', { hasText: 'STARTTLS' }).click();
  assert.ok(await page.locator('.ports tbody tr:visible').count() > 0);
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});

test(`below ${BASE}: pages, links, search, and a page that is not there`, async t => {
  const site = build({ args: ['--base-url', 'https://ports.example.org' + BASE] });
  t.after(site.drop);
  const server = await serve(site.out, BASE);
  t.after(server.close);
  const page = await open(browser, { origin: server.origin + BASE });
  for (const { address } of kinds(site.out)) {
    await page.goto(server.url(address));
    assert.ok(await styled(page), address);
  }
  await page.goto(server.url(''));
  await page.locator('.sheet a').first().click();
  await page.waitForURL(`**${BASE}zh/ports/465/`);
  await page.locator('.head input[name=q]').fill('imap');
  await page.keyboard.press('Enter');
  await page.locator('.found li a').first().click();
  await page.waitForURL(url => url.pathname.startsWith(BASE) && !/search/.test(url.pathname));
  const missing = await page.goto(server.url('zh/deep/down/587/'));
  assert.equal(missing.status(), 404);
  assert.ok(await styled(page));
  await page.getByText('587 端口的页面').click();
  await page.waitForURL(`**${BASE}zh/ports/587/`);
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});
