import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startSandbox } from '../../../sandbox/index.ts';
import { assumeType } from '../../../sandbox/testing/assume-type.ts';
import { createSeedMetadata } from '../../../sandbox/testing/records.ts';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import {
  awaitJobs,
  type CollectionFormat,
  connect,
  jobReader,
  offlineToken,
  ProvenaError,
  RequestRejectedError,
  StoreRequestError,
  type TransferProgress,
} from '../sdk.ts';
import { formatListing, listen } from '../transfer/testing/hostile-store.ts';

const folder = createTemporaryFolder();

const sandbox = await startSandbox({ pace: 'instant' });
const sdk = connect({
  endpoints: sandbox.endpoints,
  credentials: offlineToken(sandbox.users.modeller.offlineToken),
  store: { endpoint: sandbox.s3 },
});
after(async () => {
  await sdk.close();
  await sandbox.close();
});

/** Methods that were called by these tests. */
const used = new Set<string>();

/** The same object, which records which of its methods are called. */
function watched<T extends object>(name: string, object: T): T {
  return new Proxy(object, {
    get(target, key) {
      used.add(`${name}.${String(key)}`);
      return Reflect.get(target, key);
    },
  });
}
const files = () => watched('io', sdk.datastore.io);
const session = (id: string) => watched('session', sdk.datastore.interactiveDataset(id));
const jobs = () => watched('jobs', sdk.jobService);

function metadata(name: string): CollectionFormat {
  return assumeType<CollectionFormat>(createSeedMetadata(sandbox, { name }));
}

function written(name: string, files: Readonly<Record<string, string>>): string {
  const root = join(folder, name);
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), content);
  }
  return root;
}

test('files are uploaded to a dataset and downloaded, all of them or one', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Files'));
  const io = files();
  const source = written('up', { 'a.txt': 'alpha', 'deep/er/ü b.txt': 'beta' });
  const sent = await io.upload(handle, source);
  assert.equal(sent.counts.uploaded, 2);
  assert.equal((await io.upload(handle, source)).counts.skipped, 2);
  assert.equal((await io.upload(handle, join(source, 'a.txt'), { destination: 'again' })).counts.uploaded, 1);
  const names = (await io.list(handle)).map(({ name, size }) => `${name} ${size}`);
  assert.ok(names.includes('deep/er/ü b.txt 4') && names.includes('again/a.txt 5'));

  const down = join(folder, 'down');
  assert.equal((await io.downloadAll(handle, down)).counts.failed, 0);
  assert.equal(readFileSync(join(down, 'deep/er/ü b.txt'), 'utf8'), 'beta');
  const one = join(folder, 'one');
  await io.download(handle, 'deep/er/ü b.txt', one);
  assert.equal(readFileSync(join(one, 'ü b.txt'), 'utf8'), 'beta');
  await assert.rejects(io.download(handle, 'deep/none.txt', one), { family: 'notFound' });
  await assert.rejects(io.upload(handle, join(folder, 'nowhere')), { family: 'invalid' });
});

test('an upload with deleteMissing does not delete files that include excludes', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Mirror'));
  const io = files();
  const source = written('mirror', { 'a.txt': 'a', 'a.log': 'a', 'b.txt': 'b' });
  await io.upload(handle, source, { destination: 'out' });
  rmSync(join(source, 'b.txt'));
  const include = (name: string) => !name.endsWith('.log');
  const { counts } = await io.upload(handle, source, { destination: 'out', include, deleteMissing: true });
  assert.equal(counts.deleted, 1);
  const names = (await io.list(handle)).map(({ name }) => name).filter((name) => name !== 'metadata.json');
  assert.deepEqual(names, ['out/a.log', 'out/a.txt']);
});

test('an upload with deleteMissing does not delete files behind a broken link that include excludes', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Link'));
  const io = files();
  const source = written('link', { 'a.txt': 'a', 'disk/b.txt': 'b', 'c.txt': 'c' });
  await io.upload(handle, source);
  for (const name of ['disk', 'c.txt']) rmSync(join(source, name), { recursive: true });
  symlinkSync('/no/such/disk', join(source, 'disk'));
  const include = (name: string) => name.endsWith('.txt');
  assert.equal((await io.upload(handle, source, { include, deleteMissing: true })).counts.deleted, 1);
  const names = (await io.list(handle)).map(({ name }) => name).filter((name) => name !== 'metadata.json');
  assert.deepEqual(names, ['a.txt', 'disk/b.txt']);
  // Other tests upload the folder of all.
  rmSync(source, { recursive: true });
});

test('interactive dataset needs the handle once', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Session'));
  const dataset = session(handle);
  await dataset.update('better name', (before) => ({
    ...before,
    dataset_info: { ...before.dataset_info, name: 'Renamed' },
  }));
  assert.equal((await dataset.fetch()).item.display_name, 'Renamed');
  await dataset.revert(0, 'as it was');
  await dataset.upload(written('session', { 'x.csv': '1,2' }));
  assert.equal(await (await fetch(await dataset.presignedUrl('x.csv'))).text(), '1,2');
  assert.ok((await dataset.list()).some(({ name }) => name === 'x.csv'));
  const down = join(folder, 'session-down');
  assert.equal((await dataset.downloadAll(down)).counts.failed, 0);
  assert.equal((await dataset.download('x.csv', join(down, 'one'))).counts.downloaded, 1);
  for (const keys of [await dataset.readCredentials(), await dataset.writeCredentials()]) {
    assert.ok(keys.credentials.aws_session_token);
  }

  const { dataset: next, job } = await dataset.version('new grid');
  assert.equal((await jobs().awaitSuccessfulJobCompletion(job)).status, 'SUCCEEDED');
  assert.equal((await dataset.latest()).id, next.id);

  await dataset.lock('done');
  await assert.rejects(dataset.upload(folder), { family: 'forbidden', message: /is locked/ });
  await dataset.unlock('not yet');
});

test('awaitSuccessfulJobCompletion throws the reason when the job failed, with the job in the error', async () => {
  sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'REGISTER_CREATE_ACTIVITY', times: 1 });
  const minted = await sdk.datastore.mintDataset(metadata('Fails'));
  const job = minted.register_create_activity_session_id ?? '';
  const error = await jobs()
    .awaitSuccessfulJobCompletion(job)
    .catch((reason: unknown) => reason);
  assert.ok(error instanceof RequestRejectedError);
  assert.match(error.message, /REGISTER_CREATE_ACTIVITY\) failed/);
  assert.equal((await jobs().awaitJobCompletion(job)).status, 'FAILED');
});

test('awaitJobCompletion throws the status of the job when the timeout is reached', async () => {
  sandbox.injectFault({ fault: 'hang-job', times: 1 });
  const { register_create_activity_session_id: job } = await sdk.datastore.mintDataset(metadata('Hangs'));
  const error = await jobs()
    .awaitJobCompletion(job ?? '', { timeoutMs: 200 })
    .catch((reason: unknown) => reason);
  assert.ok(error instanceof ProvenaError);
  assert.equal(error.family, 'timedOut');
});

test('connect rejects a number of connections with which no file would be transferred', () => {
  for (const connections of [Number.NaN, 0, -1])
    assert.throws(() => connect({ endpoints: sandbox.endpoints, store: { connections } }), {
      family: 'invalid',
      message: new RegExp(`store\\.connections: expected an integer of at least 1, found ${connections}`),
    });
});

test('a transfer rejects when it ends before all files were sent', async (t) => {
  const { handle } = await sdk.datastore.mintDataset(metadata('ends early'));
  const source = written('ends early', { 'a.txt': 'a', 'b.txt': 'b' });
  const controller = new AbortController();
  const reason = new Error('no longer needed');
  const server = createServer((request, response) => {
    if (request.method === 'GET') response.end(formatListing([]));
    else if (request.url?.includes('a.txt')) {
      response.statusCode = 403;
      response.end('<Error><Code>ExpiredToken</Code><Message>expired</Message></Error>');
    } else controller.abort(reason);
  });
  const endpoint = await listen(t, server);
  await using client = connect({
    endpoints: sandbox.endpoints,
    credentials: offlineToken(sandbox.users.modeller.offlineToken),
    store: { endpoint },
  });
  const { io } = client.datastore;
  const only = (name: string) => ({ include: (file: string) => file === name, signal: controller.signal });
  await assert.rejects(
    io.upload(handle, source, only('a.txt')),
    (error: unknown) => error instanceof StoreRequestError && error.code === 'ExpiredToken',
  );
  await assert.rejects(io.upload(handle, source, only('b.txt')), { family: 'aborted', cause: reason });
});

test('a transfer reports its progress', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Progress'));
  const source = written('progress', { 'a.txt': 'alpha'.repeat(1_000_000) });
  const reports: TransferProgress[] = [];
  const options = {
    onProgress: (progress: TransferProgress) => reports.push(progress),
    progressIntervalMs: 1,
  };
  await files().upload(handle, source, options);
  await files().downloadAll(handle, join(folder, 'progress down'), options);
  // Of the upload, and of the download with metadata.json.
  assert.deepEqual([...new Set(reports.map(({ totalFiles }) => totalFiles))], [1, 2]);
});

test('awaitJobCompletion throws an AbortedError with the reason when the signal was aborted', async () => {
  const reason = new Error('mine');
  await assert.rejects(jobs().awaitJobCompletion('x', { signal: AbortSignal.abort(reason) }), {
    family: 'aborted',
    cause: reason,
  });
});

test('awaitJobs follows the jobs that a job launches, and continues after a server error', async () => {
  const { register_create_activity_session_id: job } = await sdk.datastore.mintDataset(metadata('Follows'));
  sandbox.injectFault({ fault: 'refuse', service: 'jobs', status: 500, times: 1 });
  const report = await awaitJobs({ jobs: jobReader(sdk), sessions: [job ?? ''], follow: true });
  assert.deepEqual([report.outcome, report.counts.succeeded], ['finished', 2]);
});

test('awaitJobs rejects a time limit that is not a number', async () => {
  const wait = awaitJobs({ jobs: jobReader(sdk), sessions: ['x'], follow: true, timeoutMs: Number.NaN });
  await assert.rejects(wait, { family: 'invalid' });
});

test('a transfer names the options of the client when a setting must be corrected', async () => {
  const { handle } = await sdk.datastore.mintDataset(metadata('Options'));
  const source = written('options', { 'a.txt': 'alpha' });
  await files().upload(handle, source);
  const message = /1 file already exists, but ifExists is error\./;
  await assert.rejects(files().upload(handle, source, { ifExists: 'error' }), { family: 'invalid', message });
  await assert.rejects(files().downloadAll(handle, source, { ifExists: 'error' }), {
    family: 'invalid',
    message,
  });
  await using elsewhere = connect({
    endpoints: sandbox.endpoints,
    credentials: offlineToken(sandbox.users.modeller.offlineToken),
    store: { endpoint: sandbox.s3, region: 'eu-west-1' },
  });
  await assert.rejects(elsewhere.datastore.io.list(handle), { message: /: set store\.region to it$/ });
});

test('interactive dataset requests and decides a release', async () => {
  const person = sandbox.seed?.person ?? '';
  await using admin = connect({
    endpoints: sandbox.endpoints,
    credentials: offlineToken(sandbox.users.admin.offlineToken),
  });
  await admin.datastore.review.addReviewer(person);
  const { handle } = await sdk.datastore.mintDataset(metadata('Release'));
  const dataset = session(handle);
  await dataset.requestRelease(person, 'please');
  await assert.rejects(dataset.upload(folder), { family: 'forbidden', message: /pending approval/ });
  assert.equal((await dataset.decideRelease(true, 'fine')).approved, true);
  assert.equal((await dataset.fetch()).item.release_status, 'RELEASED');
});

test('tests above cover every method of the SDK', () => {
  const { io } = sdk.datastore;
  const all = [
    ...Object.keys(io).map((method) => `io.${method}`),
    ...Object.keys(sdk.datastore.interactiveDataset('')).map((method) => `session.${method}`),
    ...Object.keys(sdk.jobService)
      .filter((method) => method.startsWith('await'))
      .map((method) => `jobs.${method}`),
  ];
  const matches = all.filter((method) => !used.has(method) && method !== 'session.id');
  assert.deepEqual(matches, []);
});
