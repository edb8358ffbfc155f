import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { Path } from '../json.ts';
import { parseJson } from './json-text.ts';
import { CONFLICT, DocumentSyntaxError } from './parsed-text.ts';

const TEXT = `
{
  "name": "a",
  "list": [1, {"deep": true}, []],
  "in": {
    "x": null,
    "x y": "é\\n"
  }
}`;

const parse = (text: string) => parseJson(text, (position) => ({ source: 'x', ...position }));

suite('place of a value in JSON', () => {
  const { place, value } = parse(TEXT);
  const at = (path: Path, part: 'key' | 'value' = 'value'): string => {
    const { line, column } = place(path, part);
    return `${line}:${column}`;
  };
  const rows: readonly (readonly [path: Path, value: string, key: string])[] = [
    [[], '2:1', '2:1'],
    [['name'], '3:11', '3:3'],
    [['list'], '4:11', '4:3'],
    [['list', 0], '4:12', '4:12'],
    [['list', 1], '4:15', '4:15'],
    [['list', 1, 'deep'], '4:24', '4:16'],
    [['list', 2], '4:31', '4:31'],
    [['in'], '5:9', '5:3'],
    [['in', 'x'], '6:10', '6:5'],
    [['in', 'x y'], '7:12', '7:5'],
  ];
  for (const [path, of, key] of rows) {
    test(`place of ${path.join('.') || 'the document'} is found`, () => {
      assert.equal(at(path), of);
      assert.equal(at(path, 'key'), key);
    });
  }

  test('place of a missing value is that of its nearest ancestor', () => {
    assert.equal(at(['in', 'none']), '5:3');
    assert.equal(at(['in', 'x', 'deeper']), '6:5');
    assert.equal(at(['list', 9, 'x']), '4:3');
    assert.equal(at(['none', 'x']), '2:1');
    assert.equal(at(['toString']), '2:1');
  });

  test('place is found in a list, whatever its first entry is', () => {
    const list = parse('[ "a",\r\n  {"b": 1},\n\n [2]\n]').place;
    assert.deepEqual(list([0]), { source: 'x', line: 1, column: 3 });
    assert.deepEqual(list([1]), { source: 'x', line: 2, column: 3 });
    assert.deepEqual(list([1, 'b']), { source: 'x', line: 2, column: 9, sourceText: '1' });
    assert.deepEqual(list([2, 0]), { source: 'x', line: 4, column: 3, sourceText: '2' });
    assert.deepEqual(list([9]), { source: 'x', line: 1, column: 1 });
  });

  test('place does not depend on the surrounding text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.nat(5), fc.constantFrom('\n', '\r\n'), (json, before, end) => {
        const head = Array.from({ length: before }, (_, i) => `"k${i}": ${json},${end}`).join('');
        const text = `{${head}"last": 7}`;
        const { line = 0, column = 0 } = parse(text).place(['last']);
        assert.equal(text.split('\n')[line - 1]?.slice(column - 1), '7}');
      }),
    );
  });

  test('place is found in a text of more than 16 MiB', () => {
    const entry = `{"name": "${'x'.repeat(1024 * 1024)}", "list": [[], {"a": 1}]}`;
    const { place } = parse(`{"list": [\n${Array.from({ length: 20 }, () => entry).join(',\n')}]}`);
    assert.equal(place(['list', 18, 'list', 1, 'a']).line, 20);
  });

  test('value is the same as that of JSON.parse', () => assert.deepEqual(value, JSON.parse(TEXT)));
});

suite('invalid JSON', () => {
  const problems = (text: string): string[] => {
    try {
      parse(text);
    } catch (error) {
      assert.ok(error instanceof DocumentSyntaxError);
      return error.problems.map(({ message, place }) => `${place?.line}:${place?.column} ${message}`);
    }
    return assert.fail('nothing was rejected');
  };
  const rows: readonly (readonly [text: string, pattern: readonly string[]])[] = [
    ['{"a": 1,\n "a": 2}', ['2:2 duplicate key "a"']],
    ['{"a": {"b": 1, "b": 2}, "b": 3}', ['1:16 duplicate key "b"']],
    ['[1, ]', ['1:5 not valid JSON: expected a value, and no comma after the last entry']],
    ['{\n<<<<<<< ours\n"a": 1\n=======\n"a": 2\n>>>>>>> theirs\n}', [`2:1 ${CONFLICT}`]],
    [
      '{}\n{}',
      [
        '2:1 not valid JSON: found more text after the end of the document. Write several documents as a list in brackets, or one on each line of a .jsonl file, without commas between them',
      ],
    ],
    ['// comment\n1', ['1:1 not valid JSON: comments are not allowed']],
    [
      '{"a": NaN\n}',
      [
        '1:7 not valid JSON: found `NaN`; keys and strings must be in double quotes; other values are numbers, true, false and null',
      ],
    ],
    ...['\uFEFF', '\u00A0', '\u200B', '\u2028'].map((character): [string, string[]] => {
      const escaped = `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
      return [
        `{}\n${character}{}`,
        [`2:1 not valid JSON: found \`${escaped}\`; remove this special space or invisible character`],
      ];
    }),
    [
      "{'a': 1,\n 'b': 2\n}",
      ["'a'", "'b'"].map(
        (key, i) =>
          `${i + 1}:2 not valid JSON: found \`${key}\`; keys and strings must be in double quotes; other values are numbers, true, false and null`,
      ),
    ],
    ['{"a": "x\n y",\n "b": 1}', ['1:7 not valid JSON: the closing double quote is missing']],
    [
      '{"a": 1\n "b": 2\n "c": 3}',
      ['2:2', '3:2'].map((at) => `${at} not valid JSON: expected a comma between two entries`),
    ],
    ['{"a" 1}', ['1:6 not valid JSON: expected a colon after the key']],
    [
      '{"a": 05}',
      [
        '1:8 not valid JSON: a number cannot start with a zero: remove the zero, or put the value in quotes if it is a string',
      ],
    ],
    ['[0 5]', ['1:4 not valid JSON: expected a comma between two entries']],
  ];
  for (const [text, pattern] of rows)
    test(JSON.stringify(text), () => assert.deepEqual(problems(text), pattern));

  test('same key in two mappings is valid', () =>
    assert.deepEqual(parse('[{"a": 1}, {"a": {"a": 2}}]').value, [{ a: 1 }, { a: { a: 2 } }]));
  test('at most twenty problems are reported', () =>
    assert.equal(problems(`{${'"a":1,'.repeat(100)}"a":1}`).length, 20));
});
