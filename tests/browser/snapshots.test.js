// Eight screens beside pictures of them, a quarter in size: a change of a stylesheet that nobody
// meant is seen here. The pages are those of the small site, so that content may change.
//
// `PORTOLAN_SNAPSHOTS=update` takes the pictures anew; look at them before they are committed.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import png from 'pngjs';
import { put, small } from './fixture.js';
import { HERE, launch, open, serve } from './harness.js';

const SCREENS = [
  ['root', '', 1280, 'light'],
  ['home', 'zh/', 1280, 'light'],
  ['home-phone', 'en/', 360, 'dark'],
  ['article', 'zh/mail/send/', 1280, 'dark'],
  ['article-phone', 'en/mail/read/', 360, 'light'],
  ['port', 'en/ports/465/', 1280, 'light'],
  ['ports-phone', 'zh/ports/', 360, 'light'],
  ['search', 'en/search/?q=465', 1280, 'dark'],
];
// Letters are drawn a little differently from version to version; a box that moves is a larger change.
const TOLERANCE = { channel: 24, share: 0.004 };
const FOLDER = path.join(HERE, 'snapshots');
const UPDATE = process.env.PORTOLAN_SNAPSHOTS === 'update';

let browser, server, site;
before(async () => {
  browser = await launch();
  site = small(files => put(files, 'content/site.yaml', 'outputs: { search: false }', ''));
  server = await serve(site.out);
});
after(async () => { await browser.close(); server.close(); site.drop(); });

for (const [name, address, width, colorScheme] of SCREENS) {
  test(`${name} looks as it did`, async () => {
    const page = await open(browser, {
      origin: server.origin, viewport: { width, height: 900 }, deviceScaleFactor: 0.25, colorScheme, reducedMotion: 'reduce',
    });
    await page.goto(server.url(address));
    if (address.includes('?q=')) await page.locator('.found li').first().waitFor();
    const shot = await page.screenshot();
    await page.context().close();
    const file = path.join(FOLDER, `${name}.png`);
    if (UPDATE) {
      mkdirSync(FOLDER, { recursive: true });
      writeFileSync(file, shot);
      return;
    }
    assert.ok(existsSync(file), `there is no ${file}`);
    const [was, is] = [png.PNG.sync.read(readFileSync(file)), png.PNG.sync.read(shot)];
    assert.deepEqual([is.width, is.height], [was.width, was.height]);
    const share = differing(was.data, is.data);
    if (share > TOLERANCE.share) writeFileSync(path.join(FOLDER, `${name}.new.png`), shot);
    assert.ok(share <= TOLERANCE.share, `${(share * 100).toFixed(1)} % of the picture differ; see snapshots/${name}.new.png`);
  });
}

test('a head that is missing would be noticed', () => {
  const picture = png.PNG.sync.read(readFileSync(path.join(FOLDER, 'article.png')));
  const other = Buffer.from(picture.data);
  // The upper fifteen rows of 225, in the colour of the lower left corner.
  for (let at = 0; at < picture.width * 15 * 4; at += 4) other.copyWithin(at, other.length - picture.width * 4, other.length - picture.width * 4 + 4);
  assert.ok(differing(picture.data, other) > TOLERANCE.share);
});

// The share of pixels of which a channel differs by more than the tolerance.
function differing(a, b) {
  let count = 0;
  for (let at = 0; at < a.length; at += 4) {
    if ([0, 1, 2].some(channel => Math.abs(a[at + channel] - b[at + channel]) > TOLERANCE.channel)) count++;
  }
  return count / (a.length / 4);
}
