import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import type { S3Store } from '../../../sandbox/s3/start-s3.ts';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import {
  BUCKET,
  connectStore,
  createAwsClient,
  downloadAll,
  FOLDER,
  issueCredentials,
  startStore,
  uploadAll,
  writeTree,
} from './testing/transfer-support.ts';

// Long-running tests: about 90 seconds together.

const MIB = 1024 * 1024;
/** Memory limit of a run in MiB, whatever the size of its files. */
const MEMORY_MIB = 300;

/** Starts the engine in its own process, which can be killed and has its own memory. */
function start(s3: S3Store, direction: 'upload' | 'download', folder: string, manifest?: string) {
  const { expiration: _, ...credentials } = issueCredentials(s3, { expiresInSeconds: 3_600 });
  const address = { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint: s3.url };
  const job = JSON.stringify({ direction, folder, manifest, address, credentials });
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing/standalone.ts'), job], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const done = Promise.all([text(child.stdout), once(child, 'exit')]).then(([out]) =>
    out === '' ? undefined : JSON.parse(out),
  );
  return { child, done };
}

test('uploads and downloads complete after being killed at random moments', {
  timeout: 120_000,
}, async (t) => {
  const { s3 } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  const small = Array.from({ length: 200 }, (_, i) => [`d${i % 7}/f${i}`, randomBytes(i * 50)] as const);
  const tree = { ...Object.fromEntries(small), large: randomBytes(120 * MIB), other: randomBytes(50 * MIB) };
  writeTree(source, tree);
  s3.injectFault({ fault: 'delay', milliseconds: 30 });
  // As with Provena's write credentials: only the manifest lists the parts that are uploaded.
  s3.injectFault({ fault: 'refuse', code: 'AccessDenied', operation: 'ListParts' });
  const manifest = join(createTemporaryFolder(t), 'manifest.json');
  for (const [direction, folder] of [
    ['upload', source],
    ['download', target],
  ] as const) {
    for (let kills = 0; kills < 8; kills++) {
      const { child, done } = start(s3, direction, folder, manifest);
      const timer = setTimeout(() => child.kill(kills % 2 ? 'SIGTERM' : 'SIGKILL'), randomInt(300, 1_500));
      await done;
      clearTimeout(timer);
    }
    const { done } = start(s3, direction, folder, manifest);
    assert.equal((await done).ended, 'complete');
  }
  for (const [name, content] of Object.entries(tree)) {
    assert.ok((await s3.get(`${FOLDER}${name}`))?.equals(content), name);
    assert.ok(readFileSync(join(target, name)).equals(content), name);
  }
  const matches = readdirSync(target, { recursive: true }).filter((name) => name.includes('.provena-'));
  assert.deepEqual(matches, []);
});

test('a long upload succeeds when credentials expire every five seconds', {
  timeout: 120_000,
}, async (t) => {
  const { s3 } = await startStore(t);
  const root = createTemporaryFolder(t);
  const large = randomBytes(160 * MIB);
  writeTree(root, { large });
  s3.injectFault({ fault: 'delay', milliseconds: 2_500, operation: 'UploadPart' });
  let renewals = 0;
  const store = connectStore(t, s3, {
    async credentials() {
      renewals += 1;
      return issueCredentials(s3, { expiresInSeconds: 5 });
    },
  });
  const result = await uploadAll(store, root);
  assert.equal(result.counts.uploaded, 1);
  assert.ok(renewals > 2, `${renewals} renewals`);
  assert.ok((await s3.get(`${FOLDER}large`))?.equals(large));
});

test('the engine uploads, compares and downloads 20,000 files in limited memory', {
  timeout: 240_000,
}, async (t) => {
  // On a memory file system if there is one: 60,000 small files are slow on disks.
  const base = existsSync('/dev/shm') ? '/dev/shm' : undefined;
  const { s3, operations } = await startStore(t, base ? { dataDir: createTemporaryFolder(t, base) } : {});
  const [source, target] = [createTemporaryFolder(t, base), createTemporaryFolder(t, base)];
  for (let folder = 0; folder < 100; folder++) {
    mkdirSync(join(source, `d${folder}`));
    for (let file = 0; file < 200; file++)
      writeFileSync(join(source, `d${folder}/f${file}`), `${folder} ${file}`);
  }
  const up = await start(s3, 'upload', source).done;
  assert.equal(up.counts.uploaded, 20_000);
  assert.ok(up.peakMiB < MEMORY_MIB, `${up.peakMiB} MiB`);
  operations.length = 0;
  assert.equal((await uploadAll(connectStore(t, s3), source)).counts.skipped, 20_000);
  assert.ok(!operations.includes('PutObject'));
  const down = await start(s3, 'download', target).done;
  assert.equal(down.counts.downloaded, 20_000);
  assert.ok(down.peakMiB < MEMORY_MIB, `${down.peakMiB} MiB`);
  assert.equal((await downloadAll(connectStore(t, s3), source)).counts.skipped, 20_000);
});

test('the engine uploads and downloads a file of 5 GiB in limited memory', {
  timeout: 400_000,
}, async (t) => {
  const { s3 } = await startStore(t);
  const [source, target] = [createTemporaryFolder(t), createTemporaryFolder(t)];
  const size = 5 * 1024 * MIB + 12_345;
  const file = openSync(join(source, 'sparse'), 'w');
  ftruncateSync(file, size);
  for (const at of [0, size >> 1, size - 7]) writeSync(file, 'content', at);
  closeSync(file);
  const up = await start(s3, 'upload', source).done;
  assert.equal(up.counts.uploaded, 1);
  assert.ok(up.peakMiB < MEMORY_MIB, `${up.peakMiB} MiB`);
  const at = { Bucket: BUCKET, Key: `${FOLDER}sparse` };
  const head = await createAwsClient(t, s3).send(new HeadObjectCommand({ ...at, ChecksumMode: 'ENABLED' }));
  assert.deepEqual([head.ContentLength, head.ChecksumType], [size, 'FULL_OBJECT']);
  const down = await start(s3, 'download', target).done;
  assert.equal(down.counts.downloaded, 1);
  assert.ok(down.peakMiB < MEMORY_MIB, `${down.peakMiB} MiB`);
  assert.equal(statSync(join(target, 'sparse')).size, size);
  // The engine compares all bytes by CRC32.
  assert.equal((await uploadAll(connectStore(t, s3), target)).counts.skipped, 1);
});
