import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  choice,
  choices,
  duration,
  filePath,
  flag,
  handle,
  integer,
  lines,
  list,
  nonEmptyLines,
  optional,
  path,
  secret,
  shard,
  text,
  withDefault,
} from './fields.ts';
import type { Field } from './input-schema.ts';

type Row = readonly [raw: string, expected: unknown];
const REJECTED = Symbol('rejected');

function testField(name: string, field: Field<unknown>, rows: readonly Row[]): void {
  for (const [raw, expected] of rows) {
    const outcome = expected === REJECTED ? 'rejects' : 'accepts';
    test(`${name} ${outcome} ${JSON.stringify(raw)}`, () => {
      const result = field.parse(raw);
      if (expected === REJECTED) assert.ok('problem' in result);
      else assert.deepEqual(result, { value: expected });
    });
  }
}

testField('a handle field', handle, [
  ['10378.1/7', '10378.1/7'],
  ['https://hdl.handle.net/10378.1/7', '10378.1/7'],
  ['10378.1', REJECTED],
  ['10378.1/7\n10378.1/8', REJECTED],
  ['10378.1/7, 10378.1/8', REJECTED],
  ['10378.1/7,10378.1/8', REJECTED],
  ['["10378.1/7"]', REJECTED],
  ['doi:10.1/x', REJECTED],
]);

testField('a field for the path of a file', filePath, [
  ['out/item.json', 'out/item.json'],
  ['out/', REJECTED],
  ['"item.json"', REJECTED],
  ['./"item.json"', './"item.json"'],
  ['a.json\nb.json\n', REJECTED],
]);

testField('a shard field', shard, [
  [' 2/8 ', { index: 2, count: 8 }],
  ['', REJECTED],
  ['2', REJECTED],
  ['0/8', REJECTED],
  ['9/8', REJECTED],
  ['-1/2', REJECTED],
  ['1/0', REJECTED],
  ['a/b', REJECTED],
]);

testField('a flag field', flag, [
  ['true', true],
  ['TRUE', true],
  ['False', false],
  ['yes', REJECTED],
  ['1', REJECTED],
  ['tRUE', REJECTED],
]);

testField('an integer field from 1 to 10', integer({ min: 1, max: 10 }), [
  ['1', 1],
  ['10', 10],
  ['0', REJECTED],
  ['11', REJECTED],
  ['1.5', REJECTED],
  ['1e1', REJECTED],
  ['0x5', REJECTED],
  ['five', REJECTED],
]);

testField('a duration field', duration, [
  ['90', 90],
  ['90s', 90],
  ['15m', 900],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['0', 0],
  ['-5', REJECTED],
  ['1.5h', REJECTED],
  ['5 m', REJECTED],
  ['PT5M', REJECTED],
  ['m', REJECTED],
]);

testField('a choice field', choice(['any', 'all']), [
  ['any', 'any'],
  ['Any', REJECTED],
]);

testField('a list field', list, [
  ['a', ['a']],
  ['a b,c\n d', ['a', 'b', 'c', 'd']],
  [' , \n', []],
  ['["a", "b c"]', ['a', 'b c']],
  ['["", "a", " "]', ['a']],
  ['["a ", null]', ['a']],
  [JSON.stringify(['["a", "b"]', ' []', '', null, 'c']), ['a', 'b', 'c']],
  [JSON.stringify(['["a", 1]']), REJECTED],
  ['[["a"], [], [["b c"], null]]', ['a', 'b c']],
  ['"a"', ['a']],
  ['"[\\"a\\", \\"b\\"]"', ['a', 'b']],
  ['null', []],
  ['"a" "b"', REJECTED],
  ["'a', 'b'", REJECTED],
  ['- a\n- b', REJECTED],
  ["'a b'", REJECTED],
  ['[""]', []],
  ['[1]', REJECTED],
  ['[a', REJECTED],
]);

testField('a field of several choices', choices(['read', 'write']), [
  ['write', ['write']],
  ['read, write', ['read', 'write']],
  ['read\nrite', REJECTED],
  [',', REJECTED],
  [' ,\n , ', REJECTED],
  ['[]', []],
]);

testField('a field of lines', lines, [
  ['results/\r\n# all but these\n\n  !results/tmp  ', ['results/', '!results/tmp']],
  ['with blanks, and commas', ['with blanks, and commas']],
  ['# results/', []],
]);

testField('a field of at least one line', nonEmptyLines, [
  ['results/\n# all', ['results/']],
  ['# results/', REJECTED],
  ['\n!\n# results/\n! !\n', REJECTED],
]);

test('a field with a default returns the default when the input is empty', () => {
  assert.deepEqual(withDefault(duration, '15m').parse(undefined), { value: 900 });
});

test('a field advises what to remove from a value', () => {
  for (const [field, raw, problem] of [
    [flag, '"true"', 'expected true or false, found "\\"true\\"". Remove the quotes'],
    [duration, "'30m'", `expected a time such as 90s, 30m or 6h, found "'30m'". Remove the quotes`],
    [
      path,
      '"a b.yaml"',
      'expected a path, found "\\"a b.yaml\\"". Remove the quotes, or write ./ before them if the name contains them',
    ],
    [path, 'a.yaml\nb.yaml', 'expected a path, found "a.yaml\\nb.yaml". Set one path'],
    [
      list,
      '- a\n- b',
      'expected entries separated by line breaks, spaces or commas, or a JSON list of strings, found "- a\\n- b". Remove the dashes',
    ],
  ] as const)
    assert.deepEqual(field.parse(raw), { problem });
});

test('a secret field is secret when it is optional', () => {
  assert.equal(secret.isSecret, true);
  assert.equal(optional(secret).isSecret, true);
  assert.equal(optional(text).isSecret, false);
});
