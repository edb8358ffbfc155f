import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { type Settings, startSandbox } from './index.ts';

test('startSandbox uses the default of an option that is undefined', async () => {
  // Programs without exactOptionalPropertyTypes can pass undefined.
  const options = { pace: undefined, port: undefined, bucket: undefined } as object as Partial<Settings>;
  await using sandbox = await startSandbox(options);
  assert.equal(sandbox.settings().pace, 'fast');
});

test('startSandbox does not write to the current folder when the path of the data folder is empty', async () => {
  await assert.rejects(startSandbox({ dataFolder: '' }), /dataFolder "" is not the path of a folder/);
  assert.ok(!existsSync('provena.sqlite'));
});
