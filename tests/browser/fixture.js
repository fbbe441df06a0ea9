// The small site of the other tests (`tests/harness/small.txt`), written to a folder and built.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT, build } from './harness.js';

/// Builds the small site after `edit` had its files, a Map from paths to texts.
export function small(edit, args) {
  const text = readFileSync(path.join(ROOT, 'tests/harness/small.txt'), 'utf8');
  const files = new Map(text.split(/^\/\/- /m).slice(1).map(part => {
    const end = part.indexOf('\n');
    return [part.slice(0, end), part.slice(end + 1)];
  }));
  edit(files);
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-small-'));
  for (const [name, text] of files) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
  try {
    return build({ site: folder, args });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/// Puts one text for another; a text that is not there is a mistake of the test.
export function put(files, name, from, to) {
  const text = files.get(name);
  if (!text.includes(from)) throw new Error(`${name} has no "${from}"`);
  files.set(name, text.replace(from, () => to));
}
