// What readers do: keyboard, another language, another theme, copying, filtering, printing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SITE, launch, open, pages, serve } from './harness.js';

const ARTICLE = { zh: 'zh/mail/which-smtp-port/', en: 'en/mail/which-smtp-port/' };
let browser, server;
before(async () => { [browser, server] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); server.close(); });

// Opens an address; whatever went wrong there fails the test at its end.
async function reader(t, address, options) {
  const page = await open(browser, { origin: server.origin, ...options });
  t.after(async () => {
    assert.deepEqual(page.wrongs, []);
    await page.context().close();
  });
  await page.goto(server.url(address));
  return page;
}

// The focused element, and whether a reader can see it and that it has the focus.
function focused() {
  const e = document.activeElement;
  // A radio is shown by its label.
  const seen = e.type === 'radio' ? e.labels[0] : e;
  const box = seen.getBoundingClientRect(), style = getComputedStyle(seen);
  const under = document.elementFromPoint(box.left + Math.min(box.width, innerWidth) / 2, box.top + Math.min(box.height / 2, 20));
  return {
    name: `${e.tagName.toLowerCase()}.${e.className} "${(e.getAttribute('aria-label') || e.textContent).trim().slice(0, 30)}"`,
    is: selector => e.matches(selector),
    part: ['.skip', '.brand', '.main-nav', '.find', '.lang', '.theme', '.menu', '.side', '.crumbs', '.toc', '.filters', '.prose', '.after', '.ports', '.foot']
      .find(part => e.closest(part)) || e.tagName,
    visible: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && Boolean(under && (seen.contains(under) || under.contains(seen))),
    ring: style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2,
  };
}

for (const lang of ['zh', 'en']) {
  for (const [width, address, parts] of [
    [1280, ARTICLE[lang], ['.skip', '.brand', '.main-nav', '.find', '.lang', '.theme', '.side', '.crumbs', '.toc', '.prose', '.after', '.foot']],
    [320, ARTICLE[lang], ['.skip', '.brand', '.find', '.lang', '.theme', '.menu', '.crumbs', '.toc', '.prose', '.after', '.foot']],
    [1280, `${lang}/ports/`, ['.skip', '.brand', '.main-nav', '.find', '.lang', '.theme', '.crumbs', '.filters', '.ports', '.foot']],
  ]) {
    test(`the keyboard reaches every part of ${address} at ${width}, and the focus is seen`, async t => {
      const page = await reader(t, address, { viewport: { width, height: 800 }, reducedMotion: 'reduce' });
      const reached = [], unseen = [];
      for (let step = 0; step < 400; step++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(() => document.activeElement === document.body)) break;
        const at = await page.evaluate(focused);
        if (reached.at(-1) !== at.part) reached.push(at.part);
        if (!at.visible || !at.ring) unseen.push(`${at.name}${at.visible ? '' : ' is out of sight'}${at.ring ? '' : ' has no ring'}`);
      }
      assert.deepEqual(unseen, []);
      assert.deepEqual([...new Set(reached)].filter(part => parts.includes(part)), parts);
    });
  }

  test(`the skip link of a page in ${lang} leads to its text`, async t => {
    const page = await reader(t, ARTICLE[lang]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  });
}

test('the menu of a phone opens by key and leads on', async t => {
  const page = await reader(t, ARTICLE.zh, { viewport: { width: 320, height: 640 } });
  await page.locator('.menu summary').focus();
  await page.keyboard.press('Enter');
  assert.ok(await page.locator('.menu nav').isVisible());
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL(url => url.pathname !== '/' + ARTICLE.zh);
});

test('the other language opens at the section being read, in both directions', async t => {
  const page = await reader(t, ARTICLE.zh, { reducedMotion: 'reduce' });
  for (const lang of ['en', 'zh']) {
    const ids = await page.locator('main h2[id], main h3[id]').evaluateAll(all => all.map(h => h.id));
    const id = ids[Math.floor(ids.length / 2)];
    await page.evaluate(id => { history.replaceState(null, '', location.pathname); document.getElementById(id).scrollIntoView(); }, id);
    // A click of Playwright's own would scroll first.
    const box = await page.locator('a.lang').boundingBox();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForURL(`**/${ARTICLE[lang]}#${id}`);
    const top = await page.evaluate(id => document.getElementById(id).getBoundingClientRect().top, id);
    assert.ok(top >= 0 && top < 300, `the heading stands at ${top} px`);
  }
  // At the top of a page there is no section yet.
  await page.goto(server.url(ARTICLE.zh));
  await page.locator('a.lang').click();
  await page.waitForURL(url => url.pathname === '/' + ARTICLE.en && !url.hash);
});

test('the root page keeps the chosen language, and begins with that of the browser', async t => {
  const page = await reader(t, '', { locale: 'en-GB' });
  const first = () => page.locator('.choice').first().getAttribute('lang');
  assert.equal(await first(), 'en');
  await page.goto(server.url(ARTICLE.en));
  await page.locator('a.lang').click();
  await page.waitForURL(url => url.pathname === '/' + ARTICLE.zh);
  await page.goto(server.url(''));
  await page.waitForURL('**/zh/');
  await page.goto(server.url('?choose'));
  assert.equal(new URL(page.url()).pathname, '/');
  // No other page asks for the choice.
  await page.goto(server.url('en/'));
  assert.equal(new URL(page.url()).pathname, '/en/');
});

test('the theme is chosen, remembered, and there before the first paint', async t => {
  const page = await reader(t, 'zh/');
  const button = page.locator('button.theme'), theme = () => page.locator('html').getAttribute('data-theme');
  const colour = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  assert.equal(await button.getAttribute('aria-label'), '主题：自动');
  const [light] = [await colour(), await button.click()];
  assert.equal(await theme(), 'light');
  await button.click();
  assert.equal(await theme(), 'dark');
  assert.equal(await button.getAttribute('aria-label'), '主题：深色');
  assert.notEqual(await colour(), light);
  // The page begins in the theme: at its first element of the body the root is marked.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.body) return;
      window.atFirst = document.documentElement.dataset.theme;
      observer.disconnect();
    }).observe(document, { childList: true, subtree: true });
  });
  await page.goto(server.url('en/ports/587/'));
  assert.equal(await page.evaluate(() => window.atFirst), 'dark');
  assert.equal(await button.getAttribute('aria-label'), 'Theme: dark');
  await button.click();
  await page.reload();
  assert.equal(await theme(), null);
});

for (const clipboard of [true, false]) {
  test(`copy buttons copy ${clipboard ? '' : 'without a clipboard of the browser'}`, async t => {
    const page = await reader(t, ARTICLE.zh, { permissions: ['clipboard-read', 'clipboard-write'] });
    const read = () => page.evaluate(() => window.clipboard.readText());
    await page.evaluate(off => {
      window.clipboard = navigator.clipboard;
      if (off) Object.defineProperty(navigator, 'clipboard', { value: undefined });
    }, !clipboard);
    const block = page.locator('figure.code').first();
    await block.locator('.copy').click();
    await block.locator('.copy', { hasText: '已复制' }).waitFor();
    assert.equal(await page.locator('[role=status].vh').textContent(), '已复制');
    assert.equal(await read(), (await block.locator('pre').textContent()).trimEnd());
    await page.waitForFunction(() => document.querySelector('.copy').textContent === '复制');
  });
}

test('mail settings are copied line by line', async t => {
  const page = await reader(t, 'en/providers/qq/', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.locator('.settings .copy').click();
  await page.locator('.copy', { hasText: 'Copied' }).waitFor();
  const lines = (await page.evaluate(() => navigator.clipboard.readText())).split('\n');
  for (const line of ['Host name: imap.qq.com', 'Port: 993', 'Host name: smtp.qq.com', 'Port: 465']) {
    assert.ok(lines.includes(line), `no "${line}" in ${JSON.stringify(lines)}`);
  }
});

test('the contents close on a phone, and mark what is read on a wide screen', async t => {
  const page = await reader(t, ARTICLE.en, { viewport: { width: 375, height: 700 }, reducedMotion: 'reduce' });
  const toc = page.locator('.toc');
  assert.equal(await toc.evaluate(e => e.open), false);
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.waitForFunction(() => document.querySelector('.toc').open);
  const last = toc.locator('a').last();
  await last.click();
  await page.waitForFunction(() => document.querySelector('.toc [aria-current]'));
  const marked = await toc.locator('[aria-current]').getAttribute('href');
  const ids = await toc.locator('a').evaluateAll(all => all.map(a => a.getAttribute('href')));
  assert.ok(ids.indexOf(marked) >= ids.length - 2, `${marked} is marked`);
});

test('filters narrow the table, count, and keep their state in the address', async t => {
  const page = await reader(t, 'zh/ports/');
  const rows = () => page.locator('.ports tbody tr:visible').count();
  const status = page.locator('.filters [role=status]');
  const total = await rows();
  assert.ok(total > 50);
  assert.equal(await status.textContent(), `${total} 个端口`);
  await page.getByLabel('STARTTLS', { exact: true }).check({ force: true });
  const starttls = await rows();
  assert.ok(starttls > 0 && starttls < total);
  assert.equal(await page.locator('.ports tbody tr:visible:not(:has(.chip.starttls))').count(), 0);
  await page.locator('.filters input[type=search]').fill('imap');
  const both = await rows();
  assert.ok(both > 0 && both < starttls);
  assert.equal(new URL(page.url()).hash, '#e=starttls&q=imap');
  await page.reload();
  assert.equal(await rows(), both);
  await page.locator('.filters input[type=search]').fill('nothing has this name');
  assert.equal(await rows(), 0);
  const none = page.locator('.none');
  assert.ok(await none.isVisible());
  await none.locator('a').click();
  assert.equal(await rows(), total);
  assert.ok(await none.isHidden());
  assert.equal(new URL(page.url()).hash, '');
});

test('filters work by arrow keys, on groups as well', async t => {
  const page = await reader(t, 'en/ports/by-service/');
  const groups = await page.locator('.group:visible').count();
  await page.locator('#f0').focus();
  await page.keyboard.press('ArrowRight');
  assert.ok(await page.locator('#f1').isChecked());
  const left = await page.locator('.group:visible').count();
  assert.ok(left > 0 && left < groups);
  for (const group of await page.locator('.group:visible').all()) assert.ok(await group.locator('tbody tr:visible').count() > 0);
});

for (const width of [320, 1280]) {
  test(`a link to a row shows it below the head, marked, at ${width}`, async t => {
    const page = await reader(t, 'en/ports/#p587', { viewport: { width, height: 800 }, reducedMotion: 'reduce' });
    await page.waitForFunction(() => scrollY > 0);
    const { top, background, mark } = await page.evaluate(() => {
      const row = document.querySelector('#p587'), cell = innerWidth < 640 ? row : row.cells[1];
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.background = 'var(--mark)';
      return {
        top: row.getBoundingClientRect().top - Math.max(0, document.querySelector('.head').getBoundingClientRect().bottom),
        background: getComputedStyle(cell).backgroundColor, mark: getComputedStyle(probe).backgroundColor,
      };
    });
    assert.ok(top > 0 && top < 600, `the row stands ${top} px below the head`);
    assert.equal(background, mark);
  });
}

test('an address that is not there offers its language and its port', async t => {
  const page = await reader(t, 'en/no/such/587/');
  assert.equal(await page.locator('.choice').first().getAttribute('lang'), 'en');
  await page.locator('.choice').first().getByText('Page of port 587').click();
  await page.waitForURL('**/en/ports/587/');
  await page.goto(server.url('zh/no/such/64999/'));
  assert.equal(await page.locator('.choice').first().getAttribute('lang'), 'zh-Hans');
  assert.equal(await page.locator('.choice').first().locator('a').count(), 2);
});

test('without script every page is whole and no control is dead', async t => {
  const page = await reader(t, ARTICLE.zh, { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
  assert.equal(await page.locator('.copy, .theme').count(), 0);
  assert.equal(await page.locator('button:not([type=submit])').count(), 0);
  assert.ok(await page.locator('.toc ol').first().isVisible());
  await page.locator('a.lang').click();
  await page.waitForURL('**/' + ARTICLE.en);
  // Filters are radios and rules.
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(server.url('zh/ports/'));
  const rows = page.locator('.ports tbody tr:visible'), total = await rows.count();
  await page.locator('label', { hasText: 'STARTTLS' }).click();
  const left = await rows.count();
  assert.ok(left > 0 && left < total);
  assert.equal(await page.locator('.ports tbody tr:visible:not(:has(.chip.starttls))').count(), 0);
  // The link takes every choice back.
  await page.locator('.bar a').click();
  await page.waitForURL('**/zh/ports/');
  assert.equal(await rows.count(), total);
  // Search lists everything.
  await page.goto(server.url('zh/search/'));
  assert.ok(await page.locator('#all a').count() > 100);
});

test('more contrast and forced colours keep lines and shapes', async t => {
  const page = await reader(t, 'zh/', { contrast: 'more' });
  const tokens = () => page.evaluate(() => ['--text', '--text-2', '--line'].map(name => getComputedStyle(document.documentElement).getPropertyValue(name)));
  const [text, second, line] = await tokens();
  assert.equal(second, text);
  await page.emulateMedia({ contrast: 'no-preference' });
  assert.notEqual((await tokens())[2], line);
  await page.emulateMedia({ forcedColors: 'active' });
  const stamp = await page.locator('.stamp').first().evaluate(e => [getComputedStyle(e).maskImage, getComputedStyle(e).borderTopStyle]);
  assert.deepEqual(stamp, ['none', 'solid']);
});

test('nothing moves for those who asked for it', async t => {
  const page = await reader(t, ARTICLE.zh, { reducedMotion: 'reduce' });
  const moving = await page.evaluate(() => [
    getComputedStyle(document.documentElement).scrollBehavior,
    ...new Set(Array.from(document.querySelectorAll('*'), e => getComputedStyle(e).transitionDuration)),
  ]);
  assert.deepEqual(moving, ['auto', '0s']);
});

// Chromium writes the objects of pages as plain text.
const sheets = pdf => pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

test('pages print without what only screens need', async t => {
  const page = await reader(t, ARTICLE.zh);
  await page.emulateMedia({ media: 'print' });
  for (const part of ['.head', '.side', '.toc-nav', '.turn', '.copy']) {
    for (const e of await page.locator(part).all()) assert.ok(await e.isHidden(), `${part} is printed`);
  }
  await page.setViewportSize({ width: 718, height: 1000 }); // A4 less margins of one centimetre, in CSS pixels
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `wider than paper by ${wide} px`);
  assert.ok(sheets(await page.pdf({ format: 'A4' })) >= 2);
});

for (const { address } of pages().filter(page => page.address.endsWith('/ports/cheatsheet/'))) {
  test(`${address} is one sheet of A4`, async t => {
    const page = await reader(t, address);
    assert.equal(sheets(await page.pdf({ format: 'A4', preferCSSPageSize: true })), 1);
  });
}

test('facts that nobody has looked at for too long say so by the clock of the reader', async t => {
  const page = await reader(t, ARTICLE.zh);
  const checked = page.locator('.meta time[data-due]');
  assert.equal(await checked.count(), 1);
  const due = await checked.getAttribute('data-due');
  for (const [day, word] of [[due, ''], ['2090-01-01', ' 待复核']]) {
    await page.clock.setFixedTime(new Date(`${day}T12:00:00Z`));
    await page.reload();
    const text = await checked.innerText();
    assert.ok(word ? text.endsWith(word) : !text.includes('待复核'), `${day}: ${text}`);
  }
});

test('one choice of a tool leaves its rules alone on the whole page', async t => {
  const page = await reader(t, 'zh/tools/firewall/');
  const shown = () => page.locator('.rules figcaption span:visible').allInnerTexts();
  const all = await shown();
  assert.ok(new Set(all).size === 3 && all.length > 6, String(all));
  await page.getByRole('radio', { name: 'nftables' }).check();
  assert.deepEqual(await shown(), all.filter(name => name === 'nftables'));
  await page.getByRole('radio', { name: '全部' }).check();
  assert.deepEqual(await shown(), all);
});
