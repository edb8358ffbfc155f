import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { checkTable } from '../model-runs/csv-table.ts';
import { formatProblem, UserError } from '../problem.ts';
import { loadDocument, loadFileDocuments } from './load.ts';
import { readSource, readSources } from './source.ts';

const ADVICE =
  'which GitHub evaluates only in workflow files. Write its value, or set this field in the workflow, in the input for an inline document';

const folder = createTemporaryFolder();

async function readFile(name: string, text: string): Promise<string[]> {
  await writeFile(join(folder, name), text);
  return listProblems(loadFileDocuments({ path: name, input: 'file', workspace: folder }));
}

async function listProblems(reading: Promise<unknown>): Promise<string[]> {
  try {
    await reading;
    return [];
  } catch (error) {
    assert.ok(error instanceof UserError, String(error));
    return error.message.split('\n');
  }
}

suite('expressions of GitHub Actions in files', () => {
  const rows: readonly (readonly [what: string, name: string, text: string, places: readonly string[]])[] = [
    ['a value of YAML', 'd.yaml', `a: 1\nb: \${{ x }}\n`, [`2:4: b: found the expression "\${{ x }}"`]],
    [
      'a part of a value',
      'd.yaml',
      `b: [c, "run \${{ x }}"]`,
      [`1:8: b[1]: found the expression "\${{ x }}"`],
    ],
    ['a text block', 'd.yaml', `a: |\n  b\n  \${{ x }}`, [`1:4: a: found the expression "\${{ x }}"`]],
    ['a key', 'd.yaml', `"\${{ x }}": b`, [`1:1: ["\${{ x }}"]: found the expression "\${{ x }}"`]],
    ['a mapping in a line', 'd.yaml', `a: { b: \${{ x }}, c: 1 }`, [`1:9: found the expression "\${{ x }}"`]],
    ['a value with a colon', 'd.yaml', `a: \${{ x }}: b\nc: 1\n`, [`1:4: found the expression "\${{ x }}"`]],
    ['a line of its own', 'd.yaml', `a: b\n\${{ x }}\nc: d\n`, [`2:1: found the expression "\${{ x }}"`]],
    [
      'two documents',
      'd.yaml',
      `a: \${{ x }}\n---\na: \${{ y }}\n`,
      [`1:4: a: found the expression "\${{ x }}"`, `3:4: a: found the expression "\${{ y }}"`],
    ],
    ['a string of JSON', 'd.json', `{\n"a": "\${{ x }}"\n}`, [`2:6: a: found the expression "\${{ x }}"`]],
    ['JSON, without quotes', 'd.json', `{\n"a": \${{ x }}\n}`, [`2:6: found the expression "\${{ x }}"`]],
    [
      'lines of JSON',
      'd.jsonl',
      `{"a": "\${{ x }}"}\n{}\n{"b": "\${{ y }}"}\n`,
      [`1:7: a: found the expression "\${{ x }}"`, `3:7: b: found the expression "\${{ y }}"`],
    ],
  ];
  for (const [what, name, text, places] of rows)
    test(`document reader reports an expression in ${what}`, async () =>
      assert.deepEqual(
        await readFile(name, text),
        places.map((place) => `${name}:${place}, ${ADVICE}`),
      ));

  test('document reader reports the syntax error in a line with an expression in a comment', async () =>
    assert.deepEqual(
      await readFile('d.yaml', `a: "b" c # \${{ x }}\n`),
      await readFile('d.yaml', 'a: "b" c # x\n'),
    ));

  test('document reader accepts the start of an expression without its end', async () =>
    assert.deepEqual(await readFile('d.yaml', `a: "\${{ b"\n`), []));

  test('document reader accepts an expression in an input, which GitHub has evaluated', async () => {
    const text = { name: 'input metadata', text: `a: \${{ x }}\n` };
    assert.deepEqual((await readSource(text)).value, { a: `\${{ x }}` });
    assert.equal((await readSources(text)).length, 1);
  });

  test('document reader accepts an expression in a file when an inline document replaces it', async () => {
    await writeFile(join(folder, 'd.yaml'), `a: \${{ x }}\nb: \${{ y }}\n`);
    const load = (text: string) =>
      loadDocument({
        inline: { input: 'metadata', text },
        file: { input: 'file', path: 'd.yaml' },
        workspace: folder,
      });
    assert.deepEqual((await load(`{ a: 1, b: null, c: "\${{ z }}" }`))?.value, { a: 1, c: `\${{ z }}` });
    assert.deepEqual(await listProblems(load(`b: \${{ z }}`)), [
      `d.yaml:1:4: a: found the expression "\${{ x }}", ${ADVICE}`,
    ]);
  });

  test('table reader reports expressions at their rows and columns', () => {
    const header = '_workflow template id 10378.1/1,display name,description';
    const text = `${header}\n,"A, \${{ x }}",\${{ y }}\n,B,b\n`;
    assert.deepEqual(checkTable({ name: 'runs.csv', file: 'runs.csv', text }).map(formatProblem), [
      `runs.csv:2: display name: found the expression "\${{ x }}", ${ADVICE}`,
      `runs.csv:2: description: found the expression "\${{ y }}", ${ADVICE}`,
    ]);
  });

  test('table reader reports an expression in the header', async () => {
    const column = `_workflow template id \${{ x }}`;
    const table = { name: 'runs.csv', file: 'runs.csv', text: `${column},display name\n,A\n` };
    assert.deepEqual(await listProblems((async () => checkTable(table))()), [
      `runs.csv:1: ${column}: found the expression "\${{ x }}", ${ADVICE}`,
    ]);
  });

  test('document reader stays fast when a file has many errors and an unterminated expression', async () => {
    const problems = await readFile('d.json', `[\n${`"\${{": \${{,\n`.repeat(200_000)}]`);
    assert.ok(problems.length <= 20);
    assert.match(problems[0] ?? '', /^d\.json:2:/);
  });
});
