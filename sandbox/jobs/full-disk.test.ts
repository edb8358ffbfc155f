import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { RequestLog } from '../control/request-log.ts';
import { createRuntimeSettings } from '../control/runtime-settings.ts';
import { RuleList } from '../faults/rule-list.ts';
import { createCreationGraph } from '../prov/record-graph.ts';
import { insertCompleteItem } from '../registry/create.ts';
import { STUDY } from '../registry/kinds.ts';
import { startS3 } from '../s3/start-s3.ts';
import { completeSettings } from '../settings.ts';
import { createClock } from '../state/clock.ts';
import { Database } from '../state/database.ts';
import { createState } from '../state/sandbox-state.ts';
import { listEmails } from './outbox.ts';
import { Scheduler } from './scheduler.ts';
import { encodeUser } from './user-info.ts';

/** A state with a scheduler. `limitPages` limits the size of its database. */
async function start(t: TestContext) {
  const db = new Database();
  const files = await startS3({ bucket: 'provena', database: db });
  const settings = completeSettings({ pace: 'instant' });
  const runtime = createRuntimeSettings(settings);
  const state = createState(settings, {
    db,
    clock: createClock(runtime),
    runtime,
    requestLog: new RequestLog(),
    files,
    faults: new RuleList(),
  });
  const scheduler = new Scheduler(state);
  t.after(async () => {
    await scheduler.stop();
    await files.close();
    db.close();
  });
  const limitPages = (count: number) => db.get(`PRAGMA max_page_count = ${count}`);
  return { state, scheduler, limitPages };
}

/** Waits for the message that jobs are run again. */
function waitForWarning(t: TestContext): Promise<string> {
  return new Promise((resolve) => {
    t.mock.method(process.stderr, 'write', (text: string) => {
      resolve(text);
      return true;
    });
  });
}

test('jobs that a full disk rejects are run again, all of the turn, until there is space', async (t) => {
  const { state, scheduler, limitPages } = await start(t);
  const send = (subject: string, body: string) =>
    state.jobs.launch({
      username: 'modeller',
      subType: 'SEND_EMAIL',
      payload: { email_to: 'a@example.org', subject, body, reason: 'r' },
    });
  const [small, large] = [send('small', ''), send('large', 'x'.repeat(100_000))];
  limitPages(1); // SQLite takes the present size instead
  const warned = waitForWarning(t);
  assert.match(await warned, /jobs cannot be written and are run again: .*database or disk is full/);
  assert.deepEqual(listEmails(state), []);
  limitPages(1_000_000);
  await scheduler.waitUntilIdle();
  const statuses = [small, large].map((session) => state.jobs.get(session)?.status);
  assert.deepEqual(statuses, ['SUCCEEDED', 'SUCCEEDED']);
  const subjects = listEmails(state).map(({ subject }) => subject);
  assert.deepEqual(subjects, ['small', 'large']);
});

test('reports that a full disk rejects are run again until there is space', async (t) => {
  const { state, scheduler, limitPages } = await start(t);
  const { study, user_info } = state.db.atomically(() => {
    const info = { display_name: 'S', title: 'S', description: 'd' };
    const { id } = insertCompleteItem(state, STUDY, info, 'modeller');
    // something downstream, which a report needs
    const payload = { created_item_id: 'x', creation_activity_id: id, linked_person_id: 'p' };
    state.graph.merge(createCreationGraph({ ...payload, created_item_subtype: 'MODEL' }));
    return { study: id, user_info: encodeUser({ username: 'modeller', email: null, roles: [] }) };
  });
  const launch = () =>
    state.jobs.launch({
      username: 'modeller',
      subType: 'GENERATE_REPORT',
      payload: { id: study, item_subtype: 'STUDY', depth: 1, user_info },
    });
  const reports = [launch(), launch(), launch()];
  limitPages(1);
  assert.throws(() => {
    for (let count = 0; count < 1000; count++) state.files.put(`${count}`, '');
  }, /full/);
  assert.match(await waitForWarning(t), /jobs cannot be written and are run again: .*full/);
  limitPages(1_000_000);
  await scheduler.waitUntilIdle();
  const statuses = reports.map((session) => state.jobs.get(session)?.status);
  assert.deepEqual(statuses, ['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
});
