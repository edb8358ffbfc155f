import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GetObjectCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { listFolder } from './index.ts';
import {
  BUCKET,
  connectStore,
  createAwsClient,
  downloadAll,
  FOLDER,
  listFiles,
  startStore,
  uploadAll,
  writeTree,
} from './testing/transfer-support.ts';

const MIB = 1024 * 1024;

const step = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter(
    (text) =>
      text.isWellFormed() && !/[/\0]/.test(text) && !/^\.{1,2}$/.test(text) && text.normalize() === text,
  );
const name = fc.array(step, { minLength: 1, maxLength: 3 }).map((steps) => steps.join('/'));
const content = fc.uint8Array({ maxLength: 300 });

/** Trees that a file system can store: no name is also a folder. */
const tree = fc
  .uniqueArray(fc.tuple(name, content), { selector: ([key]) => key, maxLength: 12 })
  .filter((files) => {
    const names = files.map(([key]) => key);
    return names.every(
      (one) => one !== 'metadata.json' && !names.some((other) => other.startsWith(`${one}/`)),
    );
  });

test('a download returns the uploaded bytes, whatever the file names', async (t) => {
  const { s3 } = await startStore(t);
  const base = createTemporaryFolder(t);
  const store = connectStore(t, s3);
  await fc.assert(
    fc.asyncProperty(tree, async (files) => {
      for (const { key } of s3.list('')) s3.delete(key);
      const [source, target] = [mkdtempSync(join(base, 'up-')), mkdtempSync(join(base, 'down-'))];
      writeTree(source, Object.fromEntries(files));
      mkdirSync(join(source, 'nothing in here'));
      const up = await uploadAll(store, source);
      assert.equal(up.counts.uploaded, files.length);
      const down = await downloadAll(store, target);
      assert.equal(down.counts.downloaded, files.length);
      const back = await listFiles(target);
      assert.deepEqual(
        new Map(back.map((file) => [file.name, new Uint8Array(readFileSync(file.path))])),
        new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1))),
      );
      rmSync(source, { recursive: true });
      rmSync(target, { recursive: true });
    }),
    { numRuns: 40 },
  );
});

test('the AWS client reads uploads of sizes around the part and request limits', async (t) => {
  const { s3 } = await startStore(t);
  const source = createTemporaryFolder(t);
  const sizes = [0, 1, 65_535, 65_536, 8 * MIB, 16 * MIB - 1, 16 * MIB, 16 * MIB + 1, 24 * MIB, 24 * MIB + 1];
  const contents = new Map(sizes.map((size) => [`of ${size}`, randomBytes(size)]));
  writeTree(source, Object.fromEntries(contents));
  const store = connectStore(t, s3);
  const { counts, manifest } = await uploadAll(store, source);
  assert.equal(counts.uploaded, sizes.length);
  const awsClient = createAwsClient(t, s3);
  for (const [file, bytes] of contents) {
    const at = { Bucket: BUCKET, Key: `${FOLDER}${file}`, ChecksumMode: 'ENABLED' } as const;
    const response = await awsClient.send(new GetObjectCommand(at));
    assert.ok(bytes.equals((await response.Body?.transformToByteArray()) ?? Buffer.alloc(1)), file);
    const head = await awsClient.send(new HeadObjectCommand(at));
    assert.equal(head.ChecksumType, 'FULL_OBJECT');
    assert.equal(manifest.files.find((entry) => entry.name === file)?.crc32, head.ChecksumCRC32);
  }
  const target = createTemporaryFolder(t);
  await downloadAll(store, target);
  for (const [file, bytes] of contents) assert.ok(bytes.equals(readFileSync(join(target, file))), file);
});

test('a download restores the modification times of uploaded files', async (t) => {
  const { s3 } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  writeTree(source, { small: 'x', large: randomBytes(17 * MIB) });
  const store = connectStore(t, s3);
  await uploadAll(store, source);
  await downloadAll(store, target);
  const times = async (root: string) =>
    (await listFolder({ root, hidden: true, symlinks: 'skip' })).files.map(({ modified }) => modified);
  const [came, went] = [await times(target), await times(source)];
  assert.equal(came.length, 2);
  // The header stores milliseconds; file systems have a higher resolution.
  for (const [i, time] of came.entries())
    assert.ok(Math.abs(time - (went[i] ?? 0)) < 2, `${time} of ${went[i]}`);
});
