import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { openDatasetStore } from './dataset-objects.ts';
import { type Interrupt, Runner } from './runner.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';
import { forwardRequest, startServer } from './test-servers.ts';

const PART_BYTES = 8 * 1024 * 1024;
const PART_COUNT = 5;
/** Parts that the store acknowledges before the first attempt is killed. */
const STORED_COUNT = 2;

/** A file whose parts all differ. */
const CONTENT = Buffer.concat(
  Array.from({ length: PART_COUNT }, (_, i) => Buffer.alloc(PART_BYTES, `part ${i}\n`)),
);

/** Forwards requests to the store, and records the parts that are sent. It holds back all parts after `limit`. */
async function startStoreProxy(store: string) {
  const parts: number[] = [];
  const proxy = { limit: Number.POSITIVE_INFINITY, parts };
  const server = await startServer((incoming, response) => {
    const part = Number(new URL(incoming.url ?? '', store).searchParams.get('partNumber'));
    if (incoming.method === 'PUT' && part > 0) {
      proxy.parts.push(part);
      if (part > proxy.limit) return;
    }
    forwardRequest(incoming, response, store);
  });
  return Object.assign(proxy, server);
}

suite('upload-data after an attempt that was killed', async () => {
  const job = await useJob();
  const proxy = await startStoreProxy(job.sandbox.s3);
  after(() => proxy[Symbol.asyncDispose]());

  const upload = (id: string, manifest: string, interrupt?: Interrupt) =>
    job.runner.runStep('upload-data', {
      files: { 'big.bin': CONTENT },
      with: { 'dataset-id': id, path: 'big.bin', 's3-endpoint': proxy.url, 'manifest-file': manifest },
      ...(interrupt ? { interrupt } : {}),
    });

  /** Uploads until the manifest names the stored parts, and ends the step with a signal. */
  async function uploadAndKill(id: string, manifest: string, signal: NodeJS.Signals = 'SIGKILL') {
    const path = join(job.runner.workspace, manifest);
    proxy.limit = STORED_COUNT;
    const step = await upload(id, manifest, { signal, when: () => hasParts(path) });
    proxy.limit = Number.POSITIVE_INFINITY;
    if (signal === 'SIGKILL') assert.equal(step.signal, signal, step.log);
    proxy.parts = [];
    return step;
  }

  function hasParts(path: string): boolean {
    const text = existsSync(path) ? readFileSync(path, 'utf8') : '{"files":[]}';
    const { files }: { files: { upload?: { parts: unknown[] } }[] } = JSON.parse(text);
    return files.some(({ upload: known }) => known?.parts.length === STORED_COUNT);
  }

  async function assertStored(id: string): Promise<void> {
    const { Bucket, prefix, s3 } = await openDatasetStore(job, id, 'read');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: `${prefix}big.bin` }));
    const stored = (await Body?.transformToByteArray()) ?? new Uint8Array();
    const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    assert.equal(hash(stored), hash(CONTENT));
  }

  test('upload-data sends only the missing parts when it has the manifest', async () => {
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    await uploadAndKill(id, 'manifest.json');
    const step = await expectSuccess(upload(id, 'manifest.json'));
    assert.deepEqual(proxy.parts.toSorted(), [3, 4, 5]);
    assert.match(step.log, /resum/i);
    await assertStored(id);
  });

  test('upload-data sends only the missing parts when the attempt was cancelled', async () => {
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    const cancelled = await uploadAndKill(id, 'cancelled.json', 'SIGINT');
    assertFailed(cancelled, /the step was cancelled/);
    assert.match(
      cancelled.summary,
      /\| uploaded \| unchanged \| deleted \| failed \| not completed \| size \|\n.*\n.* \| 0 \| 0 \| 0 \| 0 \| 1 \| /,
    );
    await expectSuccess(upload(id, 'cancelled.json'));
    assert.deepEqual(proxy.parts.toSorted(), [3, 4, 5]);
    await assertStored(id);
  });

  test('upload-data sends only the missing parts when another machine restored the manifest', async () => {
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    await uploadAndKill(id, 'cached.json');
    const manifest = readFileSync(join(job.runner.workspace, 'cached.json'));
    // Another workspace and RUNNER_TEMP, as in a new attempt; the file is made again, so that its time differs.
    const other = await Runner.start({
      PROVENA_ENDPOINTS: JSON.stringify(job.sandbox.endpoints),
      PROVENA_OFFLINE_TOKEN: job.sandbox.users.modeller.offlineToken,
    });
    try {
      await expectSuccess(
        other.runStep('upload-data', {
          files: { 'big.bin': CONTENT, 'restored/manifest.json': manifest },
          with: {
            'dataset-id': id,
            path: 'big.bin',
            's3-endpoint': proxy.url,
            'manifest-file': 'restored/manifest.json',
          },
          env: { GITHUB_RUN_ATTEMPT: '2' },
        }),
      );
      assert.deepEqual(proxy.parts.toSorted(), [3, 4, 5]);
      await assertStored(id);
    } finally {
      await other.stop();
    }
  });

  test('upload-data sends the whole file and warns when it has no manifest', async () => {
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    await uploadAndKill(id, 'lost.json');
    const step = await expectSuccess(upload(id, 'new.json'));
    assert.deepEqual(proxy.parts.toSorted(), [1, 2, 3, 4, 5]);
    assert.match(
      step.warnings.join('\n'),
      /big\.bin: an earlier upload was interrupted.*Uploading the whole file.*save its manifest-file/,
    );
    await assertStored(id);
  });
});
