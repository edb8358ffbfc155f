import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { JobRow } from './job-row.ts';
import { Milestone } from './milestone.ts';
import { pollRound } from './round.ts';
import { createWaitFixture, type WaitFixture } from './testing/job-table.ts';
import { createRow, JobRows } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

const PENDING = { status: 'PENDING' } as const;
const SUBMITS = Array.from({ length: 40 }, (_, i) => `submit-${i}`);
const RUNS_PER_SUBMIT = 100;
const EXPECTED = { sessions: SUBMITS, expectedCount: SUBMITS.length * (RUNS_PER_SUBMIT + 1) };

/** Adds submit jobs, which launch their batches within a second, and the runs of the batches, which end at the times of `getEnd`. */
function addBatches({ table }: WaitFixture, getEnd: (run: number) => number): void {
  for (const [i, submit] of SUBMITS.entries()) {
    const payload = { records: Array(RUNS_PER_SUBMIT).fill({}) };
    const launch = (i + 1) * 25;
    table
      .add(submit, { payload, ...PENDING }, 0, launch)
      .add(submit, { payload, result: { batch_id: `b-${i}` } }, launch);
  }
  for (let run = 0; run < SUBMITS.length * RUNS_PER_SUBMIT; run++) {
    const batch = Math.floor(run / RUNS_PER_SUBMIT);
    const row = { batch_id: `b-${batch}` };
    const end = getEnd(run);
    table.add(`run-${run}`, { ...row, ...PENDING }, (batch + 1) * 25, end).add(`run-${run}`, row, end);
  }
}

suite('a wait for jobs that were launched just now', () => {
  test('awaitJobs reads the list when most jobs have ended, and a part of it at the end', async () => {
    const fixture = createWaitFixture();
    addBatches(fixture, (run) => 1000 + run);
    const requests = countRequests(fixture);
    const report = await fixture.wait(EXPECTED);
    assert.equal(report.counts.succeeded, EXPECTED.expectedCount);
    assert.ok(fixture.clock.time < 6500, `over after 5000 ms, met after ${fixture.clock.time}`);
    // The list has 9 pages.
    assert.ok(requests.list <= 14, `${requests.list} pages of the list`);
    assert.ok(requests.list + requests.single <= 26, `${requests.single} other requests`);
  });

  test('awaitJobs ends when jobs end in the reverse order of their launch', async () => {
    const fixture = createWaitFixture();
    addBatches(fixture, (run) => 6000 - run);
    const report = await fixture.wait(EXPECTED);
    assert.equal(report.counts.succeeded, EXPECTED.expectedCount);
    assert.ok(fixture.clock.time < 10_000, `over after 6000 ms, met after ${fixture.clock.time}`);
  });

  test('awaitJobs shows the progress within seconds when the jobs take hours', async () => {
    const fixture = createWaitFixture();
    addBatches(fixture, (run) => 1000 + run * 1700);
    const progress: [seconds: number, succeeded: number][] = [];
    const report = await fixture.wait({
      ...EXPECTED,
      timeoutMs: 4 * 3_600_000,
      onProgress: ({ elapsedMs, counts }) => progress.push([elapsedMs / 1000, counts.succeeded]),
    });
    assert.equal(report.counts.succeeded, EXPECTED.expectedCount);
    const shown = progress.find(([, succeeded]) => succeeded >= SUBMITS.length);
    assert.ok(shown && shown[0] < 15, `first progress at ${shown?.[0]} s`);
  });
});

/** Counts pages of the list, and other requests. */
function countRequests({ table }: WaitFixture) {
  const requests = { list: 0, single: 0 };
  const list = table.list.bind(table);
  const listBatch = table.listBatch.bind(table);
  const fetch = table.fetch.bind(table);
  table.list = (request) => {
    requests.list++;
    return list(request);
  };
  table.listBatch = (request) => {
    requests.single++;
    return listBatch(request);
  };
  table.fetch = (id) => {
    requests.single++;
    return fetch(id);
  };
  return requests;
}

suite('Milestone', () => {
  const session = 'submit-28';
  const payload = { records: Array(RUNS_PER_SUBMIT).fill({}) };
  const launched = { payload, result: { batch_id: 'b' } };
  const rows: readonly [
    title: string,
    rows: readonly JobRow[],
    isOpen: boolean,
    requests: readonly string[],
  ][] = [
    ['is open when its job has no row yet', [], true, [`fetch ${session}`]],
    ['is open when its job is open', [createRow(session, PENDING)], true, [`fetch ${session}`]],
    [
      'is open when its batch has no row yet',
      [createRow(session, launched)],
      true,
      [`fetch ${session}`, 'batch b 0'],
    ],
    [
      'is open when the newest job of its batch is open',
      [createRow('run', { batch_id: 'b', ...PENDING }), createRow(session, launched)],
      true,
      [`fetch ${session}`, 'batch b 0'],
    ],
    [
      'is reached when the newest job of its batch has ended',
      [createRow('run', { batch_id: 'b', status: 'FAILED' }), createRow(session, launched)],
      false,
      [`fetch ${session}`, 'batch b 0'],
    ],
    [
      'is reached when its job has failed and launched nothing',
      [createRow(session, { payload, status: 'FAILED' })],
      false,
      [`fetch ${session}`],
    ],
  ];
  for (const [title, table, isOpen, requests] of rows)
    test(`Milestone ${title}`, async () => {
      const milestone = new Milestone(SUBMITS);
      const jobs = new JobRows(table);
      const observed: string[] = [];
      const observe = (row: JobRow) => void observed.push(row.session_id);
      const tracker = new Tracker({ sessions: SUBMITS, batches: ['b'], follow: true });
      assert.equal(await milestone.read(tracker, jobs, observe, undefined), isOpen);
      assert.deepEqual([milestone.isReached, jobs.requests], [!isOpen, requests]);
      assert.equal(milestone.getMinDelay(5000), isOpen ? 500 : 0);
      assert.equal(milestone.getMinDelay(1_000_000), isOpen ? 1000 : 0);
      assert.equal(observed.includes(session), table.length > 0);
    });

  test('Milestone is given up when its job or its batch has no row and is no longer waited for', async () => {
    const tracker = new Tracker({ sessions: SUBMITS, batches: ['b'], follow: true });
    tracker.markMissing(session);
    const missing = new Milestone(SUBMITS);
    assert.equal(await missing.read(tracker, new JobRows([]), () => {}, undefined), false);
    tracker.markBatchComplete('b');
    const empty = new Milestone(SUBMITS);
    const rows = new JobRows([createRow(session, launched)]);
    assert.equal(await empty.read(tracker, rows, () => {}, undefined), false);
    assert.deepEqual([missing.isReached, empty.isReached], [true, true]);
  });

  test('pollRound reads only the milestone until it is reached, and then the list', async () => {
    const milestone = new Milestone(SUBMITS);
    const tracker = new Tracker({ sessions: SUBMITS, batches: [], follow: true });
    const poll = async (table: readonly JobRow[], canProbe = true) => {
      const jobs = new JobRows(table);
      const { isProbe, missing } = await pollRound(tracker, jobs, { canProbe, milestone });
      return [isProbe, missing.length, jobs.requests.slice(0, 2)];
    };
    const others = SUBMITS.filter((id) => id !== session).map((id) => createRow(id, { payload, ...PENDING }));
    const open = createRow(session, { payload, ...PENDING });
    assert.deepEqual(await poll([open, ...others]), [true, 0, [`fetch ${session}`]]);
    assert.deepEqual(await poll([open, ...others], false), [false, 0, ['list 0']]);
    const run = createRow('run', { batch_id: 'b', ...PENDING });
    const submit = createRow(session, launched);
    assert.deepEqual(await poll([run, submit, ...others]), [true, 0, [`fetch ${session}`, 'batch b 0']]);
    const ended = { ...run, status: 'SUCCEEDED' };
    assert.deepEqual(await poll([ended, submit, ...others]), [false, 0, ['batch b 0', 'list 0']]);
    assert.equal(milestone.isReached, true);
  });
});
