// axe-core on every kind of page in both languages, in light and dark, wide and narrow:
// WCAG 2.2 A and AA, and best practices.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { SITE, kinds, launch, open, serve } from './harness.js';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];
let browser, server;
before(async () => { [browser, server] = [await launch(), await serve(SITE)]; });
after(async () => { await browser.close(); server.close(); });

for (const { address, kind, lang } of kinds()) {
  test(`${kind} ${lang} ${address || '/'}`, async () => {
    const page = await open(browser, { origin: server.origin });
    await page.goto(server.url(address));
    // Through the debugger, so the policy of the page does not stop it.
    await page.evaluate(AXE);
    const wrongs = [];
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const found = await page.evaluate(
          rules => axe.run(document, { runOnly: rules, resultTypes: ['violations'] }), RULES);
        for (const { id, nodes } of found.violations) {
          wrongs.push(`${width} ${colorScheme}: ${id} ×${nodes.length}: ${nodes[0].html.slice(0, 160)}`);
        }
      }
    }
    assert.deepEqual(wrongs, []);
    await page.context().close();
  });
}
