import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { groupFailures } from './failures.ts';
import { createWaitFixture, getStates } from './testing/job-table.ts';

suite('waiting for jobs', () => {
  test('ends when the row that was absent at first has passed through its states', async () => {
    const { table, wait } = createWaitFixture();
    table
      .add('a', { status: 'PENDING' }, 1000, 2000)
      .add('a', { status: 'DEQUEUED' }, 2000, 3000)
      .add('a', { status: 'A_STATE_OF_TOMORROW' }, 3000, 9000)
      .add(
        'a',
        { result: { record: { id: '10378.1/1', prov_json: '{}', record: { display_name: 'Run' } } } },
        9000,
      );
    const report = await wait({ sessions: ['a'] });
    assert.equal(report.ending, 'settled');
    assert.deepEqual(report.jobs[0]?.result, {
      record: { id: '10378.1/1', record: { display_name: 'Run' } },
    });
  });

  test('follows a chain to its last link, unless it is told not to', async () => {
    const { table, wait } = createWaitFixture();
    table
      .add('create', { result: { creation_activity_id: 'c', lodge_session_id: 'lodge' } }, 100)
      .add('lodge', {}, 5000);
    assert.deepEqual(getStates(await wait({ sessions: ['create'] })), {
      create: 'succeeded',
      lodge: 'succeeded',
    });
    assert.deepEqual(getStates(await wait({ sessions: ['create'], follow: false })), { create: 'succeeded' });
  });

  test('follows a batch from its submit job to every child, also those that come late', async () => {
    const { table, wait } = createWaitFixture();
    table.add('submit', { payload: { records: Array(250).fill({}) }, result: { batch_id: 'b' } });
    for (let i = 0; i < 250; i++) {
      table.add(`run-${i}`, { batch_id: 'b', status: 'PENDING' }, i * 10, 3000 + i * 50);
      table.add(`run-${i}`, { batch_id: 'b', status: i === 7 ? 'FAILED' : 'SUCCEEDED' }, 3000 + i * 50);
    }
    const report = await wait({ sessions: ['submit'] });
    assert.equal(report.ending, 'settled');
    assert.deepEqual(report.counts, { unseen: 0, open: 0, succeeded: 250, failed: 1, vanished: 0 });
    assert.deepEqual(report.batchIds, ['b']);
  });

  test('a batch of unknown size is whole when it has stopped growing', async () => {
    const { table, wait } = createWaitFixture();
    table.add('one', { batch_id: 'b' }).add('two', { batch_id: 'b' }, 1500);
    assert.deepEqual(getStates(await wait({ batches: ['b'] })), { one: 'succeeded', two: 'succeeded' });
  });

  test('a thousand sessions are read by pages, not one by one', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 1000 }, (_, i) => `s-${i}`);
    for (const id of ids) table.add(id);
    const report = await wait({ sessions: ids });
    assert.equal(report.counts.succeeded, 1000);
    assert.ok(table.requests <= 10, `${table.requests} requests`);
  });

  test('the jobs of many batches are read off one list', async () => {
    const { table, wait } = createWaitFixture();
    const submits = Array.from({ length: 60 }, (_, i) => `submit-${i}`);
    for (const [i, submit] of submits.entries()) {
      const payload = { records: Array(100).fill({}) };
      table
        .add(submit, { payload, status: 'PENDING' }, 0, 500)
        .add(submit, { payload, result: { batch_id: `b-${i}` } }, 500);
    }
    for (let i = 0; i < 6000; i++) {
      const row = { batch_id: `b-${Math.floor(i / 100)}` };
      table
        .add(`run-${i}`, { ...row, status: 'PENDING' }, 400, 1000 + i * 10)
        .add(`run-${i}`, row, 1000 + i * 10);
    }
    const report = await wait({ sessions: submits });
    assert.equal(report.counts.succeeded, 6060);
    assert.ok(table.requests <= 330, `${table.requests} requests`);
  });

  test('what was over soon is met soon, however slow its beginning', async () => {
    const { clock, table, wait } = createWaitFixture();
    for (let batch = 0; batch < 4; batch++) {
      const payload = { records: Array(250).fill({}) };
      const from = batch * 500;
      table
        .add(`submit-${batch}`, { payload, status: 'IN_PROGRESS' }, 0, from)
        .add(`submit-${batch}`, { payload, result: { batch_id: `b-${batch}` } }, from);
      for (let i = 0; i < 250; i++) table.add(`run-${batch}-${i}`, { batch_id: `b-${batch}` }, from);
    }
    const sessions = [0, 1, 2, 3].map((batch) => `submit-${batch}`);
    const report = await wait({ sessions });
    assert.equal(report.counts.succeeded, 1004);
    assert.ok(clock.time < 4 * 1500, `over after 1500 ms, met after ${clock.time}`);
    assert.ok(table.requests <= 40, `${table.requests} requests`);
  });

  test('sessions below years of other jobs are still found', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 30 }, (_, i) => `s-${i}`);
    for (const id of ids) table.add(id);
    for (let i = 0; i < 5000; i++) table.add(`other-${i}`);
    assert.equal((await wait({ sessions: ids })).counts.succeeded, 30);
    assert.ok(table.requests <= 40, `${table.requests} requests`);
  });
});

suite('a wait that does not go well', () => {
  test('ends at its timeout and says what is still open', async () => {
    const { clock, table, wait } = createWaitFixture();
    table.add('done').add('stuck', { status: 'IN_PROGRESS' });
    const report = await wait({ sessions: ['done', 'stuck'], timeoutMs: 60_000 });
    assert.equal(report.ending, 'timeout');
    assert.deepEqual(getStates(report), { done: 'succeeded', stuck: 'open' });
    assert.equal(Math.round(clock.time), 60_000);
  });

  test('a session that never gets a row, and one whose row goes, end as vanished', async () => {
    const { table, wait } = createWaitFixture();
    table.add('gone', { status: 'PENDING' }, 0, 5000);
    const report = await wait({ sessions: ['never', 'gone'] });
    assert.equal(report.ending, 'settled');
    assert.deepEqual(getStates(report), { never: 'vanished', gone: 'vanished' });
  });

  test('a row that is missing for a moment is not given up', async () => {
    const { table, wait } = createWaitFixture();
    table.add('a', { status: 'PENDING' }, 0, 2000).add('a', {}, 12_000);
    assert.deepEqual(getStates(await wait({ sessions: ['a'] })), { a: 'succeeded' });
  });

  test('a batch that shows fewer jobs than were submitted is not waited for to the end of time', async () => {
    const { clock, table, wait } = createWaitFixture();
    table
      .add('submit', { payload: { records: [{}, {}, {}] }, result: { batch_id: 'b' } })
      .add('one', { batch_id: 'b' });
    const report = await wait({ sessions: ['submit'] });
    assert.deepEqual(getStates(report), { submit: 'succeeded', one: 'succeeded' });
    assert.deepEqual(report.incompleteBatches, [{ id: 'b', expected: 3, found: 1 }]);
    assert.ok(clock.time < 60_000);
  });

  test('a batch that nobody knows ends the wait', async () => {
    const { wait } = createWaitFixture();
    const report = await wait({ batches: ['no-such-batch'] });
    assert.equal(report.ending, 'settled');
    assert.deepEqual(report.jobs, []);
    assert.deepEqual(report.incompleteBatches, [{ id: 'no-such-batch', expected: undefined, found: 0 }]);
  });

  test('an error that asking again may mend does not end it; another does', async () => {
    const { clock, table, wait } = createWaitFixture();
    table.add('a', {}, 0);
    table.failing = () => (clock.time > 30_000 ? new Error('refused for good') : new Error('gateway'));
    const failing = wait({ sessions: ['a'], isTransient: (error) => String(error).includes('gateway') });
    await assert.rejects(failing, /refused for good/);
    table.failing = undefined;
    assert.deepEqual(getStates(await wait({ sessions: ['a'] })), { a: 'succeeded' });
  });

  test('a signal ends it with what is known', async () => {
    const { table, wait } = createWaitFixture();
    const controller = new AbortController();
    table.add('a').add('b', { status: 'PENDING' });
    const report = await wait({
      sessions: ['a', 'b'],
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    assert.equal(report.ending, 'cancelled');
    assert.deepEqual(getStates(report), { a: 'succeeded', b: 'open' });
  });

  test('too many failures end it early', async () => {
    const { table, wait } = createWaitFixture();
    table.add('a', { status: 'FAILED' }).add('b', { status: 'FAILED' }).add('c', { status: 'PENDING' });
    assert.equal((await wait({ sessions: ['a', 'b', 'c'], maxFailures: 1 })).ending, 'too-many-failures');
  });

  test('equal failures are one group, whatever ids they name', async () => {
    const { table, wait } = createWaitFixture();
    for (const i of [1, 2, 3])
      table.add(`s${i}`, { status: 'FAILED', info: `Job failed, err: dataset 10378.1/170000${i} is gone` });
    table.add('other', { status: 'FAILED', info: null });
    const groups = groupFailures((await wait({ sessions: ['s1', 's2', 's3', 'other'] })).jobs);
    assert.deepEqual(
      groups.map((group) => [group.reason, group.jobs.length]),
      [
        ['Job failed, err: dataset … is gone', 3],
        ['the server gave no reason', 1],
      ],
    );
  });
});
