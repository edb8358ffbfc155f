import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { groupFailures } from './failures.ts';
import { createWaitFixture, getStates } from './testing/job-table.ts';

suite('awaitJobs', () => {
  test('awaitJobs ends when a row appears late and its job succeeds', async () => {
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
    assert.equal(report.outcome, 'finished');
    assert.deepEqual(report.jobs[0]?.result, {
      record: { id: '10378.1/1', record: { display_name: 'Run' } },
    });
  });

  test('awaitJobs waits for the jobs that a job launches unless follow is false', async () => {
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

  test('awaitJobs follows a submit job to all jobs of its batch when some appear late', async () => {
    const { table, wait } = createWaitFixture();
    table.add('submit', { payload: { records: Array(250).fill({}) }, result: { batch_id: 'b' } });
    for (let i = 0; i < 250; i++) {
      table.add(`run-${i}`, { batch_id: 'b', status: 'PENDING' }, i * 10, 3000 + i * 50);
      table.add(`run-${i}`, { batch_id: 'b', status: i === 7 ? 'FAILED' : 'SUCCEEDED' }, 3000 + i * 50);
    }
    const report = await wait({ sessions: ['submit'] });
    assert.equal(report.outcome, 'finished');
    assert.deepEqual(report.counts, { unlisted: 0, open: 0, succeeded: 250, failed: 1, missing: 0 });
    assert.deepEqual(report.batchIds, ['b']);
  });

  test('awaitJobs counts a batch of unknown size as complete when it stops growing', async () => {
    const { table, wait } = createWaitFixture();
    table.add('one', { batch_id: 'b' }).add('two', { batch_id: 'b' }, 1500);
    assert.deepEqual(getStates(await wait({ batches: ['b'] })), { one: 'succeeded', two: 'succeeded' });
  });

  test('awaitJobs reads pages instead of single rows when there are a thousand sessions', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 1000 }, (_, i) => `s-${i}`);
    for (const id of ids) table.add(id);
    const report = await wait({ sessions: ids });
    assert.equal(report.counts.succeeded, 1000);
    assert.ok(table.requests.length <= 10, `${table.requests.length} requests`);
  });

  test('awaitJobs reads one list when there are many batches', async () => {
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
    assert.ok(table.requests.length <= 90, `${table.requests.length} requests`);
  });

  test('awaitJobs ends soon after the last job when the first ones were slow', async () => {
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
    assert.ok(table.requests.length <= 40, `${table.requests.length} requests`);
  });

  test('awaitJobs finds sessions when they are older than many other jobs', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 30 }, (_, i) => `s-${i}`);
    for (const id of ids) table.add(id);
    for (let i = 0; i < 5000; i++) table.add(`other-${i}`);
    assert.equal((await wait({ sessions: ids })).counts.succeeded, 30);
    assert.ok(table.requests.length <= 40, `${table.requests.length} requests`);
  });
});

suite('awaitJobs with failures', () => {
  test('awaitJobs reports the ends of older jobs when the newest of many is open at the timeout', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 50 }, (_, i) => `s-${i}`);
    for (const [i, id] of ids.entries()) {
      const end = id === 's-49' ? Number.POSITIVE_INFINITY : 100_000 + i * 10_000;
      table
        .add(id, { status: 'IN_PROGRESS', created_timestamp: i }, 0, end)
        .add(id, { status: i % 2 ? 'FAILED' : 'SUCCEEDED', created_timestamp: i }, end);
    }
    const report = await wait({ sessions: ids });
    assert.equal(report.outcome, 'timeout');
    assert.deepEqual(report.counts, { unlisted: 0, open: 1, succeeded: 25, failed: 24, missing: 0 });
  });

  test('awaitJobs ends equally soon when many jobs fail in reverse order and in the order of their launch', async () => {
    const { clock, table, wait } = createWaitFixture();
    const ids = Array.from({ length: 50 }, (_, i) => `s-${i}`);
    for (const [i, id] of ids.entries()) {
      const end = (50 - i) * 10_000;
      table
        .add(id, { status: 'PENDING', created_timestamp: i }, 0, end)
        .add(id, { status: 'FAILED', created_timestamp: i }, end);
    }
    const report = await wait({ sessions: ids });
    assert.equal(report.counts.failed, 50);
    assert.ok(clock.time < 500_000 * 1.34, `over after 500 s, met after ${clock.time} ms`);
  });

  test('awaitJobs shows progress while the newest of many jobs is open', async () => {
    const { table, wait } = createWaitFixture();
    const ids = Array.from({ length: 100 }, (_, i) => `s-${i}`);
    for (const [i, id] of ids.entries())
      table
        .add(id, { status: 'PENDING', created_timestamp: i }, 0, (i + 1) * 6000)
        .add(id, { created_timestamp: i }, (i + 1) * 6000);
    const shown = new Set<number>();
    await wait({ sessions: ids, onProgress: ({ counts }) => shown.add(counts.succeeded) });
    assert.ok(shown.size >= 6, [...shown].join(', '));
    assert.ok(table.requests.length <= 60, `${table.requests.length} requests`);
  });

  test('awaitJobs reports open jobs when the timeout is reached', async () => {
    const { clock, table, wait } = createWaitFixture();
    table.add('done').add('stuck', { status: 'IN_PROGRESS' });
    const report = await wait({ sessions: ['done', 'stuck'], timeoutMs: 60_000 });
    assert.equal(report.outcome, 'timeout');
    assert.deepEqual(getStates(report), { done: 'succeeded', stuck: 'open' });
    assert.equal(Math.round(clock.time), 60_000);
  });

  test('awaitJobs reports a session as missing when its row never appears or disappears', async () => {
    const { table, wait } = createWaitFixture();
    table.add('gone', { status: 'PENDING' }, 0, 5000);
    const report = await wait({ sessions: ['never', 'gone'] });
    assert.equal(report.outcome, 'finished');
    assert.deepEqual(getStates(report), { never: 'missing', gone: 'missing' });
  });

  test('awaitJobs waits for a row when it is missing for a short time', async () => {
    const { table, wait } = createWaitFixture();
    table.add('a', { status: 'PENDING' }, 0, 2000).add('a', {}, 12_000);
    assert.deepEqual(getStates(await wait({ sessions: ['a'] })), { a: 'succeeded' });
  });

  test('awaitJobs reports an incomplete batch when jobs are missing', async () => {
    const { clock, table, wait } = createWaitFixture();
    table
      .add('submit', { payload: { records: [{}, {}, {}] }, result: { batch_id: 'b' } })
      .add('one', { batch_id: 'b' });
    const report = await wait({ sessions: ['submit'] });
    assert.deepEqual(getStates(report), { submit: 'succeeded', one: 'succeeded' });
    assert.deepEqual(report.incompleteBatches, [{ id: 'b', expected: 3, found: 1 }]);
    assert.ok(clock.time < 60_000);
  });

  test('awaitJobs ends when a batch does not exist', async () => {
    const { wait } = createWaitFixture();
    const report = await wait({ batches: ['no-such-batch'] });
    assert.equal(report.outcome, 'finished');
    assert.deepEqual(report.jobs, []);
    assert.deepEqual(report.incompleteBatches, [{ id: 'no-such-batch', expected: undefined, found: 0 }]);
  });

  test('awaitJobs continues after a transient error and throws any other', async () => {
    const { clock, table, wait } = createWaitFixture();
    table.add('a', {}, 0);
    table.failing = () => (clock.time > 30_000 ? new Error('rejected for good') : new Error('gateway'));
    const failing = wait({ sessions: ['a'], isTransient: (error) => String(error).includes('gateway') });
    await assert.rejects(failing, /rejected for good/);
    table.failing = undefined;
    assert.deepEqual(getStates(await wait({ sessions: ['a'] })), { a: 'succeeded' });
  });

  test('awaitJobs returns the known states when the signal is aborted', async () => {
    const { table, wait } = createWaitFixture();
    const controller = new AbortController();
    table.add('a').add('b', { status: 'PENDING' });
    const report = await wait({
      sessions: ['a', 'b'],
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    assert.equal(report.outcome, 'cancelled');
    assert.deepEqual(getStates(report), { a: 'succeeded', b: 'open' });
  });

  test('awaitJobs ends early when more jobs fail than maxFailures allows', async () => {
    const { table, wait } = createWaitFixture();
    table.add('a', { status: 'FAILED' }).add('b', { status: 'FAILED' }).add('c', { status: 'PENDING' });
    assert.equal((await wait({ sessions: ['a', 'b', 'c'], maxFailures: 1 })).outcome, 'too-many-failures');
  });

  test('groupFailures groups reasons that differ only in ids', async () => {
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
