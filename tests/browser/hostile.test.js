// Texts that try to become markup, script, templates or addresses, in every field that holds a
// text: they are shown as they are, and nothing runs. A dialog would be noted.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { put, small } from './fixture.js';
import { launch, open, pages, serve } from './harness.js';

const EVIL = `</title></script></textarea><svg/onload=alert(1)><img src=x onerror=alert(2)>'"{{7*7}}{% raw %}\u2028]]>\u{1F600}`;
const yaml = JSON.stringify(EVIL);
const FIELDS = [
  ['content/site.yaml', 'zh: 小站', `zh: ${yaml}`],
  ['content/site.yaml', 'en: A small site for tests', `en: ${yaml}`],
  ['content/site.yaml', 'en: Use 465', `en: ${yaml}`],
  ['content/site.yaml', 'en: Sending', `en: ${yaml}`],
  ['content/site.yaml', 'outputs: { search: false }', ''],
  ['content/en/mail/_section.md', 'title: Mail', `title: ${yaml}`],
  ['content/zh/mail/_section.md', 'summary: 邮件端口', `summary: ${yaml}`],
  ['content/en/mail/send.md', 'title: Sending', `title: ${yaml}`],
  ['content/zh/mail/send.md', 'summary: 用哪个端口发信', `summary: ${yaml}`],
  ['content/registry/ports/mail.yaml', 'en: Submission over TLS', `en: ${yaml}`],
  ['content/registry/ports/mail.yaml', 'zh: 客户端在这里提交邮件。', `zh: ${yaml}`],
  ['content/registry/ports/mail.yaml', 'en: Encrypted from the start.', `en: ${yaml}`],
  ['content/registry/ports/mail.yaml', 'en: [smtps]', `en: [${yaml}]`],
  ['content/registry/services.yaml', 'en: Message submission', `en: ${yaml}`],
  ['content/registry/services.yaml', 'protocol: IMAP', `protocol: ${yaml}`],
  ['content/registry/providers/qq.yaml', 'zh: QQ 邮箱', `zh: ${yaml}`],
  ['content/registry/providers/qq.yaml', 'en: Made in the settings.', `en: ${yaml}`],
  ['content/registry/glossary.yaml', 'en: relay', `en: ${yaml}`],
  ['content/registry/glossary.yaml', 'zh: 服务器之间传递邮件。', `zh: ${yaml}`],
];
const BODY = `
${EVIL}

<script>alert(3)</script> <a href="javascript:alert(4)">x</a> [y](javascript:alert(5)) [z](data:text/html,x)

| <b onclick=alert(6)>a</b> | b |
|---|---|
| <iframe srcdoc="<script>alert(7)</script>"></iframe> | {{ 7*7 }} |

\`\`\`sh" onmouseover="alert(8)" x="
echo '</code></pre><script>alert(9)</script>'
\`\`\`
`;

let browser, server, site;
before(async () => {
  browser = await launch();
  site = small(files => {
    for (const [name, from, to] of FIELDS) put(files, name, from, to);
    put(files, 'content/en/mail/read.md', 'Read on', `${BODY}\nRead on`);
    put(files, 'content/zh/mail/read.md', '用 []', `${BODY}\n用 []`);
  }, ['--base-url', 'https://ports.example.org/']);
  server = await serve(site.out);
});
after(async () => { await browser.close(); server.close(); site.drop(); });

test('no page of a hostile site runs anything or holds an element or attribute of its texts', async () => {
  const page = await open(browser, { origin: server.origin });
  const all = pages(site.out);
  assert.ok(all.length > 20);
  for (const { address } of all) {
    await page.goto(server.url(address));
    const found = await page.evaluate(() => {
      const bad = Array.from(document.querySelectorAll('iframe, textarea, img[src="x"], script:not([src]):not([type$=json]), td b, th b, [srcdoc]'), e => e.outerHTML);
      for (const e of document.querySelectorAll('*')) {
        for (const { name, value } of e.attributes) {
          if (/^on/.test(name) || (/^(href|src|action)$/.test(name) && /^\s*(javascript|data:text)/i.test(value))) bad.push(`${e.tagName} ${name}=${value}`);
        }
      }
      return bad;
    });
    assert.deepEqual(found, [], address);
  }
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});

test('readers see the texts as they were written', async () => {
  const page = await open(browser, { origin: server.origin });
  for (const [address, selector] of [
    ['en/mail/send/', 'h1'], ['en/ports/465/', 'h1'], ['en/services/smtp-submission/', 'h1'], ['zh/providers/qq/', 'h1'], ['zh/', 'title'],
  ]) {
    await page.goto(server.url(address));
    const text = await page.locator(selector).first().evaluate(e => e.textContent);
    assert.ok(text.includes(EVIL), `${address} ${selector}: ${text}`);
  }
  // Copied, searched and found, they are text as well.
  await page.goto(server.url('en/search/?q=onerror'));
  await page.locator('.found li').first().waitFor();
  assert.ok((await page.locator('.found').textContent()).includes('onerror=alert(2)'));
  assert.equal(await page.locator('.found img').count(), 0);
  await page.goto(server.url('en/ports/'));
  await page.locator('.filters input[type=search]').fill('onerror');
  assert.ok(await page.locator('.ports tbody tr:visible').count() > 0);
  assert.deepEqual(page.wrongs, []);
  await page.context().close();
});
