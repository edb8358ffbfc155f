import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { appendToList } from './shared-list.ts';

suite('appendToList', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'list-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const append = (entry: string, name = 'list'): string[] =>
    appendToList(join(folder, name), entry, { roots: [folder] });

  test('appendToList returns the entries before the new one when the file has some', () => {
    assert.deepEqual(append('a'), []);
    assert.deepEqual(append('b c'), ['a']);
    assert.deepEqual(append(''), ['a', 'b c']);
    assert.deepEqual(append('d'), ['a', 'b c', '']);
  });

  test('appendToList creates missing folders', () => {
    assert.deepEqual(append('a', 'inner/list'), []);
    assert.deepEqual(append('b', 'inner/list'), ['a']);
  });

  test('appendToList gives each of several processes another position when they append at the same time', async () => {
    const program = `
      import { appendToList } from '${new URL('./shared-list.ts', import.meta.url)}';
      for (let i = 0; i < 50; i++)
        console.log(String(appendToList('${join(folder, 'list')}', 'x'.repeat(20_000), { roots: ['${folder}'] }).length));
    `;
    const run = () =>
      promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program]);
    const positions = (await Promise.all([run(), run(), run()])).flatMap(({ stdout }) =>
      stdout.trim().split('\n').map(Number),
    );
    assert.deepEqual(
      positions.sort((a, b) => a - b),
      Array.from({ length: 150 }, (_, i) => i),
    );
  });

  test('appendToList keeps its entry apart when the previous one was written in part', () => {
    writeFileSync(join(folder, 'list'), '\n0-0 complete\n1-1 incompl');
    assert.deepEqual(append('next'), ['complete', 'incompl']);
    assert.deepEqual(append('last'), ['complete', 'incompl', 'next']);
  });

  test('appendToList follows no link', { skip: process.platform === 'win32' }, () => {
    writeFileSync(join(folder, 'target'), 'kept');
    symlinkSync(join(folder, 'target'), join(folder, 'list'));
    assert.throws(() => append('a'), { code: 'ELOOP' });
    assert.equal(readFileSync(join(folder, 'target'), 'utf8'), 'kept');
  });

  test('appendToList reports a full disk', { skip: !existsSync('/dev/full') }, () => {
    assert.throws(() => appendToList('/dev/full', 'a', { roots: ['/dev'] }), { code: 'ENOSPC' });
  });
});
