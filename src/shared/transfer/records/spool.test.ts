import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { SortedLookup, skipDuplicates } from './sorted-lookup.ts';
import { Spool } from './spool.ts';

interface Numbered {
  readonly key: string;
  readonly order: number;
}

const compare = (a: Numbered, b: Numbered) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);

function createRecords(count: number, getKey: (i: number) => string): Numbered[] {
  return Array.from({ length: count }, (_, order) => ({ key: getKey(order), order }));
}

function createSpool(records: readonly Numbered[]): Spool<Numbered> {
  const spool = new Spool(compare);
  for (const record of records) spool.add(record);
  return spool;
}

// Above 2,048, records are in a file.
for (const count of [0, 1, 100, 2_048, 30_000]) {
  for (const [order, getKey] of [
    ['ascending', (i: number) => String(i).padStart(6, '0')],
    ['descending', (i: number) => String(count - i).padStart(6, '0')],
    ['random', (i: number) => `é\n"${(i * 7919) % 1009}\u{1f600}`],
  ] as const) {
    test(`a spool sorts ${count} records in ${order} order and keeps the order of equal ones`, () => {
      const records = createRecords(count, getKey);
      const spool = createSpool(records);
      const expected = records.toSorted(compare);
      assert.equal(spool.length, count);
      assert.deepEqual([...spool], expected);
      assert.deepEqual([...spool], expected, 'a second iteration');
    });
  }
}

test('an iteration of a spool does not see records that are added later', () => {
  const spool = createSpool(createRecords(20_000, (i) => `${i % 100}`));
  const iterator = spool[Symbol.iterator]();
  iterator.next();
  for (const record of createRecords(20_000, () => '5')) spool.add(record);
  let count = 1;
  while (!iterator.next().done) count += 1;
  assert.equal(count, 20_000);
  assert.equal([...spool].length, 40_000);
});

test('SortedLookup finds the last record of a key, and nothing for other keys', () => {
  const keys = fc.array(fc.string({ maxLength: 2 }), { maxLength: 30 });
  fc.assert(
    fc.property(keys, keys, (existing, wanted) => {
      const records = existing.map((key, order) => ({ key, order })).toSorted(compare);
      const lookup = new SortedLookup(records, ({ key }) => key);
      for (const key of wanted.toSorted())
        assert.deepEqual(
          lookup.find(key),
          records.findLast((record) => record.key === key),
        );
      const unique = [...skipDuplicates(records, compare)].map(({ key }) => key);
      assert.deepEqual(unique, [...new Set(records.map(({ key }) => key))]);
    }),
  );
});
