import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectStore, startStore } from '../testing/transfer-support.ts';
import { ManifestBuilder } from '../transfer-result.ts';
import { UploadProgress } from './upload-progress.ts';

test('an upload warns once when its progress cannot be saved', async (t) => {
  const { s3 } = await startStore(t);
  const levels: string[] = [];
  const manifest = new ManifestBuilder(connectStore(t, s3).session, 'upload');
  const file = { path: 'a', name: 'a', size: 1, modified: 0 };
  const addPart = () =>
    progress.addPart({ file, name: 'a', key: 'a', decision: 'upload', reason: 'new' }, 'id', {
      number: 1,
      etag: 'e',
      size: 1,
      crc32: 0,
    });
  const second = Promise.withResolvers<void>();
  let count = 0;
  const progress = new UploadProgress(
    manifest,
    (level) => levels.push(level),
    async () => {
      count += 1;
      if (count === 2) second.resolve();
      else setImmediate(addPart);
      throw new Error('no space');
    },
  );
  addPart();
  await second.promise;
  await progress.stop();
  assert.deepEqual(levels, ['warning', 'debug']);
});
