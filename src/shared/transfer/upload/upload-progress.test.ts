import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectStore, startStore } from '../testing/transfer-support.ts';
import { ManifestBuilder } from '../transfer-result.ts';
import { UploadProgress } from './upload-progress.ts';

test('an upload warns once when its progress cannot be saved', async (t) => {
  const { s3 } = await startStore(t);
  const levels: string[] = [];
  const manifest = new ManifestBuilder(connectStore(t, s3), 'upload');
  const file = { path: 'a', name: 'a', size: 1, modified: 0 };
  const addUpload = () =>
    progress.add({ file, name: 'a', key: 'a', decision: 'upload', reason: 'new' }, 'id', []);
  const second = Promise.withResolvers<void>();
  let count = 0;
  const progress = new UploadProgress(
    manifest,
    (level) => levels.push(level),
    async () => {
      count += 1;
      if (count === 2) second.resolve();
      else setImmediate(addUpload);
      throw new Error('no space');
    },
  );
  addUpload();
  await second.promise;
  await progress.stop();
  assert.deepEqual(levels, ['warning', 'debug']);
});
