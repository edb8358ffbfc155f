import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createLinkedPerson, mintDataset } from '../testing/records.ts';
import { ApiClient, startTestSandbox, type TestResponse, waitUntil } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const reviewer = new ApiClient(sandbox, 'colleague');
const admin = new ApiClient(sandbox, 'admin');
let reviewerId = '';

before(async () => {
  reviewerId = await createLinkedPerson(reviewer, 'colleague');
  await admin.post('datastore', '/release/sys-reviewers/add', undefined, { reviewer_id: reviewerId });
});

function ask(dataset_id: string, approver_id = reviewerId): Promise<TestResponse> {
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
  const history = item.at('item.release_history') as { action: string }[];
  return [item.at('item.release_status'), ...history.map(({ action }) => action)];
}

test('a dataset is asked for, rejected, asked for again, released', async () => {
  const id = await mintDataset(modeller, sandbox);
  assert.deepEqual(await release(id), ['NOT_RELEASED']);
  assert.equal((await ask(id)).status, 200);
  assert.deepEqual(await release(id), ['PENDING', 'REQUEST']);
  assert.equal((await decide(id, false)).status, 200);
  assert.deepEqual(await release(id), ['NOT_RELEASED', 'REQUEST', 'REJECT']);
  await ask(id);
  await decide(id, true);
  assert.deepEqual(await release(id), ['RELEASED', 'REQUEST', 'REJECT', 'REQUEST', 'APPROVE']);
  assert.equal((await ask(id)).status, 400);
  assert.equal((await decide(id, true)).status, 400);
});

test('while a dataset waits, and when it is released, its files can be read only', async () => {
  const id = await mintDataset(modeller, sandbox);
  const write = () =>
    modeller.post('datastore', '/registry/credentials/generate-write-access-credentials', {
      dataset_id: id,
      console_session_required: false,
    });
  assert.equal((await write()).status, 200);
  await ask(id);
  assert.equal((await write()).status, 403);
  await decide(id, true);
  assert.equal((await write()).status, 403);
});

test('only a reviewer can be asked, and only the one who was asked can answer', async () => {
  const id = await mintDataset(modeller, sandbox);
  assert.equal((await ask(id, sandbox.seed?.person)).status, 400);
  await ask(id);
  assert.equal((await decide(id, true, modeller)).status, 401);
  assert.equal((await decide(id, true, admin)).status, 400); // linked to nobody
  await admin.delete('datastore', '/release/sys-reviewers/delete', { reviewer_id: reviewerId });
  assert.equal((await decide(id, true)).status, 401);
  await admin.post('datastore', '/release/sys-reviewers/add', undefined, { reviewer_id: reviewerId });
  assert.equal((await decide(id, true)).status, 200);
});

test('a locked dataset is neither asked for nor answered', async () => {
  const [locked, waiting] = [await mintDataset(modeller, sandbox), await mintDataset(modeller, sandbox)];
  const lock = (id: string) =>
    modeller.put('registry', '/registry/entity/dataset/locks/lock', { id, reason: 'x' });
  await lock(locked);
  assert.equal((await ask(locked)).status, 401);
  await ask(waiting);
  await lock(waiting);
  assert.equal((await decide(waiting, true)).status, 500);
});

test('those concerned get mails', async () => {
  const id = await mintDataset(modeller, sandbox);
  const mails = () => sandbox.outbox().filter((mail) => mail.body.includes(id));
  await ask(id);
  await waitUntil(() => mails().length === 1);
  assert.equal(mails()[0]?.email_to, 'colleague@example.org');
  await decide(id, true);
  await waitUntil(() => mails().length === 3);
  assert.deepEqual(
    mails().map((mail) => mail.email_to),
    ['colleague@example.org', 'colleague@example.org', 'modeller@example.org'],
  );
});
