import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pace } from '../settings.ts';
import { type Job, readJob } from './job.ts';
import { createSchedule } from './schedule.ts';

/** What the row of a job shows at a moment after its launch at 0. */
function at(ms: number, pace: Pace, busyUntil = 0): Job['status'] | 'absent' {
  const times = createSchedule(0, pace, busyUntil);
  const row = {
    payload: '{}',
    result: null,
    status: null,
    appears_ms: times.appears,
    dequeued_ms: times.dequeued,
    started_ms: times.started,
  };
  return readJob(row, ms)?.status ?? 'absent';
}

test('with real pace a job appears late, is taken within five seconds and takes its time', () => {
  const shown = [0, 299, 300, 4_999, 5_000, 5_199, 5_200].map((ms) => at(ms, 'real'));
  const statuses = ['absent', 'absent', 'PENDING', 'PENDING', 'DEQUEUED', 'DEQUEUED', 'IN_PROGRESS'];
  assert.deepEqual(shown, statuses);
  assert.equal(createSchedule(0, 'real', 0).done, 6_700);
});

test('with real pace a job waits for the one before it, and is taken at once then', () => {
  assert.deepEqual(
    [9_999, 10_000].map((ms) => at(ms, 'real', 10_000)),
    ['PENDING', 'DEQUEUED'],
  );
});

test('with fast pace all of it happens, quickly; with instant pace nothing of it can be seen', () => {
  const shown = [0, 15, 30, 45].map((ms) => at(ms, 'fast'));
  assert.deepEqual(shown, ['absent', 'PENDING', 'DEQUEUED', 'IN_PROGRESS']);
  assert.equal(createSchedule(7, 'instant', 0).done, 7);
});
