import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pace } from '../settings.ts';
import { type Job, readJob } from './job.ts';
import { createSchedule } from './schedule.ts';

/** The status of a job at a time after its launch at 0. */
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

test('with pace real, a job appears after 0.3 s, is dequeued after 5 s and ends after 6.7 s', () => {
  const actual = [0, 299, 300, 4_999, 5_000, 5_199, 5_200].map((ms) => at(ms, 'real'));
  const statuses = ['absent', 'absent', 'PENDING', 'PENDING', 'DEQUEUED', 'DEQUEUED', 'IN_PROGRESS'];
  assert.deepEqual(actual, statuses);
  assert.equal(createSchedule(0, 'real', 0).finished, 6_700);
});

test('with pace real, a job is dequeued when the previous job of its queue ends', () => {
  const found = [9_999, 10_000].map((ms) => at(ms, 'real', 10_000));
  assert.deepEqual(found, ['PENDING', 'DEQUEUED']);
});

test('with pace fast, a job goes through all statuses, and with pace instant it ends at once', () => {
  const statuses = [0, 15, 30, 45].map((ms) => at(ms, 'fast'));
  assert.deepEqual(statuses, ['absent', 'PENDING', 'DEQUEUED', 'IN_PROGRESS']);
  assert.equal(createSchedule(7, 'instant', 0).finished, 7);
});
