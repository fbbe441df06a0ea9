// Every kind of page in both languages, in light and dark, at four widths: nothing scrolls
// sideways, no text lies on other text or is cut off, the console is silent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SITE, kinds, launch, open, serve } from './harness.js';

const WIDTHS = [320, 768, 1024, 1440];
let browser, server;
before(async () => { [browser, server] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); server.close(); });

test('the kinds of pages are there', () => {
  const found = kinds().map(page => page.kind);
  for (const kind of ['root', 'home', 'article', 'section', 'port', 'ports', 'service', 'provider', 'listing', 'tag', 'glossary', 'search', 'not_found']) {
    assert.ok(found.includes(kind), `no page of kind ${kind} among ${[...new Set(found)]}`);
  }
});

for (const { address, kind, lang } of kinds()) {
  test(`${kind} ${lang} ${address || '/'}`, async () => {
    const page = await open(browser, { origin: server.origin });
    await page.goto(server.url(address));
    const wrongs = [];
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme });
        for (const wrong of await page.evaluate(look)) wrongs.push(`${width} ${colorScheme}: ${wrong}`);
      }
    }
    assert.deepEqual([...wrongs, ...page.wrongs], []);
    await page.context().close();
  });
}

// What is wrong with the page as it is laid out. Runs in the page.
function look() {
  const wrongs = [], root = document.scrollingElement;
  const name = e => `<${e.tagName.toLowerCase()} class="${e.getAttribute('class') || ''}"> "${e.textContent.trim().slice(0, 40)}"`;
  if (root.scrollWidth > root.clientWidth) wrongs.push(`scrolls sideways by ${root.scrollWidth - root.clientWidth} px`);

  // Hidden from eyes, but not from ears.
  const unseen = e => e && (getComputedStyle(e).clipPath !== 'none' || unseen(e.parentElement));

  // Elements that cut off what does not fit: text in them must fit. Lists that scroll do not count,
  // nor what is hidden from eyes on purpose (one pixel in size).
  for (const e of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(e);
    if (e.clientWidth <= 1 || e.clientHeight <= 1 || !e.textContent.trim() || !e.checkVisibility()) continue;
    if (/hidden|clip/.test(style.overflowX) && e.scrollWidth > e.clientWidth + 1) wrongs.push(`cut off at the side: ${name(e)}`);
    if (/hidden|clip/.test(style.overflowY) && e.scrollHeight > e.clientHeight + 1) wrongs.push(`cut off below: ${name(e)}`);
  }

  // Lines of text, with the element that each belongs to.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    const owner = text.parentElement;
    if (!text.data.trim() || /SCRIPT|STYLE|TITLE|DESC/i.test(owner.tagName)) continue;
    if (!owner.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (owner.closest('.skip, .head, .side, .toc')) continue; // sticky parts lie over others by design
    if (unseen(owner)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width > 1 && box.height > 1) lines.push({ owner, top: box.top + 3, bottom: box.bottom - 3, left: box.left + 2, right: box.right - 2 });
    }
  }
  lines.sort((a, b) => a.top - b.top);
  lines.forEach((a, i) => {
    for (let j = i + 1; j < lines.length && lines[j].top < a.bottom; j++) {
      const b = lines[j];
      // What scrolls inside its box is cut off there and lies on nothing.
      if (a.owner === b.owner || a.left >= b.right || b.left >= a.right) continue;
      const box = e => e.closest('pre, .tw');
      if (box(a.owner) !== box(b.owner)) {
        const outside = (line, scroller) => scroller && line.right > scroller.getBoundingClientRect().right;
        if (outside(a, box(a.owner)) || outside(b, box(b.owner))) continue;
      }
      wrongs.push(`text on text: ${name(a.owner)} and ${name(b.owner)}`);
    }
  });
  return wrongs.slice(0, 5);
}
