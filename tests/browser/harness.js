// A built site, a server for it and a browser, for the tests of this folder.
//
// The site is the one in `public` (or PORTOLAN_SITE). The server sends the strict policy that the
// README recommends, so whatever a page does against it is an error on the console. The browser
// resolves no name, and every request that leaves the site is noted.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.resolve(HERE, '../..');
export const SITE = path.resolve(process.env.PORTOLAN_SITE || path.join(ROOT, 'public'));
const PROGRAM = path.resolve(process.env.PORTOLAN || path.join(ROOT, 'target/release/portolan'));

// Every page instead of the largest of each kind.
export const ALL = Boolean(process.env.PORTOLAN_ALL_PAGES);

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'";
const TYPES = {
  '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.json': 'application/json', '.svg': 'image/svg+xml',
  '.png': 'image/png', '.xml': 'application/xml', '.txt': 'text/plain', '.csv': 'text/csv', '.md': 'text/markdown',
};

/// Serves a folder below a path; `404.html` for what is not there.
export async function serve(folder, base = '/') {
  const server = http.createServer((request, response) => {
    const at = decodeURIComponent(new URL(request.url, 'http://host').pathname);
    let file = path.join(folder, at.slice(base.length));
    if (existsSync(file) && statSync(file).isDirectory()) file = path.join(file, 'index.html');
    const found = at.startsWith(base) && existsSync(file);
    if (!found) file = path.join(folder, '404.html');
    // The rules of 404.html stand in the page.
    const policy = !file.endsWith('404.html') ? POLICY : POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");
    response.writeHead(found ? 200 : 404, {
      'content-type': TYPES[path.extname(file)] || 'application/octet-stream', 'content-security-policy': policy,
    });
    response.end(readFileSync(file));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return { origin, url: address => origin + base + address, close: () => { server.closeAllConnections(); server.close(); } };
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--force-color-profile=srgb', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}

/// A page that notes what must not happen on it: `page.wrongs`.
export async function open(browser, { origin = 'file:', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  page.wrongs = [];
  const wrong = text => page.wrongs.push(`${page.url().replace(origin, '')}: ${text}`);
  page.on('console', message => {
    // The browser reports the status of a page that is meant to be missing.
    const missing = /status of 404/.test(message.text()) && message.location().url === page.url();
    if (message.type() === 'error' && !missing) wrong(message.text());
  });
  page.on('pageerror', error => wrong(error.message));
  page.on('dialog', dialog => { wrong(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on('request', request => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:')) wrong(`asks for ${url}`);
  });
  page.on('requestfailed', request => {
    // A page that is left lets its requests go.
    if (request.failure().errorText !== 'net::ERR_ABORTED') wrong(`${request.failure().errorText} ${request.url()}`);
  });
  return page;
}

/// Every HTML file with its kind and language; see `kinds`.
export function pages(folder = SITE) {
  const files = readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.html'));
  return files.sort().map(name => {
    const text = readFileSync(path.join(folder, name), 'utf8');
    return {
      address: name.replace(/(^|\/)index\.html$/, '$1'),
      kind: /<body class="k-([\w-]+)/.exec(text)?.[1],
      lang: /<html lang="(\w+)/.exec(text)?.[1],
      size: text.length,
    };
  });
}

/// The largest page of each kind in each language: whatever kinds the site has.
export function kinds(folder = SITE) {
  if (ALL) return pages(folder).filter(page => page.kind !== 'redirect');
  const largest = new Map();
  for (const page of pages(folder)) {
    const key = `${page.kind} ${page.lang}`;
    if (page.kind !== 'redirect' && !(largest.get(key)?.size >= page.size)) largest.set(key, page);
  }
  return [...largest.values()];
}

/// Builds a site into a folder of its own; `drop` takes it away.
export function build({ site = ROOT, args = [] } = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-browser-'));
  const out = path.join(folder, 'public');
  execFileSync(PROGRAM, ['build', '--site', site, '--out', out, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
  return { out, drop: () => rmSync(folder, { recursive: true, force: true }) };
}
