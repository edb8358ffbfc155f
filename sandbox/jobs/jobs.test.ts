import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { createRunRecord, mintDataset, waitForJob } from '../testing/records.ts';

import { ApiClient, startTestSandbox, type TestResponse } from '../testing/sandbox-support.ts';
import { waitUntil } from '../testing/wait-until.ts';
import { countAsciiJsonBytes } from './message-size.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const dataset = await mintDataset(modeller, sandbox);

afterEach(() => {
  sandbox.clearFaults();
  sandbox.updateSettings({ pace: 'instant' });
});

async function launched(): Promise<string> {
  const run = createRunRecord(sandbox, dataset);
  return (await modeller.post('prov', '/model_run/register', run)).text('session_id');
}

function fetched(session_id: string, caller = modeller): Promise<TestResponse> {
  return caller.get('jobs', '/jobs/user/fetch', { session_id });
}

test('a job goes through its statuses in order', async () => {
  sandbox.updateSettings({ pace: 'fast' });
  const id = await launched();
  const statuses: unknown[] = [];
  await waitUntil(async () => {
    const response = await fetched(id);
    const now = response.status === 400 ? 'ABSENT' : response.at('job.status');
    if (statuses.at(-1) !== now) statuses.push(now);
    return now === 'SUCCEEDED';
  });
  const order = ['ABSENT', 'PENDING', 'DEQUEUED', 'IN_PROGRESS', 'SUCCEEDED'];
  assert.deepEqual(
    statuses,
    order.filter((status) => statuses.includes(status)),
  );
});

test('users see their own jobs, and administrators see all', async () => {
  const id = await launched();
  await waitForJob(modeller, id);
  assert.equal((await fetched(id, colleague)).status, 401);
  const response = await admin.get('jobs', '/jobs/admin/fetch', { session_id: id });
  assert.equal(response.at('job.username'), 'modeller');
  assert.equal((await modeller.post('jobs', '/jobs/admin/launch', {})).status, 401);
});

test('a list of jobs has pages and starts with the newest job', async () => {
  const ids = [await launched(), await launched(), await launched()];
  for (const id of ids) await waitForJob(modeller, id);
  const first = await modeller.post('jobs', '/jobs/user/list', { limit: 2 });
  const key = first.at('pagination_key');
  const second = await modeller.post('jobs', '/jobs/user/list', { limit: 1, pagination_key: key });
  const sessions = [...list(first), ...list(second)];
  assert.deepEqual(sessions, ids.toReversed());
  assert.equal((await modeller.post('jobs', '/jobs/user/list', { limit: 0 })).status, 500);
  const fraction = { ...Object(key), created_timestamp: 1.5 };
  for (const pagination_key of [{ a: 1 }, fraction])
    assert.equal((await modeller.post('jobs', '/jobs/user/list', { pagination_key })).status, 500);
});

function list(page: TestResponse): unknown[] {
  return page.at<{ session_id: string }[]>('jobs').map((job) => job.session_id);
}

test('creation of an item launches a job, which launches a second job', async () => {
  const model = { display_name: 'm', name: 'm', description: 'd' };
  const urls = { documentation_url: 'https://a.example', source_url: 'https://a.example' };
  const creation = await modeller.post('registry', '/registry/entity/model/create', { ...model, ...urls });
  const register = await waitForJob(modeller, creation.text('register_create_activity_session_id'));
  assert.equal(register.at('job.job_sub_type'), 'REGISTER_CREATE_ACTIVITY');
  const lodge = await waitForJob(modeller, register.text('job.result.lodge_session_id'));
  assert.deepEqual(
    [lodge.at('job.job_sub_type'), lodge.at('job.status')],
    ['LODGE_CREATE_ACTIVITY', 'SUCCEEDED'],
  );
});

test('an administrator can launch a job for another user if its payload is valid', async () => {
  const email = { email_to: 'a@example.org', subject: 's', body: 'b', reason: 'r' };
  const job = { username: 'modeller', job_type: 'EMAIL', job_sub_type: 'SEND_EMAIL', job_payload: email };
  const response = await admin.post('jobs', '/jobs/admin/launch', { ...job, request_batch_id: true });
  assert.equal((await waitForJob(modeller, response.text('session_id'))).at('job.status'), 'SUCCEEDED');
  assert.equal(sandbox.outbox().at(-1)?.subject, 's');
  const other = await admin.post('jobs', '/jobs/admin/launch', {
    ...job,
    add_to_batch: response.at('batch_id'),
  });
  await waitForJob(modeller, other.text('session_id'));
  const batch = await modeller.post('jobs', '/jobs/user/list_batch', { batch_id: response.at('batch_id') });
  assert.equal(list(batch).length, 2);
  const creation = { ...job, job_type: 'PROV_LODGE', job_sub_type: 'LODGE_CREATE_ACTIVITY', job_payload: {} };
  const wrong = await admin.post('jobs', '/jobs/admin/launch', creation);
  assert.equal(wrong.status, 400);
  const fields = [...wrong.text('detail').matchAll(/job_payload\.(\w+): field required/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(fields, [
    'created_item_id',
    'creation_activity_id',
    'created_item_subtype',
    'linked_person_id',
  ]);
});

test('a job with the fault fail-job ends FAILED with a reason, and its work is not done', async () => {
  sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
  const job = await waitForJob(modeller, await launched());
  assert.deepEqual([job.at('job.status'), job.at('job.result')], ['FAILED', null]);
  assert.match(job.text('job.info'), /^Job failed, err: /);
  assert.equal((await waitForJob(modeller, await launched())).at('job.status'), 'SUCCEEDED');
});

test('a job with the fault hang-job stays IN_PROGRESS, and other jobs end', async () => {
  for (const fault of ['fail-job', 'hang-job'] as const) sandbox.injectFault({ fault, times: 1 });
  assert.equal((await waitForJob(modeller, await launched())).at('job.status'), 'FAILED');
  const hanging = await launched();
  assert.equal((await waitForJob(modeller, await launched())).at('job.status'), 'SUCCEEDED');
  assert.equal((await fetched(hanging)).at('job.status'), 'IN_PROGRESS');
});

test('a job with the fault vanish-job is unknown afterwards, and a page can follow it', async () => {
  const older = await waitForJob(modeller, await launched());
  sandbox.injectFault({ fault: 'vanish-job', times: 1 });
  const session_id = await launched();
  await waitForJob(modeller, await launched());
  assert.equal((await fetched(session_id)).status, 400);
  const { username, created_timestamp } = Object(older.at('job'));
  const body = { pagination_key: { session_id, username, created_timestamp }, limit: 1 };
  const page = await modeller.post('jobs', '/jobs/user/list', body);
  assert.equal(page.at('jobs.0.session_id'), older.at('job.session_id'));
});

/** Faults during a lodge, and the status of the run in the registry afterwards. */
const LODGE_FAULTS = [
  ['fail-lodge', 'COMPLETE', false],
  ['fail-after-lodge', 'LODGED', true],
] as const;

for (const [fault, record_status, isInGraph] of LODGE_FAULTS) {
  test(`a job with the fault ${fault} ends FAILED and leaves a run that is ${record_status}`, async () => {
    sandbox.injectFault({ fault, times: 1 });
    const email = { email_to: 'a@example.org', subject: 's', body: 'b', reason: 'r' };
    const other = { job_type: 'EMAIL', job_sub_type: 'SEND_EMAIL', job_payload: email };
    const sent = await admin.post('jobs', '/jobs/admin/launch', other);
    assert.equal((await waitForJob(admin, sent.text('session_id'))).at('job.status'), 'SUCCEEDED');
    const job = await waitForJob(modeller, await launched());
    assert.deepEqual([job.at('job.status'), job.at('job.result')], ['FAILED', null]);
    const runs = await modeller.post('registry', '/registry/activity/model_run/list', { page_size: 1 });
    assert.equal(runs.at('items.0.record_status'), record_status);
    const upstream = await modeller.get('prov', '/explore/upstream', {
      starting_id: runs.text('items.0.id'),
    });
    assert.equal(Number(upstream.at('record_count')) > 0, isInGraph);
  });
}

test('a batch is rejected when its message is longer than the queue accepts as ASCII', async () => {
  const records = (description: string, count: number) =>
    Array.from({ length: count }, () => createRunRecord(sandbox, dataset, { description }));
  const register = async (description: string, count: number) =>
    (await modeller.post('prov', '/model_run/register_batch', { records: records(description, count) }))
      .status;
  assert.equal(await register('x'.repeat(400), 142), 200);
  assert.equal(await register('流'.repeat(400), 142), 500);
  assert.equal(await register('流'.repeat(400), 60), 200);
});

test('the message of a job has the fields of its row that have values', async () => {
  const overhead =
    `{"session_id": "${'0'.repeat(36)}", "created_timestamp": 1700000000, "username": "admin", "payload": \
{"reason": ""}, "job_type": "EMAIL", "job_sub_type": "EMAIL_WAKE_UP", "gsi_status": "ok"}`.length;
  const launch = async (bytes: number) => {
    const job_payload = { reason: 'x'.repeat(bytes - overhead) };
    const job = { job_type: 'EMAIL', username: 'admin', job_sub_type: 'EMAIL_WAKE_UP', job_payload };
    return (await admin.post('jobs', '/jobs/admin/launch', job)).status;
  };
  assert.deepEqual([await launch(262_144), await launch(262_145)], [200, 500]);
});

test('a run with a text of ten million characters is rejected with its size', async () => {
  const record = createRunRecord(sandbox, dataset, { description: 'x'.repeat(10_000_000) });
  const response = await modeller.post('prov', '/model_run/register', record);
  assert.equal(response.status, 500);
  assert.match(response.text('detail'), /^Message too long: 10\d{6} bytes/);
});

test('countAsciiJsonBytes returns the length of the JSON that Python writes', () => {
  for (const [value, text] of [
    [{ a: 1, b: [1, 2], c: null }, '{"a": 1, "b": [1, 2], "c": null}'],
    [{ 'a,b:"': '\\"\n,:é' }, '{"a,b:\\"": "\\\\\\"\\n,:\\u00e9"}'],
    [['流', '😀', '\x7f'], '["\\u6d41", "\\ud83d\\ude00", "\\u007f"]'],
  ] as const) {
    assert.equal(countAsciiJsonBytes(JSON.stringify(value)), text.length);
  }
});
