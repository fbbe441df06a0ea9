// Nothing moves while a page comes in: every kind of page on a phone, for a reader whose language is
// not the first of the site. The scripts are late, as on a slow line, so that what they move after
// the first paint counts. The page is seen when it is there as a whole: where a busy browser halts
// in the middle of its text is chance.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { SITE, kinds, launch, open, serve } from './harness.js';

const LATE = 300; // milliseconds
let browser, server;
before(async () => { [browser, server] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); server.close(); });

for (const { address, kind, lang } of kinds()) {
  test(`${kind} ${lang} ${address || '/'}`, async () => {
    const page = await open(browser, { origin: server.origin, locale: 'en-US', viewport: { width: 412, height: 823 } });
    await page.addInitScript(seenWhole);
    await page.route(/assets\/(?!early)[^/]*\.js$/, async route => { await wait(LATE); await route.continue(); });
    await page.goto(server.url(address));
    assert.deepEqual([...await page.evaluate(shifts), ...page.wrongs], []);
    await page.context().close();
  });
}

// What is hidden does not shift. Runs in the page, before it.
function seenWhole() {
  const hidden = new CSSStyleSheet();
  hidden.replaceSync('html { visibility: hidden }');
  document.adoptedStyleSheets = [hidden];
  document.addEventListener('readystatechange', () => { document.adoptedStyleSheets = []; }, { once: true });
}

// The shifts until now, with what moved and from where to where. Runs in the page.
async function shifts() {
  await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
  const entries = await new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries())).observe({ type: 'layout-shift', buffered: true });
    setTimeout(done, 100, []);
  });
  const place = box => `${box.x},${box.y} ${box.width}x${box.height}`;
  return entries.map(({ value, sources }) => `${value.toFixed(4)}: ${sources.map(({ node, previousRect, currentRect }) =>
    `<${node?.nodeName} class="${node?.className}"> ${place(previousRect)} -> ${place(currentRect)}`).join('; ')}`);
}
