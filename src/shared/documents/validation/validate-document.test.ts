import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { CollectionFormat } from '../../client/index.ts';
import { getErrorLines, getErrorMessage, RunSchema, readTestFile } from '../testing/documents-support.ts';
import { readSource } from '../text/source.ts';
import { validateDocument } from './validate-document.ts';

suite('validateDocument', () => {
  test('validateDocument reports every problem at its line and column', async () => {
    const source = await readTestFile(
      'run.yaml',
      [
        'display_name: 12',
        'status: FINALL',
        'inputs:',
        '  - dataset_id: a',
        '    resorces: {}',
        '  - {}',
        '',
      ].join('\n'),
    );
    assert.deepEqual(await getErrorLines(() => validateDocument(source, RunSchema)), [
      'run.yaml:1:15: display_name: expected a string, found 12: put it in quotes, "12"',
      'run.yaml:2:9: status: expected one of "DRAFT", "FINAL", found "FINALL". Did you mean "FINAL"?',
      'run.yaml:5:5: inputs[0].resorces: is not a known field. Did you mean "resources"?',
      'run.yaml:6:5: inputs[1].dataset_id: is required: expected a string',
    ]);
  });

  test('validateDocument reports the same places in JSON as in YAML', async () => {
    const source = await readSource({
      name: 'run.json',
      file: 'run.json',
      text: '{\n  "display_name": "",\n  "inputs": [\n    {"dataset_id": 7}\n  ]\n}',
    });
    assert.deepEqual(await getErrorLines(() => validateDocument(source, RunSchema)), [
      'run.json:2:19: display_name: expected a non-empty string, found ""',
      'run.json:4:20: inputs[0].dataset_id: expected a string, found 7: put it in quotes, "7"',
    ]);
  });

  test('validateDocument reports an empty key at its place', async () => {
    const source = await readTestFile('run.yaml', 'user_metadata:\n  a: x\n  "": x\n');
    const key = z.string().check(z.minLength(1, 'must not be empty'));
    const schema = z.strictObject({ user_metadata: z.record(key, z.string()) });
    assert.deepEqual(await getErrorLines(() => validateDocument(source, schema)), [
      'run.yaml:3:3: user_metadata[""]: the key must not be empty',
    ]);
  });

  test('validateDocument names the input when the document is inline', async () => {
    const source = await readSource({ name: 'input model-run', text: 'display_name: x\ninputs: no' });
    assert.deepEqual(await getErrorLines(() => validateDocument(source, RunSchema)), [
      'input model-run, line 2, column 9: inputs: expected a list, found "no". Put the entries in brackets, as in ["a", "b"]',
    ]);
  });
});

suite('alternatives of a schema', () => {
  const Schema = z.strictObject({
    one: z.optional(
      z.union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.number() }), z.string()]),
    ),
  });
  const getMessage = async (text: string) =>
    getErrorMessage(async () => validateDocument(await readTestFile('d.yaml', text), Schema));

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
    assert.match(await getMessage('one: {a: x}'), /^d\.yaml:1:6: one: expected .* or .*, found \{"a":"x"\}$/);
    assert.match(await getMessage('one: 7'), /^d\.yaml:1:6: one: expected a mapping or a string, found 7$/);
  });
});

test('dataset document reports every problem at its line', async () => {
  const source = await readTestFile(
    'dataset.yaml',
    `associations:
  organisation_id: 10378.1/1
approvals:
  ethics_registration: {}
  ethics_access: {relevant: true}
  indigenous_knowledge: {}
  export_controls: {}
dataset_info:
  name: Record
  description: A record.
  acces_info: {}
  access_info: {}
  publisher_id: 10378.1/1
  created_date: {relevant: true, value: 2024-02-30}
  published_date: {}
  license: CC-BY
`,
  );
  const lines = await getErrorLines(() => validateDocument(source, CollectionFormat));
  const places = lines.map((line) => /^dataset\.yaml:(\d+):\d+: ([\w.]+): /.exec(line)?.slice(1));
  assert.deepEqual(places.sort(), [
    ['11', 'dataset_info.acces_info'],
    ['14', 'dataset_info.created_date.value'],
    ['16', 'dataset_info.license'],
    ['5', 'approvals.ethics_access.obtained'],
  ]);
});
