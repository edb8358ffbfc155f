import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import * as z from 'zod/mini';
import { date, handle, httpUrl } from '../../client/model/text.ts';
import { didYouMean, formatValue } from '../format-value.ts';
import { getErrorLines, readTestFile } from '../testing/documents-support.ts';
import { validateDocument } from './validate-document.ts';

const FIELDS = {
  text: z.string(),
  filled: z.string().check(z.minLength(1)),
  short: z.string().check(z.maxLength(3)),
  count: z.number().check(z.gte(2), z.lte(5)),
  open: z.number().check(z.gt(2), z.lt(5)),
  whole: z.int(),
  even: z.number().check(z.multipleOf(2)),
  flag: z.boolean(),
  list: z.array(z.string()).check(z.minLength(2)),
  few: z.array(z.string()).check(z.maxLength(1)),
  facts: z.record(z.string(), z.string()),
  inside: z.strictObject({ a: z.string() }),
  word: z.enum(['DRAFT', 'FINAL']),
  only: z.literal('ONE'),
  url: z.url(),
  mail: z.email(),
  day: z.iso.date(),
  past: z.iso.date('expected a day'),
  time: z.iso.datetime(),
  id: z.uuid(),
  form: z.string().check(z.regex(/^\d+$/)),
  own: z.string('expected the handle of a study'),
  either: z.union([z.string(), z.number()]),
  deep: z.union([z.strictObject({ a: z.number() }), z.string()]),
  born: date('Birthday.', '2024-05-01'),
  page: httpUrl('Page.', 'https://example.org'),
  handle: handle('Handle.'),
  rule: z.string().check(z.refine((value) => value === 'x', { error: 'must be x' })),
};

async function getMessage(field: keyof typeof FIELDS, text: string): Promise<string> {
  const source = await readTestFile('d.yaml', text);
  const lines = await getErrorLines(() =>
    validateDocument(source, z.strictObject({ [field]: FIELDS[field] })),
  );
  return lines.join('\n');
}

const MISSING =
  '. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes';
const PAGE = 'expected an http or https URL';
const HANDLE = 'expected a handle such as 10378.1/1234567';
const REFERENCE =
  '. To refer to a document in register-item, write { $ref: <$id or path of the document> } without other keys';

suite('formatZodIssue', () => {
  const rows: readonly (readonly [field: keyof typeof FIELDS, text: string, pattern: string])[] = [
    ['text', 'text: 7', 'expected a string, found 7: put it in quotes, "7"'],
    ['text', 'text: 1.10', 'expected a string, found 1.10: put it in quotes, "1.10"'],
    ['text', 'text: 1e3', 'expected a string, found 1e3: put it in quotes, "1e3"'],
    ['text', 'text: 007', 'expected a string, found 007: put it in quotes, "007"'],
    ['text', 'text: True', 'expected a string, found True: put it in quotes, "True"'],
    [
      'text',
      'text: null',
      'expected a string, found null: write a value. If it is the string "null", put it in quotes',
    ],
    [
      'text',
      'text: ~',
      'expected a string, found ~: write a value. If it is the string "~", put it in quotes',
    ],
    ['text', '{"text": 1.10}', 'd.yaml:1:10: text: expected a string, found 1.10: put it in quotes, "1.10"'],
    ['flag', 'flag: no', 'expected true or false, found "no". Write false'],
    ['flag', 'flag: 0x1', 'expected true or false, found 0x1'],
    ['text', 'text: [1]', 'expected a string, found [1]'],
    [
      'text',
      'text:',
      'd.yaml:1:6: text: expected a string, found null. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes',
    ],
    ['text', '{}', 'd.yaml:1:1: text: is required: expected a string'],
    ['filled', 'filled: ""', 'expected a non-empty string, found ""'],
    ['short', 'short: abcd', 'expected at most 3 characters, found "abcd"'],
    ['count', 'count: 1', 'expected at least 2, found 1'],
    ['count', 'count: 6', 'expected at most 5, found 6'],
    ['open', 'open: 2', 'expected more than 2, found 2'],
    ['open', 'open: 5', 'expected less than 5, found 5'],
    ['whole', 'whole: 1.5', 'expected an integer, found 1.5'],
    ['even', 'even: 3', 'expected a multiple of 2, found 3'],
    ['flag', 'flag: yes', 'expected true or false, found "yes". Write true'],
    ['list', 'list:\n  -a', 'd.yaml:2:3: list: expected a list, found "-a". Write a space after each dash'],
    [
      'list',
      'list:\n  a: 1',
      'd.yaml:2:3: list: expected a list, found {"a":1}. If it is the only entry, start it with a dash and a space in YAML, or put it in brackets in JSON',
    ],
    [
      'inside',
      'inside:\n  - a: x',
      'd.yaml:2:3: inside: expected a mapping, found [{"a":"x"}]. Remove the dash or the brackets. Its fields are a',
    ],
    [
      'list',
      'list: Array',
      'expected a list, found "Array". GitHub converts a list or a mapping in an expression to this word: use toJSON(…) in the expression',
    ],
    [
      'inside',
      'inside: Object',
      'expected a mapping, found "Object". GitHub converts a list or a mapping in an expression to this word: use toJSON(…) in the expression. Its fields are a',
    ],
    ['own', 'own:', `d.yaml:1:5: own: expected the handle of a study; found null${MISSING}`],
    [
      'page',
      'page: 0000-0002-1825-0097',
      `${PAGE}; found "0000-0002-1825-0097". Write https://orcid.org/0000-0002-1825-0097`,
    ],
    ['page', 'page: 03qn8fb07', `${PAGE}; found "03qn8fb07". Write https://ror.org/03qn8fb07`],
    ['page', 'page: example.org/a?b', `${PAGE}; found "example.org/a?b". Write https://example.org/a?b`],
    [
      'born',
      'born: 20240501',
      'expected a date that exists, as YYYY-MM-DD; found 20240501. Write 2024-05-01',
    ],
    ['page', 'page: Ada', `${PAGE}; found "Ada". Example: https://example.org`],
    ['page', 'page: report.pdf', `${PAGE}; found "report.pdf". Example: https://example.org`],
    [
      'page',
      'page: example.org/a.pdf',
      `${PAGE}; found "example.org/a.pdf". Write https://example.org/a.pdf`,
    ],
    [
      'page',
      'page: doi:10.5281/zenodo.1',
      `${PAGE}; found "doi:10.5281/zenodo.1". Write https://doi.org/10.5281/zenodo.1`,
    ],
    [
      'page',
      'page: CC BY-SA 4.0',
      `${PAGE}; found "CC BY-SA 4.0". Write https://creativecommons.org/licenses/by-sa/4.0/`,
    ],
    [
      'page',
      'page: 0000–0002–1825–009x',
      `${PAGE}; found "0000–0002–1825–009x". Write https://orcid.org/0000-0002-1825-009X`,
    ],
    ['handle', 'handle: me', `${HANDLE}; found "me". Only fields for people can contain me`],
    ['handle', 'handle: {ref: a}', `${HANDLE}; found {"ref":"a"}${REFERENCE}`],
    ['handle', 'handle: a.yaml', `${HANDLE}; found "a.yaml"${REFERENCE}`],
    ['handle', 'handle: https://orcid.org/a', `${HANDLE}, or its URL; found "https://orcid.org/a"`],
    ['handle', 'handle: https://x.org/1', `${HANDLE}, or its URL; found "https://x.org/1"`],
    ['list', 'list: a', 'expected a list, found "a". Put the entries in brackets, as in ["a", "b"]'],
    ['list', 'list: [a]', 'expected at least 2 entries, found ["a"]'],
    ['few', 'few: [a, b]', 'expected at most 1 entry, found ["a","b"]'],
    ['facts', 'facts: a', 'expected a mapping, found "a"'],
    ['inside', 'inside: 1', 'expected a mapping, found 1. Its fields are a'],
    ['flag', 'flag: "true"', 'expected true or false, found "true". Remove the quotes'],
    ['count', 'count: "3"', 'expected a number, found "3". Remove the quotes'],
    ['whole', 'whole: "3"', 'expected a number, found "3". Remove the quotes'],
    ['list', 'list: a, b', 'expected a list, found "a, b". Put the entries in brackets, as in ["a", "b"]'],
    ['past', 'past: 2024-5-1', 'expected a day; found "2024-5-1". Write 2024-05-01'],
    ['past', 'past: May', 'expected a day; found "May"'],
    ['inside', 'inside: {aa: 1, a: x}', 'd.yaml:1:10: inside.aa: is not a known field. Did you mean "a"?'],
    ['deep', 'deep: {aa: 1, a: 1}', 'd.yaml:1:8: deep.aa: is not a known field. Did you mean "a"?'],
    ['inside', 'inside: {a: x}\nkind: b', 'd.yaml:2:1: kind: is not a known field'],
    ['inside', 'inside: {a: x}\nknd: b', 'd.yaml:2:1: knd: is not a known field. Did you mean "kind"?'],
    [
      'inside',
      'inside: {}\na: x',
      'd.yaml:1:1: inside.a: is required: expected a string\nd.yaml:2:1: a: is not a known field here. It is a field of inside: check the indentation',
    ],
    [
      'inside',
      'inside: {a: x, inside: {}}',
      'd.yaml:1:16: inside.inside: is not a known field here. It is a field of the document: check the indentation',
    ],
    ['word', 'word: DARFT', 'expected one of "DRAFT", "FINAL", found "DARFT". Did you mean "DRAFT"?'],
    ['word', 'word: 7', 'expected one of "DRAFT", "FINAL", found 7'],
    ['only', 'only: TWO', 'expected "ONE", found "TWO"'],
    ['url', 'url: x y', 'expected a URL, found "x y"'],
    ['mail', 'mail: x', 'expected an email address, found "x"'],
    ['day', 'day: x', 'expected a date (YYYY-MM-DD), found "x"'],
    ['time', 'time: x', 'expected an ISO 8601 date and time, found "x"'],
    ['id', 'id: x', 'expected a UUID, found "x"'],
    ['form', 'form: x', 'expected a string matching /^\\d+$/, found "x"'],
    ['own', 'own: 7', 'expected the handle of a study; found 7'],
    ['own', '{}', 'd.yaml:1:1: own: is required: expected the handle of a study'],
    ['either', 'either: true', 'expected a string or a number, found true'],
    ['deep', 'deep: {a: x}', 'd.yaml:1:11: deep.a: expected a number, found "x"'],
    ['rule', 'rule: y', 'must be x'],
  ];
  // The place is that of the value after the only key, unless the row has another one.
  for (const [field, text, pattern] of rows) {
    test(`formatZodIssue describes the problem of ${field} in ${text}`, async () =>
      assert.equal(
        await getMessage(field, text),
        pattern.startsWith('d.yaml') ? pattern : `d.yaml:1:${field.length + 3}: ${field}: ${pattern}`,
      ));
  }

  test('formatDocumentPath returns (document) for the document itself', async () => {
    const source = await readTestFile('d.yaml', '7');
    assert.deepEqual(await getErrorLines(() => validateDocument(source, z.strictObject({}))), [
      'd.yaml:1:1: (document): expected a mapping, found 7',
    ]);
  });
});

suite('didYouMean', () => {
  const rows: readonly (readonly [name: string, known: readonly string[], meant: string])[] = [
    ['titel', ['title', 'name'], '. Did you mean "title"?'],
    ['TITLE', ['title'], '. Did you mean "title"?'],
    ['desc', ['description'], '. Did you mean "description"?'],
    ['organisaton_identifyer', ['organisation_identifier'], '. Did you mean "organisation_identifier"?'],
    ['namee', ['names', 'name'], '. Did you mean "names"?'],
    ['xyzzy', ['title'], ''],
    ['foo', ['ror'], ''],
    ['general', ['CONFIG_FILE', 'GENERAL_DATA'], '. Did you mean "GENERAL_DATA"?'],
    ['workflow-template', ['model-run-workflow-template'], '. Did you mean "model-run-workflow-template"?'],
    ['org', ['organisation', 'person'], '. Did you mean "organisation"?'],
    ['org', ['requesting_organisation_id'], '. Did you mean "requesting_organisation_id"?'],
    ['age', ['storage'], ''],
    ['id', ['study_id'], ''],
    ['', ['name'], ''],
    ['abc', [], ''],
    [
      'li\u0441ense',
      ['license'],
      '. Did you mean "license"? Its letter "\u0441" (U+0441) is not a Latin one',
    ],
  ];
  for (const [name, known, meant] of rows)
    test(`didYouMean compares ${name} with ${known.join(', ')}`, () =>
      assert.equal(didYouMean(name, known), meant));
});

test('formatValue writes a value as JSON in one line, truncated', () => {
  assert.equal(formatValue({ a: [1, 'x'] }), '{"a":[1,"x"]}');
  assert.equal(formatValue(undefined), 'undefined');
  assert.equal(formatValue('x'.repeat(58)), `"${'x'.repeat(58)}"`);
  assert.equal(formatValue('x'.repeat(59)), `"${'x'.repeat(59)}…`);
  assert.equal(formatValue(`${'x'.repeat(58)}\u{1F30A}`), `"${'x'.repeat(58)}…`);
  assert.equal(formatValue('a\u00a0b\u200b c é'), '"a\\u00a0b\\u200b c é"');
});
