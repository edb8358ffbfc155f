import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import {
  CreateMultipartUploadCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { Database } from '../state/database.ts';
import { createTemporaryFolder } from '../testing/temporary-folder.ts';
import { readFirstLine } from '../testing/wait-until.ts';
import { BUCKET, openStore, startStore } from './s3-support.ts';

/** Starts a store in another process, which the test can kill. */
const PROGRAM = `
  import { startS3 } from ${JSON.stringify(join(import.meta.dirname, 'start-s3.ts'))};
  const store = await startS3({ bucket: '${BUCKET}', dataDir: process.argv[1] });
  const keys = store.issue({ access: 'owner', prefix: '', expiresInSeconds: 60, sessionName: 'x' });
  const { expiration: _, ...credentials } = keys;
  console.log(JSON.stringify({ url: store.url, region: store.region, credentials }));
`;

test('a store that is killed during uploads has all acknowledged objects and no incomplete ones', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const { url, region, credentials } = JSON.parse(await readFirstLine(child));
  const client = new S3Client({
    endpoint: url,
    region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials,
  });
  const acknowledged = new Map<string, string>();
  const put = async (worker: number) => {
    for (let turn = 0; ; turn++) {
      const Body = `${worker} ${turn} `.repeat(20_000);
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `k${turn % 10}/${worker}`, Body }));
      acknowledged.set(`k${turn % 10}/${worker}`, Body);
      if (acknowledged.size === 40) child.kill('SIGKILL');
    }
  };
  await Promise.allSettled(Array.from({ length: 8 }, (_, worker) => put(worker)));
  client.destroy();
  assert.ok(acknowledged.size >= 40);
  const store = await startStore(t, { dataDir });
  for (const [key, body] of acknowledged) {
    const content = (await store.get(key))?.toString() ?? '';
    // An object can be stored without its response having been sent, but never a part of one.
    assert.ok(content === body || /^(\d+ \d+ )\1{19999}$/.test(content), key);
  }
  const files = readdirSync(join(dataDir, 'blobs'), { recursive: true, withFileTypes: true });
  assert.equal(files.filter((entry) => entry.isFile()).length, store.list('').length);
});

test('a full disk leaves no file of an object or a part whose row cannot be written', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const database = new Database();
  const { store, client } = await openStore(t, { dataDir, database });
  const upload = { Bucket: BUCKET, Key: 'large' };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
  database.get('PRAGMA max_page_count = 1'); // SQLite takes the present size instead
  let written = 0;
  const writeUntilFull = (write: () => unknown) =>
    assert.rejects(async () => {
      for (; written < 1000; written++) await write();
    }, /disk is full/);
  await writeUntilFull(() =>
    client.send(new UploadPartCommand({ ...upload, UploadId, PartNumber: written + 1, Body: 'x' })),
  );
  await writeUntilFull(() =>
    client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${written}`, Body: 'x' })),
  );
  await writeUntilFull(() => store.put(`${written}`, 'x'));
  assert.equal(readdirSync(join(dataDir, 'blobs')).length, written);
});
