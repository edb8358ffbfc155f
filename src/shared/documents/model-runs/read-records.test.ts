import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { formatProblem, UserError } from '../problem.ts';
import { getErrorLines, getErrorMessage, readTestFile } from '../testing/documents-support.ts';
import { type RecordInputs, readRecords, visitRecords } from './read-records.ts';
import { listRecords } from './record-source.ts';

const FILES = {
  'one.yaml': 'kind: model-run\na: 1\nb: {c: 2}\n',
  'two.yaml': '- a: 1\n- a: 2\n',
  'lines.jsonl': '{"a": 1}\n\n{"a": 2}\r\n',
  'lines.NDJSON': '\uFEFF{"a": 3}',
  'broken.jsonl': '{"a": 1}\n{"a": }\n{"a": 1, "a": 2}\n{"b": 1,}\n{b: 1}\n',
  'indented.jsonl': `${JSON.stringify({ a: 1 }, null, 2)}\n${JSON.stringify({ a: 2 }, null, 2)}\n`,
  'array.jsonl': '[\n{"a": 1},\n{"a": 2}\n]',
  'empty.jsonl': '\n\n',
  'expression.yaml': `a: \${{ x }}\n`,
  'expressions.yaml': `- a: 1\n- a: \${{ x }}\n- b: ["\${{ y }}"]\n- a: 4\n`,
  'expressions.json': `[{"a": 1},\n{"a": "\${{ x }}"},\n    {"b": ["\${{ y }}"]}, {"a": 4}]`,
  'expressions.jsonl': `{"a": 1}\n{"a": "\${{ x }}"}\n{"b": ["\${{ y }}"]}\n{"a": 4}\n`,
  'table.csv': 'a\n1\n',
  'table.tsv': '\uFEFF_workflow template id 10378.1/1\tdisplay name: x\n\tRun\n',
  'none.yaml': '[]\n',
  'list.json': '\uFEFF \r\n[{"a": 1},\n  {"a": 2, "b": ["水", {}]}\n, {"kind": "model-run", "a": 3} ]\n',
  'one.json': '{"a": [1, 2]}',
  'none.json': ' [ ] ',
  'broken.json': '[{"a": 1},\n{"a": 1, "a": 2}, {"b": 1,}]',
  'cut.json': '[{"a": 1},\n{"a": 1}',
  'more.json': '[{"a": 1}] [{"a": 2}]',
  'comma.json': '[{"a": 1},]',
  'proto.json': '[{"a": 1}, {"__proto__": 1}]',
  'long.json': `[{"a": "${'x'.repeat(17 * 2 ** 20)}"},\n {"b": "\\ud83d"}]`,
  'deep.json': `[${'['.repeat(200)}${']'.repeat(200)}]`,
  'deeper.json': `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'kind.json': '[{"a": 1}, {"kind": "person"}]',
  'several.yaml': 'a: 1\n---\n# none\n---\n- a: 2\n- a: 3\n---\n',
};

const NO_MODEL_RUN =
  'no model run: set input model-run, input model-run-file, or both. If one is an expression, it evaluates to an empty string';

const NO_RECORDS = 'input model-run-file: there are no model runs to register';

suite('readRecords', async () => {
  const workspace = createTemporaryFolder();
  for (const [name, text] of Object.entries(FILES)) await writeFile(join(workspace, name), text);

  const createInputs = (paths: readonly string[], text?: string): RecordInputs => ({
    inline: { input: 'model-run', text },
    files: { input: 'model-run-file', paths },
    workspace,
    convertCsv: async ({ name, file, text: table }) => ({
      records: [{ value: { name, file: file ?? '', table }, at: [], place: () => ({ source: name }) }],
      problems: [],
    }),
  });
  const read = (paths: readonly string[], text?: string) => readRecords(createInputs(paths, text));
  const values = async (paths: readonly string[], text?: string) => {
    const { records, isBatch } = await read(paths, text);
    return { values: records.map(({ value }) => value), isBatch };
  };

  const rows: readonly (readonly [
    what: string,
    paths: readonly string[],
    text: string | undefined,
    values: readonly unknown[],
    isBatch: boolean,
  ])[] = [
    ['one inline', [], 'a: 1', [{ a: 1 }], false],
    ['a list inline, of one', [], '[{a: 1}]', [{ a: 1 }], true],
    [
      'one in a file, without the keys about the document',
      ['one.yaml'],
      undefined,
      [{ a: 1, b: { c: 2 } }],
      false,
    ],
    ['a list in a file', ['two.yaml'], undefined, [{ a: 1 }, { a: 2 }], true],
    ['several documents in a file', ['several.yaml'], undefined, [{ a: 1 }, { a: 2 }, { a: 3 }], true],
    ['several documents inline', [], 'a: 1\n---\na: 2', [{ a: 1 }, { a: 2 }], true],
    [
      'one each in several files',
      ['one.yaml', 'one.yaml'],
      undefined,
      [
        { a: 1, b: { c: 2 } },
        { a: 1, b: { c: 2 } },
      ],
      true,
    ],
    [
      'one JSON document a line',
      ['lines.jsonl', 'lines.NDJSON'],
      undefined,
      [{ a: 1 }, { a: 2 }, { a: 3 }],
      true,
    ],
    [
      'a table, which only the server can convert',
      ['table.csv'],
      undefined,
      [{ name: 'table.csv', file: 'table.csv', table: 'a\n1\n' }],
      true,
    ],
    ['a list in a JSON file', ['list.json'], undefined, [{ a: 1 }, { a: 2, b: ['水', {}] }, { a: 3 }], true],
    ['one in a JSON file', ['one.json'], undefined, [{ a: [1, 2] }], false],
    [
      'lists, lines and tables',
      ['two.yaml', 'list.json', 'lines.jsonl', 'one.json'],
      undefined,
      [{ a: 1 }, { a: 2 }, { a: 1 }, { a: 2, b: ['水', {}] }, { a: 3 }, { a: 1 }, { a: 2 }, { a: [1, 2] }],
      true,
    ],
    ['a mapping merged over one file', ['one.yaml'], 'b: {d: 3}', [{ a: 1, b: { c: 2, d: 3 } }], false],
    [
      'a mapping merged over each of a list',
      ['two.yaml'],
      'b: 3',
      [
        { a: 1, b: 3 },
        { a: 2, b: 3 },
      ],
      true,
    ],
    [
      'each of a list merged over one file',
      ['one.yaml'],
      '[{a: 5}, {b: null}]',
      [{ a: 5, b: { c: 2 } }, { a: 1 }],
      true,
    ],
    ['blank inline text and a file', ['two.yaml'], ' \n', [{ a: 1 }, { a: 2 }], true],
  ];
  for (const [title, paths, text, expected, isBatch] of rows) {
    test(`readRecords reads ${title}`, async () =>
      assert.deepEqual(await values(paths, text), { values: expected, isBatch }));
  }

  const rejected: readonly (readonly [
    what: string,
    paths: readonly string[],
    lines: readonly (string | RegExp)[],
    text?: string,
  ])[] = [
    ['nothing', [], [NO_MODEL_RUN]],
    ['blank text alone', [], [NO_MODEL_RUN], '  '],
    ['an empty list', [], ['input model-run: there are no model runs to register'], '[]'],
    [
      'an empty list over a file',
      ['one.yaml'],
      ['input model-run and input model-run-file: there are no model runs to register'],
      '[]',
    ],
    ['a file without lines', ['empty.jsonl'], [NO_RECORDS]],
    ['an empty list in a file', ['none.yaml'], [NO_RECORDS]],
    ['an empty list in a JSON file', ['none.json'], [NO_RECORDS]],
    [
      'duplicate keys and syntax errors of a JSON file',
      ['broken.json'],
      [/^broken\.json:2:10: duplicate key "a"/, /^broken\.json:2:27: not valid JSON/],
    ],
    ['a JSON list without its end', ['cut.json'], [/^cut\.json:2:9: not valid JSON/]],
    ['a JSON list with more text', ['more.json'], [/^more\.json:1:12: not valid JSON/]],
    ['a JSON list with a trailing comma', ['comma.json'], [/^comma\.json:1:11: not valid JSON/]],
    ['a key __proto__ in a JSON list', ['proto.json'], [/^proto\.json:1:13: .*__proto__/]],
    ['half of a character in a JSON list of 17 MiB', ['long.json'], [/^long\.json:2:3: .* half of/]],
    ['a JSON list that is nested too deeply', ['deep.json'], [/nested too deeply/]],
    ['a JSON list that is too deep for the parser', ['deeper.json'], [/nested too deeply/]],
    ['another kind in a JSON list', ['kind.json'], [/^kind\.json:1:21: /]],
    [
      'a list over a list',
      ['two.yaml'],
      [/^input model-run and input model-run-file are both lists: /],
      '[{a: 1}]',
    ],
    ['a table in another file', ['table.tsv'], [/^table\.tsv:1: found a table.*ends in \.csv/]],
    [
      'a table in the input for a document',
      [],
      [/^input model-run, line 1: found a table.*ends in \.csv/],
      '"_workflow template id 10378.1/1",display name: x\n,Run\n',
    ],
    ['a missing file', ['no.yaml'], [/^no\.yaml: input model-run-file: the file does not exist/]],
  ];
  for (const [title, paths, lines, text] of rejected) {
    test(`readRecords reports ${title}`, async () => {
      const found = await getErrorLines(() => read(paths, text));
      for (const line of lines)
        assert.ok(
          found.some((one) => (typeof line === 'string' ? one === line : line.test(one))),
          found.join('\n'),
        );
    });
  }

  test('readRecords reports once that documents of JSON Lines span several lines', async () => {
    for (const name of ['indented.jsonl', 'array.jsonl'])
      assert.match(
        await getErrorMessage(() => read([name])),
        new RegExp(`^${name}:1: each line must be a whole JSON document[^\\n]+\\.json$`),
      );
  });

  test('readRecords reports each line that is not JSON, and returns the records of the others', async () => {
    const { records, problems } = await read(['broken.jsonl']);
    const foundValues = records.map(({ value }) => value);
    assert.deepEqual(foundValues, [{ a: 1 }]);
    assert.deepEqual(problems.map(formatProblem), [
      'broken.jsonl:2:7: not valid JSON: expected a value, and no comma after the last entry',
      'broken.jsonl:3:10: duplicate key "a"',
      'broken.jsonl:4:9: not valid JSON: expected a key in double quotes, and no comma after the last entry',
      'broken.jsonl:5:2: not valid JSON: found `b`; keys and strings must be in double quotes; other values are numbers, true, false and null',
    ]);
  });

  for (const [name, places] of [
    ['expressions.json', ['2:7: [1].a', '3:12: [2].b[0]']],
    ['expressions.yaml', ['2:6: [1].a', '3:7: [2].b[0]']],
    ['expressions.jsonl', ['2:7: a', '3:8: b[0]']],
  ] as const)
    test(`readRecords rejects only the records with an expression in ${name}`, async () => {
      const { records, problems } = await read([name]);
      const foundValues = records.map(({ value }) => value);
      assert.deepEqual(foundValues, [{ a: 1 }, { a: 4 }]);
      assert.deepEqual(
        problems.map((problem) => formatProblem(problem).split(': found the expression')[0]),
        places.map((place) => `${name}:${place}`),
      );
    });

  test('readRecords reports an expression in the only record of a file', async () => {
    for (const text of [undefined, '[{ b: 1 }]'])
      assert.match(
        (await getErrorLines(() => read(['expression.yaml'], text)))[0] ?? '',
        /^expression\.yaml:1:4: a: found the expression/,
      );
  });

  test('readRecords accepts an expression in a file when an inline document replaces it', async () => {
    const { records } = await read(['expression.yaml'], 'a: 1');
    const foundValues = records.map(({ value }) => value);
    assert.deepEqual(foundValues, [{ a: 1 }]);
    assert.match(
      await getErrorMessage(() => read(['expression.yaml'], `b: \${{ x }}`)),
      /^expression\.yaml:1:4: a: found the expression[^\n]+$/,
    );
    for (const [name, place] of [
      ['expressions.yaml', '3:7: [2].b[0]'],
      ['expressions.json', '3:12: [2].b[0]'],
      ['expressions.jsonl', '3:8: b[0]'],
    ] as const) {
      const list = await read([name], 'a: 1');
      const foundValues = list.records.map(({ value }) => value);
      assert.deepEqual(foundValues, [{ a: 1 }, { a: 1 }, { a: 1 }]);
      const [problem = '', ...others] = list.problems.map(formatProblem);
      assert.ok(problem.startsWith(`${name}:${place}: found`), problem);
      assert.deepEqual(others, []);
    }
  });

  test('readRecords keeps the place of each record', async () => {
    const [first, second] = (await read(['two.yaml'], 'b: 3')).records;
    assert.deepEqual(first?.at, [0]);
    assert.deepEqual(second?.at, [1]);
    assert.deepEqual(second?.place(['a']), {
      source: 'two.yaml',
      file: 'two.yaml',
      line: 2,
      column: 6,
      sourceText: '2',
    });
    assert.deepEqual(second?.place(['b']), {
      source: 'input model-run',
      line: 1,
      column: 4,
      sourceText: '3',
    });
    const [, line] = (await read(['lines.jsonl'])).records;
    assert.deepEqual(line?.place(['a']), {
      source: 'lines.jsonl',
      file: 'lines.jsonl',
      line: 3,
      column: 7,
      sourceText: '2',
    });
    assert.deepEqual(line?.place(['a'], 'key'), {
      source: 'lines.jsonl',
      file: 'lines.jsonl',
      line: 3,
      column: 2,
    });
  });

  for (const end of ['\n', '\r\n', '\r'])
    test(`readRecords finds the same places in an array as in the whole file when lines end in ${JSON.stringify(end)}`, async () => {
      const text = FILES['list.json'].replace(/\r?\n/g, end);
      await writeFile(join(workspace, 'ends.json'), text);
      const whole = listRecords(await readTestFile('ends.json', text));
      for (const [i, { at, place }] of (await read(['ends.json'])).records.entries()) {
        assert.deepEqual(at, whole[i]?.at);
        for (const path of [[], ['a'], ['b'], ['b', 0], ['b', 1], ['c']])
          for (const part of ['key', 'value'] as const)
            assert.deepEqual(place(path, part), whole[i]?.place(path, part), `${i} ${path}`);
      }
    });

  test('visitRecords reads a JSON list of more than 64 MiB, and reports the place of its problems', async () => {
    const path = join(workspace, 'large.json');
    const text = 'x'.repeat(1024 * 1024);
    const records = Array.from({ length: 66 }, (_, i) => JSON.stringify({ a: i, text }));
    await writeFile(path, `[${records.join(',\n ')}]`);
    let count = 0;
    const visitLarge = () =>
      visitRecords(createInputs(['large.json']), {
        visit: () => void count++,
        reject: (problems) => assert.fail(new UserError(problems)),
      });
    assert.deepEqual(await visitLarge(), { isBatch: true });
    assert.equal(count, 66);
    await writeFile(path, `[${records.join(',\n ')},\n {"a": 1,}]`);
    assert.deepEqual(await getErrorLines(visitLarge), [
      'large.json:67:10: not valid JSON: expected a key in double quotes, and no comma after the last entry',
    ]);
    await writeFile(path, `[${records.join(',\n ')}`);
    assert.match((await getErrorLines(visitLarge))[0] ?? '', /^large\.json: .*the end of the list/);
  });

  test('the place of a record in a line is its start when the file has changed since', async () => {
    const path = join(workspace, 'changing.jsonl');
    await writeFile(path, '{"a": 1}\n{"a": 2}\n');
    const [, line] = (await read(['changing.jsonl'])).records;
    await writeFile(path, '');
    const place = { source: 'changing.jsonl', file: 'changing.jsonl', line: 2, column: 1 };
    assert.deepEqual(line?.place(['a']), place);
  });
});
