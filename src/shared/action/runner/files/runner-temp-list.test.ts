import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { useRunnerTemp } from '../../testing/use-runner-temp.ts';
import { maskCredential } from '../secrets/secrets.ts';
import { appendToRunnerTempList, readRunnerTempList } from './runner-temp-list.ts';

suite('lists in RUNNER_TEMP', () => {
  const getFolder = useRunnerTemp();

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
    const [file = ''] = readdirSync(getFolder());
    assert.doesNotMatch(readFileSync(join(getFolder(), file), 'utf8'), /offline-token/);
  });
});
