import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActLogCollector } from './act-run.ts';

test('ActLogCollector names the matrix job of each line', () => {
  const jobs: string[] = [];
  const collector = new ActLogCollector((_line, job) => jobs.push(job));
  const line = { msg: '2 files to upload', raw_output: true };
  collector.add({ ...line, jobID: 'mint' });
  collector.add({ ...line, jobID: 'scenario', matrix: { trend: 'linear' } });
  collector.add({ ...line, jobID: 'scenario', matrix: { trend: 'cubic', year: 2050 } });
  assert.deepEqual(jobs, ['mint', 'scenario (linear)', 'scenario (cubic, 2050)']);
});
