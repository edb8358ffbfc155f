import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { TrackedJob } from '../../jobs/tracked-job.ts';
import { sortByFingerprint, sortByRecord } from './sort-by-record.ts';

const job = (sessionId: string, recordKey?: string, fingerprint?: string): TrackedJob => ({
  sessionId,
  state: 'succeeded',
  status: 'SUCCEEDED',
  subType: 'MODEL_RUN_PROV_LODGE',
  batchId: undefined,
  info: undefined,
  displayName: undefined,
  recordKey,
  fingerprint,
  launchCount: 0,
  result: undefined,
  isRequested: true,
});
const ids = (jobs: readonly TrackedJob[]): string[] => jobs.map(({ sessionId }) => sessionId);

suite('sortByRecord', () => {
  test('sortByRecord sorts by the number at the end of the key when there is no other order', () => {
    assert.deepEqual(ids(sortByRecord([job('c', 'k/10'), job('b', 'k/9'), job('a', 'k/1')])), [
      'a',
      'b',
      'c',
    ]);
  });

  test('sortByRecord sorts keys as a numeric collator does when they are of several steps or have no number', () => {
    const key = fc.tuple(
      fc.constantFrom('', 'k', 'k/1', 'k/10', 'K', 'a b'),
      fc.constantFrom('', '/1', '/9', '/10', '/x', '/'),
    );
    fc.assert(
      fc.property(fc.array(key), (parts) => {
        const jobs = parts.map(([step, position], i) => job(String(i), step + position));
        const collator = new Intl.Collator('en', { numeric: true });
        const expected = jobs.toSorted((a, b) => collator.compare(a.recordKey ?? '', b.recordKey ?? ''));
        assert.deepEqual(ids(sortByRecord(jobs)), ids(expected));
      }),
    );
  });

  test('sortByRecord uses the order of the records when an earlier attempt had another one', () => {
    const jobs = [job('new', 'k/3', 'n'), job('a', 'k/1', 'a'), job('c', 'k/3', 'c'), job('submit')];
    assert.deepEqual(ids(sortByRecord(jobs, ['c', 'n', 'a'])), ['submit', 'c', 'new', 'a']);
  });
});

suite('sortByFingerprint', () => {
  const rows: readonly (readonly [title: string, entries: string, order: string, expected: string])[] = [
    ['follows the order of the records', 'abc', 'cab', 'cab'],
    ['gives equal entries the positions of equal records', 'aba', 'aab', 'aab'],
    ['puts equal entries apart when other records are between them', 'aab', 'aba', 'aba'],
    ['puts surplus equal entries together', 'aaab', 'ab', 'aaab'],
    ['puts entries without a record first', 'axb', 'ba', 'xba'],
    ['returns an empty list for an empty list', '', 'ab', ''],
  ];
  for (const [title, entries, order, expected] of rows) {
    test(`sortByFingerprint ${title}`, () => {
      const sorted = sortByFingerprint(
        [...entries].map((fingerprint) => ({ fingerprint })),
        [...order],
      );
      assert.equal(sorted.map(({ fingerprint }) => fingerprint).join(''), expected);
    });
  }
});
