import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { JobRow } from './job-row.ts';
import { pollRound } from './round.ts';
import { createRow, JobRows } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const PENDING = { status: 'PENDING' } as const;

const many = (count: number, name: string): string[] =>
  Array.from({ length: count }, (_, i) => `${name}${i}`);

async function round(tracker: Tracker, rows: JobRows, canProbe = false) {
  const result = await pollRound(tracker, rows, { canProbe });
  return { ...result, requests: rows.requests };
}

suite('pollRound', () => {
  test('pollRound reads single rows when there are few jobs', async () => {
    const tracker = new Tracker({ sessions: ['a', 'b'], batches: [], follow: true });
    const { hasChanged: moved, missing, requests } = await round(tracker, new JobRows([createRow('a')]));
    assert.equal(moved, true);
    assert.deepEqual(missing, ['b']);
    assert.deepEqual(requests, ['fetch a', 'fetch b']);
  });

  test('pollRound reports no change when no row changed', async () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    const rows = new JobRows([createRow('a', { status: 'PENDING' })]);
    assert.equal((await round(tracker, rows)).hasChanged, true);
    assert.equal((await round(tracker, rows)).hasChanged, false);
  });

  test('pollRound sends no request when no job is open', async () => {
    const tracker = new Tracker({ sessions: ['a'], batches: [], follow: true });
    await round(tracker, new JobRows([createRow('a')]));
    assert.deepEqual(await round(tracker, new JobRows([])), {
      hasChanged: false,
      missing: [],
      isProbe: false,
      requests: [],
    });
  });

  test('pollRound reads the list until all jobs are found when there are many', async () => {
    const sessions = many(20, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const rows = new JobRows(
      [...sessions.map((id) => createRow(id)), ...many(100, 'old').map((id) => createRow(id))],
      15,
    );
    const { hasChanged: moved, missing, requests } = await round(tracker, rows);
    assert.deepEqual([moved, missing, requests], [true, [], ['list 0', 'list 15']]);
    assert.equal(tracker.hasEnded(), true);
  });

  test('pollRound reads no list when there are fewer than twenty jobs', async () => {
    const sessions = many(19, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const { requests } = await round(tracker, new JobRows(sessions.map((id) => createRow(id))));
    const matches = requests.filter((one) => one.startsWith('list'));
    assert.deepEqual(matches, []);
    assert.equal(requests.length, 19);
  });

  test('pollRound reads a single row when a job is far down in the list', async () => {
    const sessions = many(21, 's');
    const old = many(2000, 'old').map((id) => createRow(id));
    const rows = new JobRows([...sessions.slice(1).map((id) => createRow(id)), ...old, createRow('s0')], 100);
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const { missing, requests } = await round(tracker, rows);
    assert.deepEqual(missing, []);
    assert.deepEqual(requests, ['list 0', 'list 100', 'list 200', 'fetch s0']);
  });

  test('pollRound reads a batch until all open jobs are found', async () => {
    const member = (id: string, changes: Partial<JobRow> = {}) =>
      createRow(id, { batch_id: 'b', ...changes });
    const tracker = new Tracker({ sessions: ['submit'], batches: [], follow: true });
    const payload = { records: many(40, 'r') };
    tracker.observe(createRow('submit', { payload, result: { batch_id: 'b' } }));
    const members = (open: number) =>
      many(40, 'm').map((id, i) => member(id, i < open ? { status: 'PENDING' } : {}));
    // Newest first, and the newest are those that end last.
    assert.deepEqual((await round(tracker, new JobRows(members(12), 10))).requests, [
      'batch b 0',
      'batch b 10',
      'batch b 20',
      'batch b 30',
    ]);
    const second = await round(tracker, new JobRows(members(12), 10));
    assert.deepEqual([second.hasChanged, second.requests], [false, ['batch b 0', 'batch b 10']]);
    const third = await round(tracker, new JobRows(members(3), 10));
    assert.deepEqual([third.hasChanged, third.requests], [true, ['batch b 0', 'batch b 10']]);
    assert.deepEqual((await round(tracker, new JobRows(members(0), 10))).requests, ['batch b 0']);
    assert.equal(tracker.hasEnded(), true);
  });

  test('pollRound reads all pages of a batch when jobs are missing', async () => {
    const tracker = new Tracker({ sessions: [], batches: ['b'], follow: true });
    const rows = new JobRows(
      many(5, 'm').map((id) => createRow(id, { batch_id: 'b' })),
      2,
    );
    assert.deepEqual((await round(tracker, rows)).requests, ['batch b 0', 'batch b 2', 'batch b 4']);
    assert.equal(tracker.jobs().length, 5);
  });

  test('pollRound reads the list instead of batches when there are four of them', async () => {
    const batches = many(4, 'b');
    const rows = batches.map((id) => createRow(`of ${id}`, { batch_id: id }));
    const four = new Tracker({ sessions: [], batches, follow: true });
    assert.equal((await round(four, new JobRows(rows))).requests[0], 'list 0');
    const three = new Tracker({ sessions: [], batches: batches.slice(1), follow: true });
    assert.deepEqual((await round(three, new JobRows(rows))).requests, [
      'batch b1 0',
      'batch b2 0',
      'batch b3 0',
    ]);
  });

  test('pollRound does not read a batch when the list contained its jobs', async () => {
    const batches = many(20, 'b');
    const tracker = new Tracker({ sessions: [], batches, follow: true });
    const rows = batches.map((id) => createRow(`of ${id}`, { batch_id: id, status: 'PENDING' }));
    await round(tracker, new JobRows(rows));
    for (const id of batches) tracker.markBatchComplete(id);
    const second = await round(tracker, new JobRows(rows.map((one) => ({ ...one, status: 'SUCCEEDED' }))));
    assert.deepEqual(second.requests, ['list 0']);
    assert.equal(tracker.hasEnded(), true);
  });

  test('pollRound reads only the list when submit jobs are listed after the jobs of their batches', async () => {
    const submits = many(20, 's');
    const records = many(10, 'r');
    const rows = [
      ...submits.flatMap((_, batch) =>
        records.map((name) => createRow(`${name} of ${batch}`, { batch_id: `b${batch}` })),
      ),
      ...submits.map((id, batch) =>
        createRow(id, { payload: { records }, result: { batch_id: `b${batch}` } }),
      ),
      createRow('of another wait', { batch_id: 'other' }),
    ];
    const tracker = new Tracker({ sessions: submits, batches: [], follow: true, expectedCount: 220 });
    const { requests } = await round(tracker, new JobRows(rows, 50));
    assert.deepEqual(requests, ['list 0', 'list 50', 'list 100', 'list 150', 'list 200']);
    assert.equal(tracker.hasEnded(), true);
    assert.equal(tracker.jobs().length, 220);
  });

  test('pollRound does not read a batch when the list was read up to its submit job', async () => {
    const submits = many(20, 's');
    const rows = [
      ...submits.map((_, batch) => createRow(`r${batch}`, { batch_id: `b${batch}`, created_timestamp: 9 })),
      ...submits.map((id, batch) =>
        createRow(id, {
          payload: { records: ['first', 'second'] },
          result: { batch_id: `b${batch}` },
          created_timestamp: 8,
        }),
      ),
      ...many(60, 'old').map((id) => createRow(id, { created_timestamp: 7 })),
    ];
    const tracker = new Tracker({ sessions: submits, batches: [], follow: true });
    const { requests } = await round(tracker, new JobRows(rows, 50));
    assert.deepEqual(requests, ['list 0']);
    assert.equal(tracker.openCount(), 20);
    assert.deepEqual((await round(tracker, new JobRows(rows, 10))).requests.at(-1), 'list 40');
  });

  test('pollRound reads only the newest job when it can probe and that job is open', async () => {
    const sessions = many(40, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const rows = (open: number) =>
      sessions.map((id, i) => createRow(id, { created_timestamp: 40 - i, ...(i < open ? PENDING : {}) }));
    await round(tracker, new JobRows(rows(30)));
    const probe = await round(tracker, new JobRows(rows(5)), true);
    assert.deepEqual([probe.isProbe, probe.missing, probe.requests], [true, [], ['fetch s0']]);
    const last = await round(tracker, new JobRows(rows(0)), true);
    assert.deepEqual([last.isProbe, last.requests], [false, ['fetch s0', 'list 0']]);
    assert.equal(tracker.hasEnded(), true);
  });

  test('pollRound reads the list when the newest job has ended before the others', async () => {
    const sessions = many(40, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const pending = sessions.map((id) => createRow(id, PENDING));
    await round(tracker, new JobRows(pending));
    const rest = pending.map((row, i) => (i === 0 ? { ...row, status: 'FAILED' } : row));
    const { isProbe, requests } = await round(tracker, new JobRows(rest), true);
    assert.deepEqual([isProbe, requests], [false, ['fetch s0', 'list 0']]);
    assert.deepEqual((await round(tracker, new JobRows(rest), true)).requests, ['fetch s1']);
  });

  test('pollRound reads the list when it can probe and a session has no row yet', async () => {
    const sessions = many(40, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const rows = sessions.slice(1).map((id) => createRow(id, PENDING));
    await round(tracker, new JobRows(rows));
    const { isProbe, missing, requests } = await round(tracker, new JobRows(rows), true);
    assert.deepEqual([isProbe, missing, requests[0]], [false, ['s0'], 'list 0']);
  });

  test('pollRound reads the list when it can probe and the newest job is missing', async () => {
    const sessions = many(40, 's');
    const tracker = new Tracker({ sessions, batches: [], follow: true });
    const rows = sessions.map((id) => createRow(id, PENDING));
    await round(tracker, new JobRows(rows));
    const { isProbe, missing } = await round(tracker, new JobRows(rows.slice(1)), true);
    assert.deepEqual([isProbe, missing], [false, ['s0']]);
  });

  test('pollRound probes the newest job of a batch when the newest job has launched it', async () => {
    const submits = many(40, 's');
    const submit = (id: string, changes: Partial<JobRow>) =>
      createRow(id, { payload: { records: ['only'] }, ...changes });
    const tracker = new Tracker({ sessions: submits, batches: [], follow: true });
    await round(tracker, new JobRows(submits.map((id) => submit(id, PENDING))));
    const launched = submits.map((id) => submit(id, { result: { batch_id: `b${id}` } }));
    // Launched within the same second as the job that launched it.
    const member = createRow('run', { batch_id: 'bs0', created_timestamp: 0, ...PENDING });
    const probe = await round(tracker, new JobRows([member, ...launched]), true);
    assert.deepEqual([probe.isProbe, probe.hasChanged], [true, true]);
    assert.deepEqual(probe.requests, ['fetch s0', 'batch bs0 0']);
    const empty = new Tracker({ sessions: submits, batches: [], follow: true });
    await round(empty, new JobRows(submits.map((id) => submit(id, PENDING))));
    const { isProbe, requests } = await round(empty, new JobRows(launched), true);
    assert.deepEqual([isProbe, requests.slice(0, 3)], [false, ['fetch s0', 'batch bs0 0', 'list 0']]);
  });

  test('pollRound throws when the list returns the same pagination key twice', async () => {
    const tracker = new Tracker({ sessions: [], batches: ['b'], follow: true });
    const stuck = Object.assign(new JobRows([]), {
      listBatch: async () => ({ jobs: [], pagination_key: { at: 1 } }),
    });
    await assert.rejects(pollRound(tracker, stuck), /same pagination key twice/);
  });
});
