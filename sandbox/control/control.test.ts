import assert from 'node:assert/strict';
import { afterEach, type TestContext, test } from 'node:test';
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { createRunRecord, createSeedMetadata, mintDataset, waitForJob } from '../testing/records.ts';
import { ApiClient, requestToken, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const anybody = new ApiClient(sandbox);
const LIST = '/registry/entity/dataset/list';

afterEach(() => sandbox.reset());

async function datasets(): Promise<unknown> {
  return (await modeller.post('registry', LIST, {})).at('total_item_count');
}

/** An S3 client with write credentials of a dataset. */
async function openStore(context: TestContext, dataset_id: string) {
  const path = '/registry/credentials/generate-write-access-credentials';
  const response = await modeller.post('datastore', path, { dataset_id, console_session_required: false });
  const client = new S3Client({
    endpoint: sandbox.s3,
    region: 'ap-southeast-2',
    forcePathStyle: true,
    credentials: {
      accessKeyId: response.text('credentials.aws_access_key_id'),
      secretAccessKey: response.text('credentials.aws_secret_access_key'),
      sessionToken: response.text('credentials.aws_session_token'),
    },
  });
  context.after(() => client.destroy());
  const folder = `datasets/${dataset_id.replaceAll(/[./]/g, '-')}/`;
  return { client, Bucket: 'provena-storage', folder };
}

test('a reset restores items, jobs, graph and files, and the next handle is the same again', async () => {
  const id = await mintDataset(modeller, sandbox);
  const run = await modeller.post('prov', '/model_run/register', createRunRecord(sandbox, id));
  await waitForJob(modeller, run.text('session_id'));
  await sandbox.reset();
  assert.equal(await datasets(), 0);
  const session = { session_id: run.text('session_id') };
  assert.equal((await modeller.get('jobs', '/jobs/user/fetch', session)).status, 400);
  assert.equal(
    (await modeller.get('search', '/search/entity-registry', { query: 'tide' })).at('results.0'),
    undefined,
  );
  const rerun = await modeller.post('datastore', '/register/mint-dataset', createSeedMetadata(sandbox));
  assert.deepEqual([rerun.at('status.success'), rerun.at('handle')], [true, id]);
});

test('tokens and users stay valid after a reset', async () => {
  await modeller.token();
  await sandbox.reset();
  assert.equal((await modeller.get('auth', '/link/user/lookup')).at('success'), true);
  const { offlineToken } = sandbox.users.colleague;
  const form = { grant_type: 'refresh_token', client_id: 'automated-access', refresh_token: offlineToken };
  assert.equal((await requestToken(sandbox, form)).status, 200);
});

test('several snapshots with names can be restored', async () => {
  for (let number = 0; number < 12; number++) {
    await sandbox.snapshot(`after_${number}`);
    await mintDataset(modeller, sandbox);
  }
  await sandbox.reset('after_3');
  assert.equal(await datasets(), 3);
  await sandbox.reset('after_11');
  assert.equal(await datasets(), 11);
  await assert.rejects(sandbox.reset('never'), /there is no snapshot "never"/);
  await assert.rejects(sandbox.snapshot('a b'), /letters, digits or _/);
});

test('a reset restores large files that were deleted or overwritten, and unfinished uploads', async (t) => {
  const id = await mintDataset(modeller, sandbox);
  const { client, Bucket, folder } = await openStore(t, id);
  const send = { large: Buffer.alloc(3 * 1024 * 1024, 'a'), small: 'a' };
  for (const [name, Body] of Object.entries(send))
    await client.send(new PutObjectCommand({ Bucket, Key: `${folder}${name}`, Body }));
  const upload = { Bucket, Key: `${folder}parts` };
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(upload));
  const part = { ...upload, UploadId, PartNumber: 1 };
  const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: 'first' }));
  await sandbox.snapshot('uploaded');

  await client.send(new DeleteObjectCommand({ Bucket, Key: `${folder}large` }));
  await client.send(new PutObjectCommand({ Bucket, Key: `${folder}small`, Body: 'changed' }));
  await client.send(new PutObjectCommand({ Bucket, Key: `${folder}later`, Body: 'later' }));
  await client.send(new UploadPartCommand({ ...part, Body: 'second' }));
  await sandbox.reset('uploaded');

  const read = async (name: string) => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: `${folder}${name}` }));
    return Buffer.from((await Body?.transformToByteArray()) ?? []);
  };
  assert.ok((await read('large')).equals(send.large));
  assert.equal(String(await read('small')), 'a');
  await assert.rejects(read('later'), { name: 'NoSuchKey' });
  const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
  await client.send(new CompleteMultipartUploadCommand({ ...upload, UploadId, MultipartUpload }));
  assert.equal(String(await read('parts')), 'first');
});

test('the control API offers the same as the methods and rejects invalid requests with 400', async () => {
  await anybody.post('control', '/snapshot', { name: 'empty' });
  await mintDataset(modeller, sandbox);
  assert.equal((await anybody.post('control', '/reset', { name: 'empty' })).status, 200);
  assert.equal(await datasets(), 0);
  assert.equal((await anybody.post('control', '/reset', { name: 'never' })).status, 400);
  const rule = { fault: 'refuse', service: 'search' };
  const { id } = Object((await anybody.post('control', '/faults', rule)).body);
  assert.equal((await anybody.get('control', '/faults')).at('rules.0.rule.service'), 'search');
  assert.equal((await anybody.get('search', '/')).status, 503);
  await anybody.delete('control', '/faults', { id });
  assert.equal((await anybody.get('search', '/')).status, 200);
  assert.equal((await anybody.delete('control', '/faults', { id })).status, 400);
  assert.equal((await anybody.post('control', '/faults', { fault: 'none' })).status, 422);
  assert.equal((await anybody.post('control', '/reset', { nmae: 'empty' })).status, 422);
});

test('a reset without a body restores the start, and a snapshot needs a name', async () => {
  assert.equal((await anybody.post('control', '/snapshot', {})).status, 422);
  await mintDataset(modeller, sandbox);
  assert.equal((await anybody.post('control', '/reset')).status, 200);
  assert.equal(await datasets(), 0);
});

test('metadata of a dataset in the store has the time of the clock of the sandbox', async (t) => {
  sandbox.updateSettings({ clock_skew_seconds: -7 * 86_400 });
  t.after(() => sandbox.updateSettings({ clock_skew_seconds: 0 }));
  const id = await mintDataset(new ApiClient(sandbox, 'modeller'), sandbox);
  sandbox.updateSettings({ clock_skew_seconds: 0 });
  const { client, Bucket, folder } = await openStore(t, id);
  const { LastModified } = await client.send(
    new HeadObjectCommand({ Bucket, Key: `${folder}metadata.json` }),
  );
  assert.ok(Number(LastModified) < Date.now() - 6 * 86_400_000);
});

for (const change of [
  { acces_token_seconds: 1 },
  { access_token_seconds: 1e308 },
  { clock_skew_seconds: 1e20 },
  { clock_skew_seconds: -1e20 },
  { gateway_seconds: 2 ** 31 },
]) {
  test(`the control API rejects ${JSON.stringify(change)} and keeps the settings`, async () => {
    const before = sandbox.settings();
    assert.equal((await anybody.put('control', '/settings', change)).status, 422);
    assert.deepEqual(sandbox.settings(), before);
  });
}

test('request log lists every request, with and without a response, S3 included', async () => {
  await mintDataset(modeller, sandbox);
  await anybody.delete('control', '/requests');
  const undo = sandbox.injectFault({ fault: 'reset', service: 'search', times: 1 });
  await anybody.get('jobs', '/', { a: 1 });
  await assert.rejects(anybody.get('search', '/'));
  await modeller.post('registry', LIST, {});
  undo();
  const { requests } = Object((await anybody.get('control', '/requests')).body);
  assert.deepEqual(Object((await anybody.get('control', '/journal')).body), { requests });
  const lines = requests.map((one: { service: string; method: string; path: string; status: number }) =>
    [one.service, one.method, one.path, one.status].join(' '),
  );
  assert.deepEqual(lines, ['jobs GET / 200', 'search GET / 0', `registry POST ${LIST} 200`]);
  assert.equal(requests[0].query, 'a=1');
  assert.equal(requests[2].body_bytes, 2);
  const usernames = requests.map((one: { username: unknown }) => one.username);
  assert.deepEqual(usernames, [null, null, 'modeller']);
  assert.ok(requests.every((one: { took_ms: number }) => Number.isInteger(one.took_ms)));
  assert.equal(sandbox.requestLog({ service: 'jobs' }).length, 1);
});

test('request log has the responses with errors, of the store too, and no other response', async () => {
  await anybody.delete('control', '/requests');
  await modeller.get('registry', '/check-access/check-general-access');
  await modeller.get('registry', '/registry/general/fetch');
  await modeller.get('search', `/nothing`);
  await fetch(`${sandbox.s3}/unknown-bucket/file`);
  const [successful, ...rejected] = sandbox.requestLog();
  assert.equal(successful?.response_body, null);
  const actual = rejected.map(({ response_body }) => /^[{<]/.test(response_body ?? ''));
  assert.deepEqual(actual, [true, true, true]);
  assert.match(rejected.at(-1)?.response_body ?? '', /<Code>AccessDenied<\/Code>/);
});

test('settings change the lifetimes of tokens and credentials, and the clock', async () => {
  const before = sandbox.settings();
  await anybody.put('control', '/settings', { access_token_seconds: 0, credential_seconds: 1 });
  const late = new ApiClient(sandbox, 'colleague');
  assert.equal((await late.get('registry', '/check-access/check-general-access')).status, 401);
  const id = await mintDataset(modeller, sandbox);
  await anybody.put('control', '/settings', { clock_skew_seconds: 86_400 });
  assert.equal((await modeller.get('registry', '/check-access/check-general-access')).status, 401);
  const { headers } = await fetch(sandbox.endpoints.registry);
  assert.ok(Date.parse(headers.get('date') ?? '') > Date.now() + 86_000_000);
  await anybody.put('control', '/settings', { ...before });
  assert.deepEqual(sandbox.settings(), before);
  assert.equal(
    (await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: id })).status,
    200,
  );
  assert.equal((await anybody.put('control', '/settings', { pace: 'slow' })).status, 422);
});
