import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { UserError } from '../../documents/problem.ts';
import { readSource } from '../../documents/text/source.ts';
import { bindArguments } from './bind-arguments.ts';
import type { Method } from './find-method.ts';

const METHOD: Method = {
  name: 'registry.model.update',
  parameters: { id: 'string', value: 'mapping', tags: 'list', options: 'any' },
};

const bind = async (text: string | undefined): Promise<unknown[]> =>
  bindArguments(METHOD, text === undefined ? undefined : await readSource({ name: 'input arguments', text }));

suite('bindArguments', () => {
  const rows: readonly [what: string, text: string | undefined, expected: unknown[]][] = [
    ['no arguments without a document', undefined, []],
    ['a list by position', '[a, {b: 1}]', ['a', { b: 1 }]],
    ['a mapping by name', '{value: {b: 1}, id: a}', ['a', { b: 1 }, undefined, undefined]],
    ['text as the first argument', 'a', ['a']],
    ['null as an omitted argument', '[a, null, [x]]', ['a', undefined, ['x']]],
  ];
  for (const [title, text, expected] of rows)
    test(`bindArguments binds ${title}`, async () => assert.deepEqual(await bind(text), expected));

  const failures: readonly [what: string, text: string, message: RegExp][] = [
    ['an unknown parameter', '{id: a, valeu: {}}', /has no parameter "valeu".*Did you mean "value"/],
    [
      'too many arguments',
      '[a, {}, [], 1, 2]',
      /takes at most 4 arguments \(id, value, tags, options\), found 5/,
    ],
    ['a mapping for a string', '[{x: 1}]', /parameter id: expected a string, found/],
    ['a string for a mapping', '[a, b]', /parameter value: expected a mapping, found "b"/],
    ['a string for a list', '{tags: x}', /parameter tags: expected a list, found "x"/],
    [
      'a number for a string',
      'value: {}\nid: 00123.10',
      /^input arguments, line 2, column 5: .*expected a string, found 00123\.10: put it in quotes, "00123\.10"/,
    ],
    ['a number for a string in a list', '- 10378.10', /column 3: .*found 10378\.10: put it in quotes/],
  ];
  for (const [title, text, message] of failures)
    test(`bindArguments rejects ${title}`, () =>
      assert.rejects(
        () => bind(text),
        (error) => error instanceof UserError && message.test(error.message),
      ));

  test('bindArguments reports all mismatches at once', async () => {
    await assert.rejects(
      () => bind('[{}, x, y]'),
      (error) => error instanceof UserError && error.problems.length === 3,
    );
  });
});
