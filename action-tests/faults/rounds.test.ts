import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runRounds } from './rounds.ts';

test('the pipeline has no duplicates, lost ids, hangs or leaks under random faults', async () => {
  const lines: string[] = [];
  const tally = await runRounds(6, 4711, (line) => lines.push(line));
  const { faults, ...counts } = tally;
  assert.ok(faults > 0);
  assert.deepEqual(
    counts,
    { rounds: 6, unfinished: 0, duplicates: 0, lostIds: 0, hangs: 0, leaks: 0 },
    lines.join('\n'),
  );
});
