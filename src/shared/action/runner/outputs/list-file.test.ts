import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createRecordingLog } from '../../testing/recording-log.ts';
import { createStepEnvironment } from '../../testing/step-environment.ts';
import { maskCredential } from '../secrets/secrets.ts';
import { writeListFile } from './list-file.ts';

suite('writeListFile', () => {
  test('writeListFile writes one id per line and returns the output with the path', () => {
    using environment = createStepEnvironment();
    const path = join(environment.temporary, 'provena-step-session-file.txt');
    assert.deepEqual(writeListFile('session-file', ['a', 'b'], createRecordingLog()), {
      'session-file': path,
    });
    assert.equal(readFileSync(path, 'utf8'), 'a\nb\n');
  });

  test('writeListFile replaces the file when the step writes the list again', () => {
    using environment = createStepEnvironment();
    const path = join(environment.temporary, 'provena-step-session-file.txt');
    writeListFile('session-file', ['a', 'b'], createRecordingLog());
    writeListFile('session-file', ['c'], createRecordingLog());
    assert.equal(readFileSync(path, 'utf8'), 'c\n');
  });

  test('writeListFile replaces a credential in an id', () => {
    using environment = createStepEnvironment();
    maskCredential('a-credential-of-the-step');
    writeListFile('session-file', ['a', 'b-a-credential-of-the-step'], createRecordingLog());
    const text = readFileSync(join(environment.temporary, 'provena-step-session-file.txt'), 'utf8');
    assert.equal(text, 'a\nb-***\n');
  });

  test('writeListFile returns no output and writes no file when the list is empty', () => {
    using environment = createStepEnvironment();
    assert.deepEqual(writeListFile('session-file', [], createRecordingLog()), {});
    assert.equal(existsSync(join(environment.temporary, 'provena-step-session-file.txt')), false);
  });

  test('writeListFile warns and does not throw when the file cannot be written', () => {
    using environment = createStepEnvironment();
    writeFileSync(join(environment.temporary, 'file'), '');
    environment.set({ RUNNER_TEMP: join(environment.temporary, 'file') });
    const log = createRecordingLog();
    assert.deepEqual(writeListFile('session-file', ['a'], log), {});
    assert.match(
      log.lines.join('\n'),
      /^warning: Output session-file is not set: .* a parent folder is a file\.$/,
    );
  });
});
