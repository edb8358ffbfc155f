import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { getChild, getTextAt, getValueAt } from './json.ts';
import { getErrorLines, readTestFile } from './testing/documents-support.ts';
import { MAX_DOCUMENT_BYTES, readSource } from './text/source.ts';
import { validateDocument } from './validate-document.ts';

test('getTextAt returns a value only if it is text', () => {
  const value = { a: { b: 'text', c: 7 }, d: ['x'] };
  assert.equal(getTextAt(value, ['a', 'b']), 'text');
  for (const path of [['a'], ['a', 'c'], ['a', 'b', 'length'], ['d'], ['x', 'y']])
    assert.equal(getTextAt(value, path), undefined);
});

test('getValueAt returns own values only', () => {
  assert.equal(getChild({ a: 1 }, 'a'), 1);
  assert.equal(getChild({ a: 1 }, 'toString'), undefined);
  assert.equal(getChild([5, 6], 1), 6);
  assert.equal(getChild([5, 6], 'length'), undefined);
  assert.equal(getChild('text', 'length'), undefined);
  assert.equal(getChild(null, 'a'), undefined);
  assert.equal(getChild(undefined, 'a'), undefined);
  assert.equal(getValueAt({ a: [{ b: null }] }, ['a', 0, 'b']), null);
  assert.equal(getValueAt({ a: [] }, ['a', 0, 'b']), undefined);
  assert.deepEqual(getValueAt([1], []), [1]);
});

suite('size limits', () => {
  test('document reader rejects documents with too many bytes', async () => {
    const text = `"${'é'.repeat(MAX_DOCUMENT_BYTES / 2)}"`;
    assert.deepEqual(await getErrorLines(() => readSource({ name: 'input x', text })), [
      `input x: the document has ${MAX_DOCUMENT_BYTES + 2} bytes; at most ${MAX_DOCUMENT_BYTES} are allowed. Split the document`,
    ]);
  });
  const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const tooDeep = 'the document is nested too deeply: at most 100 levels of lists and mappings are allowed';
  const depths: readonly (readonly [depth: number, place: string])[] = [
    [101, 'd.json:2:102'],
    [500, 'd.json:2:102'],
    // The parser fails at this depth, so the place is the start of the document.
    [60_000, 'd.json:1:1'],
  ];
  for (const [depth, place] of depths)
    test(`document reader rejects ${depth} nested lists`, async () =>
      assert.deepEqual(await getErrorLines(() => readTestFile('d.json', `\n${nested(depth)}`)), [
        `${place}: ${tooDeep}`,
      ]));
  test('document reader accepts documents at the limit', async () =>
    assert.equal(JSON.stringify((await readTestFile('d.json', nested(100))).value), nested(100)));
  test('YAML reader rejects documents that the parser cannot follow', async () =>
    assert.match(
      (await getErrorLines(() => readTestFile('d.yaml', `a: ${nested(60_000)}`))).join('\n'),
      /^d\.yaml:1:\d+: the document is nested too deeply[^\n]*$/,
    ));

  const yaml: readonly (readonly [text: string, pattern: RegExp])[] = [
    [
      `a: ${'x'.repeat(16 * 1024 * 1024)}`,
      /^d\.yaml:1:1: the document has 16777219 bytes; at most 16777216 are allowed in YAML\. Write it as valid JSON, or split it$/,
    ],
    [
      `a: [${'1,'.repeat(500_001)}]`,
      /^d\.yaml:1:1: the document has 500003 lines, commas and brackets; at most 500000 are allowed in YAML/,
    ],
    ['- 1\n'.repeat(500_001), /has 500001 lines, commas and brackets/],
    // An array of JSON with a comma at the end is not valid JSON.
    [
      `[${'{},'.repeat(300_000)}]`,
      /at most 500000 are allowed in YAML\. Write it as valid JSON, or split it$/,
    ],
    [']'.repeat(8_000_000), /has 8000000 lines, commas and brackets/],
  ];
  for (const [text, message] of yaml)
    test(`YAML reader rejects ${text.slice(0, 8)}…`, async () =>
      assert.match((await getErrorLines(() => readTestFile('d.yaml', text))).join('\n'), message));
});

suite('alternatives of a schema', () => {
  const Schema = z.strictObject({
    one: z.optional(
      z.union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.number() }), z.string()]),
    ),
  });
  const lines = async (text: string) =>
    getErrorLines(async () => validateDocument(await readTestFile('d.yaml', text), Schema));

  test('validateDocument reports the problems of the alternative that matches best', async () => {
    const Clear = z.strictObject({
      one: z.union([z.strictObject({ a: z.strictObject({ b: z.number() }) }), z.string()]),
    });
    assert.deepEqual(
      await getErrorLines(async () =>
        validateDocument(await readTestFile('d.yaml', 'one: {a: {b: x}}'), Clear),
      ),
      ['d.yaml:1:14: one.a.b: expected a number, found "x"'],
    );
  });
  test('validateDocument names all alternatives when none matches better', async () => {
    assert.match(
      (await lines('one: {a: x}')).join('\n'),
      /^d\.yaml:1:6: one: expected .* or .*, found \{"a":"x"\}$/,
    );
    assert.match(
      (await lines('one: 7')).join('\n'),
      /^d\.yaml:1:6: one: expected a mapping or a string, found 7$/,
    );
  });
});
