import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
  choice,
  choices,
  duration,
  flag,
  integer,
  lines,
  list,
  optional,
  secret,
  shard,
  text,
  withDefault,
} from './fields.ts';
import type { Field } from './input-schema.ts';

type Row = readonly [raw: string, expected: unknown];
const REFUSED = Symbol('refused');

function table(name: string, field: Field<unknown>, rows: readonly Row[]): void {
  suite(name, () => {
    for (const [raw, expected] of rows) {
      test(JSON.stringify(raw), () => {
        const result = field.parse(raw);
        if (expected === REFUSED) assert.ok('problem' in result);
        else assert.deepEqual(result, { value: expected });
      });
    }
  });
}

table('a shard', shard, [
  [' 2/8 ', { index: 2, count: 8 }],
  ['', REFUSED],
  ['2', REFUSED],
  ['0/8', REFUSED],
  ['9/8', REFUSED],
  ['-1/2', REFUSED],
  ['1/0', REFUSED],
  ['a/b', REFUSED],
]);

table('a flag', flag, [
  ['true', true],
  ['TRUE', true],
  ['False', false],
  ['yes', REFUSED],
  ['1', REFUSED],
  ['tRUE', REFUSED],
]);

table('an integer from 1 to 10', integer({ min: 1, max: 10 }), [
  ['1', 1],
  ['10', 10],
  ['0', REFUSED],
  ['11', REFUSED],
  ['1.5', REFUSED],
  ['1e1', REFUSED],
  ['0x5', REFUSED],
  ['five', REFUSED],
]);

table('a duration', duration, [
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['0', 0],
  ['-5', REFUSED],
  ['1.5h', REFUSED],
  ['5 m', REFUSED],
  ['PT5M', REFUSED],
  ['m', REFUSED],
]);

table('a choice', choice(['any', 'all']), [
  ['any', 'any'],
  ['Any', REFUSED],
]);

table('a list', list, [
  ['a', ['a']],
  ['a b,c\n d', ['a', 'b', 'c', 'd']],
  [' , \n', []],
  ['["a", "b c"]', ['a', 'b c']],
  ['["", "a", " "]', ['a']],
  ['[""]', []],
  ['[1]', REFUSED],
  ['[a', REFUSED],
]);

table('some choices', choices(['read', 'write']), [
  ['write', ['write']],
  ['read, write', ['read', 'write']],
  ['read\nrite', REFUSED],
]);

table('lines', lines, [
  ['results/\r\n# all but these\n\n  !results/tmp  ', ['results/', '!results/tmp']],
  ['with blanks, and commas', ['with blanks, and commas']],
]);

test('an empty input takes the default', () => {
  assert.deepEqual(withDefault(duration, '15m').parse(undefined), { value: 900 });
});

test('a secret is known as one, also when it need not be given', () => {
  assert.equal(secret.isSecret, true);
  assert.equal(optional(secret).isSecret, true);
  assert.equal(optional(text).isSecret, false);
});
