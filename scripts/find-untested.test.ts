import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { createTemporaryFolder } from '../sandbox/testing/temporary-folder.ts';
import { findUntested, readStepRecords } from './find-untested.ts';

const YML = {
  name: 'Example',
  description: '',
  inputs: { path: { description: '' }, wait: { description: '', default: 'false' } },
  outputs: { id: { description: '' } },
  runs: { using: 'node24', main: 'dist/index.js' },
};
const tried = { action: 'example', inputs: { path: 'a', wait: 'true' }, outputs: ['id'], exitCode: 0 };

test('findUntested returns nothing when a test uses all inputs and outputs', () => {
  assert.deepEqual(findUntested('example', YML, [tried]), []);
});

test('findUntested ignores defaults, failed steps and other actions', () => {
  const steps = [
    { ...tried, inputs: { wait: 'false' } },
    { ...tried, exitCode: 1, outputs: [] },
    { ...tried, action: 'other' },
  ];
  const found = findUntested('example', YML, steps);
  assert.match(found.join('\n'), /input path\n.*input wait/);
  assert.equal(found.length, 2);
});

test('findUntested reports an output that no step sets', () => {
  assert.match(findUntested('example', YML, [{ ...tried, outputs: [] }])[0] ?? '', /output id/);
});

test('readStepRecords reads the files of all processes', async (t) => {
  const folder = createTemporaryFolder(t);
  const line = `${JSON.stringify(tried)}\n`;
  await writeFile(join(folder, '1.jsonl'), line + line);
  await writeFile(join(folder, '2.jsonl'), line);
  assert.deepEqual(readStepRecords(folder), [tried, tried, tried]);
});
