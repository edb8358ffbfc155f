import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { appendToRunnerTempList, readRunnerTempList } from './runner-temp-list.ts';
import { maskCredential } from './secrets.ts';

suite('lists in RUNNER_TEMP', () => {
  const before = process.env['RUNNER_TEMP'];
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'temp-list-'));
    process.env['RUNNER_TEMP'] = folder;
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
    if (before === undefined) delete process.env['RUNNER_TEMP'];
    else process.env['RUNNER_TEMP'] = before;
  });

  test('readRunnerTempList returns the entries of earlier steps, and adds none', () => {
    assert.deepEqual(readRunnerTempList(['a']), []);
    appendToRunnerTempList(['a'], 'one');
    appendToRunnerTempList(['b'], 'other');
    assert.deepEqual(readRunnerTempList(['a']), ['one']);
    assert.deepEqual(appendToRunnerTempList(['a'], 'two'), ['one']);
  });

  test('appendToRunnerTempList replaces a token that the server returned', () => {
    maskCredential('offline-token-of-this-user');
    appendToRunnerTempList(['a'], '10378.1/offline-token-of-this-user');
    const [file = ''] = readdirSync(folder);
    assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /offline-token/);
  });
});
