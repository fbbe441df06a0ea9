// Search as a reader meets it, from one file and from many.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { put, small } from './fixture.js';
import { SITE, launch, open, serve } from './harness.js';

let browser, server;
before(async () => { [browser, server] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); server.close(); });

async function reader(t, where, address, options) {
  const page = await open(browser, { origin: where.origin, ...options });
  t.after(async () => {
    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
  await page.goto(where.url(address));
  return page;
}

for (const [from, query, wanted] of [
  ['zh/', '587', 'zh/ports/587/'],
  ['zh/mail/which-smtp-port/', '授权码', '授权码'],
  ['en/ports/587/', 'app password', 'app password'],
]) {
  test(`the box in the head of /${from} leads to answers for ${query}`, async t => {
    const page = await reader(t, server, from);
    await page.keyboard.press('/');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    await page.keyboard.type(query);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/search/?q=*');
    const first = page.locator('.found li').first();
    await first.waitFor();
    if (/^\d/.test(query)) assert.ok((await first.locator('a').getAttribute('href')).endsWith(wanted));
    else assert.ok((await page.locator('.found').textContent()).includes(wanted));
    assert.ok(await page.locator('.found mark').count() > 0);
    assert.match(await page.locator('#search [role=status]').textContent(), /\d/);
    await first.locator('a').click();
    await page.waitForURL(url => !/search/.test(url.pathname));
  });
}

test('the button beside the box searches, and Escape empties the box', async t => {
  const page = await reader(t, server, 'en/');
  const box = page.locator('.head input[name=q]');
  await box.fill('imap');
  await box.press('Escape');
  assert.equal(await box.inputValue(), '');
  await box.fill('imap');
  await page.locator('.head .find button').click();
  await page.waitForURL('**/en/search/?q=imap');
  await page.locator('.found li').first().waitFor();
});

test('few answers are followed by those of the other language', async t => {
  const page = await reader(t, server, 'en/search/?q=' + encodeURIComponent('怎么办'));
  await page.locator('.found h2').waitFor();
  assert.equal(await page.locator('.found ol').last().getAttribute('lang'), 'zh-Hans');
});

const HOSTILE = {
  'a name of every object': 'constructor __proto__ toString hasOwnProperty',
  'markup': '<img src=x onerror=alert(1)> </script><svg/onload=alert(2)>',
  'half an emoji': '\ud83d',
  'marks of direction and lines': '\u202e587\u2028\u2029\u0000',
  'a book': '端口587 '.repeat(1500),
  'a pattern': '.*(a+)+$ [ ( \\',
};
for (const [name, text] of Object.entries(HOSTILE)) {
  test(`${name} does no harm`, async t => {
    const page = await reader(t, server, 'zh/search/');
    const box = page.locator('#search input');
    await box.evaluate((e, text) => { e.value = text; e.dispatchEvent(new Event('input')); }, text);
    await page.waitForFunction(() => document.querySelector('#search [role=status]').textContent || document.querySelector('.found li'), null, { timeout: 5000 })
      .catch(() => {});
    assert.equal(await page.locator('.found img, .found svg, .found script').count(), 0);
    await box.fill('587');
    await page.locator('.found li a[href$="zh/ports/587/"]').first().waitFor();
    // And as an address.
    await page.goto(server.url('zh/search/?q=' + encodeURIComponent(text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, '?')).slice(0, 4000)));
    assert.equal(await page.locator('#search img, #search script').count(), 0);
  });
}

// Much text in words that are all different, so that an index of it is large.
function article(lang, n) {
  const letters = lang === 'zh' ? '收发邮件端口服务器客户连接加密证书登录' : 'bcdfghklmnprstvw';
  const word = i => Array.from({ length: 6 }, (_, at) => letters[(i >> (at * 2)) % letters.length]).join('');
  const text = Array.from({ length: 150 }, (_, i) => word(n * 7919 + i * 104729)).join(lang === 'zh' ? '，' : ' ');
  const title = lang === 'zh' ? `第 ${n} 篇` : `Part ${n}`;
  return `---\ntitle: ${title}\nsummary: ${title}\norder: ${n + 10}\norigin: zh\n---\n\n${text}\n`;
}

test('a large site is searched in parts, and a query costs little', async t => {
  const site = small(files => {
    put(files, 'content/site.yaml', 'outputs: { search: false }', '');
    for (let n = 0; n < 400; n++) {
      for (const lang of ['zh', 'en']) files.set(`content/${lang}/mail/part-${n}.md`, article(lang, n));
    }
  });
  t.after(site.drop);
  const large = await serve(site.out);
  t.after(large.close);
  const page = await reader(t, large, 'zh/search/');
  const taken = [];
  page.on('response', async response => {
    if (/assets\/search/.test(response.url())) taken.push([response.url().replace(large.origin, ''), (await response.body()).length]);
  });
  await page.locator('#search input').fill('邮件');
  await page.locator('.found li').first().waitFor();
  await page.waitForTimeout(100);
  assert.ok(taken.some(([url]) => /search\/zh-t\d/.test(url)), `the index is in parts: ${JSON.stringify(taken)}`);
  const bytes = taken.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(bytes < 400_000, `${bytes} bytes before compression`);
  await page.locator('.found li a').first().click();
  await page.waitForURL(url => !/search/.test(url.pathname));
});
