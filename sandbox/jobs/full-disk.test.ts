import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestLog } from '../control/request-log.ts';
import { createRuntimeSettings } from '../control/runtime-settings.ts';
import { startS3 } from '../s3/index.ts';
import { completeSettings } from '../settings.ts';
import { Clock } from '../state/clock.ts';
import { Database } from '../state/database.ts';
import { createState } from '../state/sandbox-state.ts';
import { Scheduler } from './scheduler.ts';

test('jobs that a full disk rejects are run again, all of the turn, until there is space', async (t) => {
  const db = new Database();
  const files = await startS3({ bucket: 'provena', database: db });
  const settings = completeSettings({ pace: 'instant' });
  const runtime = createRuntimeSettings(settings);
  const state = createState(settings, {
    db,
    clock: new Clock(runtime),
    runtime,
    requestLog: new RequestLog(),
    files,
  });
  const scheduler = new Scheduler(state);
  t.after(async () => {
    await scheduler.stop();
    await files.close();
    db.close();
  });
  const send = (subject: string, body: string) =>
    state.jobs.launch({
      username: 'modeller',
      subType: 'SEND_EMAIL',
      payload: { email_to: 'a@example.org', subject, body, reason: 'r' },
    });
  const [small, large] = [send('small', ''), send('large', 'x'.repeat(100_000))];
  const pages = Number(db.get('PRAGMA page_count')?.['page_count']);
  const limitPages = (count: number) => db.get(`PRAGMA max_page_count = ${count}`);
  limitPages(pages);
  const warned = new Promise<string>((resolve) => {
    t.mock.method(process.stderr, 'write', (text: string) => {
      resolve(text);
      return true;
    });
  });
  assert.match(await warned, /jobs cannot be written and are run again: .*database or disk is full/);
  assert.deepEqual(state.outbox.list(), []);
  limitPages(1_000_000);
  await scheduler.waitUntilIdle();
  assert.deepEqual(
    [small, large].map((session) => state.jobs.get(session)?.status),
    ['SUCCEEDED', 'SUCCEEDED'],
  );
  assert.deepEqual(
    state.outbox.list().map(({ subject }) => subject),
    ['small', 'large'],
  );
});
