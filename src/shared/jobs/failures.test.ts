import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { groupFailures } from './failures.ts';
import { createRow } from './testing/rows.ts';
import { Tracker } from './tracker.ts';

/** Groups of the jobs that have failed for these reasons. */
function groups(reasons: readonly (string | null)[]): (readonly [reason: string, jobs: number])[] {
  const sessions = reasons.map((_, i) => `s${i}`);
  const tracker = new Tracker({ sessions: [...sessions, 'good', 'open'], batches: [], follow: false });
  for (const [i, info] of reasons.entries()) tracker.observe(createRow(`s${i}`, { status: 'FAILED', info }));
  tracker.observe(createRow('good', { info: 'fine' }));
  return groupFailures(tracker.jobs()).map(({ reason, jobs }) => [reason, jobs.length]);
}

suite('groupFailures', () => {
  const rows: readonly (readonly [
    what: string,
    reasons: readonly (string | null)[],
    groups: readonly (readonly [string, number])[],
  ])[] = [
    ['returns nothing when no job failed', [], []],
    [
      'sorts reasons by frequency',
      ['x', 'y', 'y', 'z', 'z', 'z'],
      [
        ['z', 3],
        ['y', 2],
        ['x', 1],
      ],
    ],
    [
      'groups reasons that differ only in session ids',
      ['no 0a1b2c3d-0000-4000-8000-00000000abcd here', 'no FFFFFFFF-1111-4222-9333-444444444444 here'],
      [['no … here', 2]],
    ],
    [
      'groups reasons that differ only in handles',
      ['no 10378.1/17', 'no 102.100.100/1234567'],
      [['no …', 2]],
    ],
    [
      'keeps what all reasons name',
      ['cannot reach 127.0.0.1:28004 (10378.1/17)', 'cannot reach 127.0.0.1:28004 (10378.1/18)'],
      [['cannot reach 127.0.0.1:28004 (…)', 2]],
    ],
    [
      'keeps a number that all reasons name',
      ['status 502 for 10378.1/17', 'status 502 for 10378.1/18', 'status 502 for 10378.1/17'],
      [['status 502 for …', 3]],
    ],
    [
      'separates reasons that differ in the port of an address',
      ['no localhost:28004', 'no localhost:28005', 'no db.example.org:5432'],
      [
        ['no localhost:28004', 1],
        ['no localhost:28005', 1],
        ['no db.example.org:5432', 1],
      ],
    ],
    ['groups reasons that differ only in long numbers', ['after 1234 s', 'after 567 s'], [['after … s', 2]]],
    [
      'separates reasons that differ in short numbers',
      ['code 12', 'code 13'],
      [
        ['code 12', 1],
        ['code 13', 1],
      ],
    ],
    [
      'separates reasons that differ in words that only look like ids',
      ['no abc1234x', 'no abc5678x'],
      [
        ['no abc1234x', 1],
        ['no abc5678x', 1],
      ],
    ],
    ['keeps the ids of a reason that only one job has', ['no 10378.1/17'], [['no 10378.1/17', 1]]],
    ['reports a missing reason', [null, '  ', ''], [['the server gave no reason', 3]]],
    ['trims reasons', [' x\n'], [['x', 1]]],
    ['truncates long reasons', ['x'.repeat(400)], [['x'.repeat(300), 1]]],
    ['truncates long reasons of several jobs', ['x'.repeat(400), 'x'.repeat(500)], [['x'.repeat(300), 2]]],
  ];
  for (const [title, reasons, expected] of rows)
    test(title, () => assert.deepEqual(groups(reasons), expected));

  test('groupFailures distinguishes jobs that never had a row from jobs that lost it', () => {
    const tracker = new Tracker({ sessions: ['never', 'gone'], batches: [], follow: false });
    tracker.observe(createRow('gone', { status: 'PENDING' }));
    tracker.markMissing('never');
    tracker.markMissing('gone');
    assert.deepEqual(
      groupFailures(tracker.jobs()).map(({ reason }) => reason),
      ['the server has no such job, or it belongs to another user', 'the server no longer has this job'],
    );
  });
});
