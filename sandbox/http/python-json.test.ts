import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JsonDecodeError, parsePythonJson } from './python-json.ts';

/** Document, error message of Python 3.11, position, line and column. */
const BROKEN: [string, string, number, number, number][] = [
  ['', 'Expecting value', 0, 1, 1],
  ['{bad', 'Expecting property name enclosed in double quotes', 1, 1, 2],
  ['{"a":1,}', 'Expecting property name enclosed in double quotes', 7, 1, 8],
  ['{"a" 1}', "Expecting ':' delimiter", 5, 1, 6],
  ['{"a":1\n"b"', "Expecting ',' delimiter", 7, 2, 1],
  ['[1,]', 'Expecting value', 3, 1, 4],
  ['"abc', 'Unterminated string starting at', 0, 1, 1],
  ['"a\nb"', 'Invalid control character at', 2, 1, 3],
  ['"\\x"', 'Invalid \\escape', 1, 1, 2],
  ['"\\u12"', 'Invalid \\uXXXX escape', 2, 1, 3],
  ['01', 'Extra data', 1, 1, 2],
  ['{} x', 'Extra data', 3, 1, 4],
];

for (const [doc, msg, pos, lineno, colno] of BROKEN) {
  test(`parsePythonJson rejects ${JSON.stringify(doc)} at ${pos}`, () => {
    assert.throws(
      () => parsePythonJson(doc),
      (error) => {
        assert.ok(error instanceof JsonDecodeError);
        assert.deepEqual(error.context, { msg, doc, pos, lineno, colno });
        assert.equal(error.message, `${msg}: line ${lineno} column ${colno} (char ${pos})`);
        return true;
      },
    );
  });
}

test('parsePythonJson accepts NaN and Infinity, which JSON does not have, in any place', () => {
  assert.deepEqual(parsePythonJson('{"a": [NaN, -Infinity, "x\\u0041"], "b": {}, "c": []}'), {
    a: [Number.NaN, Number.NEGATIVE_INFINITY, 'xA'],
    b: {},
    c: [],
  });
});
