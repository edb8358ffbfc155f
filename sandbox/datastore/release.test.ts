import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLinkedPerson, mintDataset } from '../testing/records.ts';
import { ApiClient, startTestSandbox, type TestResponse } from '../testing/sandbox-support.ts';
import { waitUntil } from '../testing/wait-until.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const reviewer = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
const reviewerId = await createLinkedPerson(reviewer, 'colleague');
await admin.post('datastore', '/release/sys-reviewers/add', undefined, { reviewer_id: reviewerId });

function request(dataset_id: string, approver_id = reviewerId): Promise<TestResponse> {
  return modeller.post('datastore', '/release/approval-request', {
    dataset_id,
    approver_id,
    notes: 'please',
  });
}

function decide(dataset_id: string, approve: boolean, caller = reviewer): Promise<TestResponse> {
  return caller.put('datastore', '/release/action-approval-request', { dataset_id, approve, notes: 'seen' });
}

async function release(id: string): Promise<unknown[]> {
  const item = await modeller.get('datastore', '/registry/items/fetch-dataset', { handle_id: id });
  const history = item.at<{ action: string }[]>('item.release_history');
  return [item.at('item.release_status'), ...history.map(({ action }) => action)];
}

test('a release can be requested, rejected, requested again and approved', async () => {
  const id = await mintDataset(modeller, sandbox);
  assert.deepEqual(await release(id), ['NOT_RELEASED']);
  assert.equal((await request(id)).status, 200);
  assert.deepEqual(await release(id), ['PENDING', 'REQUEST']);
  assert.equal((await decide(id, false)).status, 200);
  assert.deepEqual(await release(id), ['NOT_RELEASED', 'REQUEST', 'REJECT']);
  await request(id);
  await decide(id, true);
  assert.deepEqual(await release(id), ['RELEASED', 'REQUEST', 'REJECT', 'REQUEST', 'APPROVE']);
  assert.equal((await request(id)).status, 400);
  assert.equal((await decide(id, true)).status, 400);
});

test('a dataset gives no write credentials while its release is pending and after it', async () => {
  const id = await mintDataset(modeller, sandbox);
  const write = () =>
    modeller.post('datastore', '/registry/credentials/generate-write-access-credentials', {
      dataset_id: id,
      console_session_required: false,
    });
  assert.equal((await write()).status, 200);
  await request(id);
  assert.equal((await write()).status, 403);
  await decide(id, true);
  assert.equal((await write()).status, 403);
});

test('only a reviewer can be the approver, and only the approver can decide', async () => {
  const id = await mintDataset(modeller, sandbox);
  assert.equal((await request(id, sandbox.seed?.person)).status, 400);
  await request(id);
  assert.equal((await decide(id, true, modeller)).status, 401);
  assert.equal((await decide(id, true, admin)).status, 400); // not linked to a person
  await admin.delete('datastore', '/release/sys-reviewers/delete', { reviewer_id: reviewerId });
  assert.equal((await decide(id, true)).status, 401);
  await admin.post('datastore', '/release/sys-reviewers/add', undefined, { reviewer_id: reviewerId });
  assert.equal((await decide(id, true)).status, 200);
});

test('the release of a locked dataset can be neither requested nor decided', async () => {
  const [locked, waiting] = [await mintDataset(modeller, sandbox), await mintDataset(modeller, sandbox)];
  const lock = (id: string) =>
    modeller.put('registry', '/registry/entity/dataset/locks/lock', { id, reason: 'x' });
  await lock(locked);
  assert.equal((await request(locked)).status, 401);
  await request(waiting);
  await lock(waiting);
  assert.equal((await decide(waiting, true)).status, 500);
});

test('the approver and the owner receive emails', async () => {
  const id = await mintDataset(modeller, sandbox);
  const emails = () => sandbox.outbox().filter((email) => email.body.includes(id));
  await request(id);
  await waitUntil(() => emails().length === 1);
  assert.equal(emails()[0]?.email_to, 'colleague@example.org');
  await decide(id, true);
  await waitUntil(() => emails().length === 3);
  const recipients = emails().map((email) => email.email_to);
  assert.deepEqual(recipients, ['colleague@example.org', 'colleague@example.org', 'modeller@example.org']);
});
