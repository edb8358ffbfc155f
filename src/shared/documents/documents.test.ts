import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import type { Json } from './json.ts';
import { mergePatch } from './merge.ts';
import { UserError } from './problem.ts';
import { loadDocument } from './text/load.ts';
import { readSource, type Source } from './text/source.ts';
import { validateDocument } from './validate-document.ts';

const Run = z.strictObject({
  display_name: z.string().check(z.minLength(1)),
  status: z.optional(z.enum(['DRAFT', 'FINAL'])),
  inputs: z.array(
    z.strictObject({ dataset_id: z.string(), resources: z.optional(z.record(z.string(), z.string())) }),
  ),
});

async function yaml(text: string): Promise<Source> {
  return readSource({ name: 'run.yaml', file: 'run.yaml', text });
}

function messages(action: () => unknown): string[] {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof UserError);
    return error.message.split('\n');
  }
  return assert.fail('nothing was rejected');
}

async function rejection(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => assert.fail('nothing was rejected'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UserError, String(error));
  return error.message;
}

suite('validateDocument', () => {
  test('validateDocument reports every problem at its line and column', async () => {
    const source = await yaml(
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
    assert.deepEqual(
      messages(() => validateDocument(source, Run)),
      [
        'run.yaml:1:15: display_name: expected a string, found 12: put it in quotes, "12"',
        'run.yaml:2:9: status: expected one of "DRAFT", "FINAL", found "FINALL". Did you mean "FINAL"?',
        'run.yaml:5:5: inputs[0].resorces: is not a known field. Did you mean "resources"?',
        'run.yaml:6:5: inputs[1].dataset_id: is required: expected a string',
      ],
    );
  });

  test('validateDocument reports the same places in JSON as in YAML', async () => {
    const source = await readSource({
      name: 'run.json',
      file: 'run.json',
      text: '{\n  "display_name": "",\n  "inputs": [\n    {"dataset_id": 7}\n  ]\n}',
    });
    assert.deepEqual(
      messages(() => validateDocument(source, Run)),
      [
        'run.json:2:19: display_name: expected a non-empty string, found ""',
        'run.json:4:20: inputs[0].dataset_id: expected a string, found 7: put it in quotes, "7"',
      ],
    );
  });

  test('validateDocument reports an empty key at its place', async () => {
    const source = await yaml('user_metadata:\n  a: x\n  "": x\n');
    const key = z.string().check(z.minLength(1, 'must not be empty'));
    const schema = z.strictObject({ user_metadata: z.record(key, z.string()) });
    assert.deepEqual(
      messages(() => validateDocument(source, schema)),
      ['run.yaml:3:3: user_metadata[""]: the key must not be empty'],
    );
  });

  test('validateDocument names the input when the document is inline', async () => {
    const source = await readSource({ name: 'input model-run', text: 'display_name: x\ninputs: no' });
    assert.deepEqual(
      messages(() => validateDocument(source, Run)),
      [
        'input model-run, line 2, column 9: inputs: expected a list, found "no". Put the entries in brackets, as in ["a", "b"]',
      ],
    );
  });
});

suite('invalid documents', () => {
  const rows: readonly [what: string, text: string, expected: RegExp][] = [
    ['a duplicate key', 'a: 1\nb: 2\na: 3', /^run\.yaml:3:1: duplicate key "a"$/],
    ['a tab as indentation', 'a:\n\tb: 1', /^run\.yaml:2:1: .*[Tt]ab/],
    ['an unclosed flow', 'a: [1, 2', /^run\.yaml:1:\d+: /],
    ['an alias without anchor', 'a: *nowhere', /^run\.yaml:1:\d+: .*nowhere/],
    [
      'an alias inside itself',
      'a: &x\n  b: [*x, *x]',
      /^run\.yaml:2:7: the alias `\*x` is inside the value that it refers to\n/,
    ],
    [
      'two documents',
      'a: 1\n---\na: 2',
      /^run\.yaml:3:1: expected one document, found another one after `---`/,
    ],
    ['an unknown tag', 'a: !include b.md', /^run\.yaml:1:4: .*!include.*Tags are not supported/],
    [
      'nothing',
      '# only a comment\n',
      /^run\.yaml:1:1: the document is empty|^run\.yaml: the document is empty/,
    ],
    ['nesting that is too deep', `${'['.repeat(20_000)}`, /nested too deeply|run\.yaml:/],
  ];
  const indentation: readonly [what: string, text: string, place: string][] = [
    ['a key indented more than its neighbours', 'a:\n  b: 1\n   c: 2\n  d: 3\n', '3:4'],
    ['the first key indented more than the others', 'a:\n   b: 1\n  c: 2\n  d: 3\n  e: 4\n', '3:3'],
    ['a line after the end of a list', '- a\nb: c\n', '2:1'],
    ['a key indented less than its neighbours', 'a:\n  b: 1\n  c: 2\n d: 3\ne: 4\n', '4:2'],
    ['a key below a string', 'a: "x"\n  b: 1\n', '2:3'],
    ['a key below a string of two lines', 'a: x\n  y\n  b: 1\n', '3:3'],
    ['an entry of a list indented less', 'a:\n  - b\n - c\n', '3:2'],
    ['a key of an entry indented less', 'a:\n  - b: 1\n   c: 2\n', '3:4'],
    ['a key of an entry indented more', 'a:\n  - b: 1\n      c: 2\n', '3:7'],
    ['a line left of the first key', ' a: 1\nb: 2\n', '2:1'],
    ['a line of a text block indented less', 'a: |\n  x\n y\nb: 1\n', '3:2'],
  ];
  for (const [title, text, place] of indentation) {
    test(`document reader reports one problem at its line when the text has ${title}`, async () =>
      assert.equal(
        await rejection(yaml(text)),
        `run.yaml:${place}: wrong indentation: align this line with the other lines of its mapping or list`,
      ));
  }

  const mistakes: readonly (readonly [what: string, text: string, expected: string])[] = [
    ['a tab', 'a:\n  b: 1\n\tc: 2\n  d: 3\n', '3:1: indented with a tab: use spaces'],
    [
      'a line without a colon',
      'a: 1\nb\nc: 2\n',
      '2:1: expected `key: value`, found no colon followed by a space',
    ],
    ...[
      ['a non-breaking space after a colon', 'a: 1\nb:\u00a02\nc: 3\n', '2:3'],
      ['a full-width colon', 'a: 1\nb\uFF1A2\nc: 3\n', '2:2'],
      ['an invisible character after the last colon', 'a: 1\nb:\u200b 2', '2:3'],
    ].map(
      ([what = '', text = '', place = '']) =>
        [
          what,
          text,
          `${place}: expected \`key: value\`, found a colon or a space that is not an ordinary one, for example a non-breaking space: type it again`,
        ] as const,
    ),
    [
      'two colons',
      'a: b: c\nd: e\n',
      '1:4: two keys on one line: put a value that contains a colon in quotes',
    ],
    [
      'a path of Windows in double quotes',
      'a: "C:\\data"\n',
      '1:7: invalid escape sequence \\d: use single quotes, or write each backslash twice',
    ],
    ['an open quote', 'a: 1\nb: "x\nc: 3\n', '2:4: the closing quote is missing'],
    ['an open list', 'a: [1, 2\n', '1:9: the closing ] is missing, or not indented'],
    ['an open mapping', 'a: { b: 1\n', '1:10: the closing } is missing, or not indented'],
    [
      'an alias without anchor',
      'a: *x.csv\n',
      '1:4: there is no anchor `&x.csv` above this alias: put `*x.csv` in quotes if it is a string',
    ],
    [
      'an alias before its anchor',
      'a: *x\nb: &x 1\n',
      '1:4: there is no anchor `&x` above this alias: put `*x` in quotes if it is a string',
    ],
    ['an asterisk as a value', 'a: [*]\n', '1:5: a value cannot start with `*`: put it in quotes'],
    ...['*b', '[*b]', 'x', '', '[x]'].map((merged): [string, string, string] => [
      `${merged || 'nothing'} to merge`,
      `a: &b x\nc:\n  <<: ${merged}\n`,
      `3:${{ '[*b]': 8, '[x]': 8 }[merged] ?? 7}: the key \`<<\` merges mappings: write an alias of a mapping, such as \`<<: *name\``,
    ]),
    [
      'an empty entry',
      'a: [b, , c]\n',
      '1:8: an entry is empty: remove a comma, or write `""` for an empty string',
    ],
    ['a bracket too many', 'a: [b]]\n', '1:7: unexpected `]`: remove it, or put the whole value in quotes'],
    ['no comma in a list', 'a: ["b" "c"]\n', '1:9: a comma is missing between two entries'],
    ['no comma in a mapping', 'a: {"b": 1 "c": 2}\n', '1:10: a comma is missing between two entries'],
    [
      'a list on the line of its key',
      'a: - b\n',
      '1:4: a list cannot start on the line of its key: start each entry on its own line',
    ],
    [
      'a text block on the line of its key',
      'a: > b\n',
      '1:6: the text after `|` or `>` must start on the next line',
    ],
    [
      'a quote in a quoted text',
      "a: 'it's'\n",
      '1:8: more text after the end of the value: put the whole value in quotes, and write a quote inside it twice',
    ],
    ['a tab in a text block', 'a: |\n\tb\n', '2:1: indented with a tab: use spaces'],
    [
      'spaces in an empty line at the start of a text block',
      'a: |\n    \n  b\n',
      '3:3: an empty line above this text has more spaces than its indentation: remove the spaces of the empty line',
    ],
    ['a tab, and lines below it', 'a:\n  b:\n\tc: 1\n  d: 2\n', '3:1: indented with a tab: use spaces'],
    [
      'a non-breaking space as indentation',
      'a:\n  b: 1\n\u00a0 c: 2\n  d: 3\n',
      '3:1: indented with a space that is not an ordinary one, for example a non-breaking space: type it again',
    ],
    [
      'an open list, and a non-breaking space in a text',
      'a: |\n  \u00a0b\nc: [d\n',
      '3:6: the closing ] is missing, or not indented',
    ],
    [
      'a merge conflict',
      'a: 1\n<<<<<<< HEAD\nb: 1\n=======\nb: 2\n>>>>>>> main\n',
      '2:1: a merge conflict marker. Resolve the conflict',
    ],
    ['an open list as the document', '[a, b\n', '1:6: the closing ] is missing, or not indented'],
    [
      'a comment without a space before it',
      'a: "b"#c\n',
      '1:7: unexpected `#`: write a space before it if it starts a comment, or put the whole value in quotes',
    ],
    ...['&x &y b', '!x !y b', '&x *y', '!!str"b"'].map((value): [string, string, string] => [
      `the value ${value}`,
      `y: &y 1\na: ${value}\n`,
      `2:${value.startsWith('!!') ? 9 : 7}: unexpected text that starts with \`&\` or \`!\`: put it in quotes if it is part of a string`,
    ]),
    [
      'a long text with a colon',
      `a: 1\n${'x'.repeat(2000)}: 2\n`,
      '2:1: a key has more than 1024 characters: check where it ends, or put a value with a colon in quotes',
    ],
    ['a key on the line of a separator', '--- a: b\n', '1:5: a document must start on the line after `---`'],
    ...['%a\nb: c\n', '%TAG !\n---\nb: c\n'].map((text, i): [string, string, string] => [
      `the directive ${text.split('\n', 1)}`,
      text,
      `${2 - i}:1: a line that starts with \`%\` is a YAML directive: put it in quotes, or write \`---\` after it`,
    ]),
  ];
  for (const [title, text, expected] of mistakes) {
    test(`document reader explains the problem when the text has ${title}`, async () =>
      assert.equal(await rejection(yaml(text)), `run.yaml:${expected}`));
  }

  for (const [title, text, expected] of rows) {
    test(`document reader rejects ${title}`, async () => assert.match(await rejection(yaml(text)), expected));
  }

  test('document reader names the path when an input has a path in place of a document', async () => {
    for (const path of ['provena/run.yaml', '../runs.JSONL\n'])
      assert.equal(
        await rejection(readSource({ name: 'input metadata', text: path, fileInput: 'metadata-file' })),
        `input metadata: expected a document, found the path ${JSON.stringify(path.trim())}. Set input metadata-file instead`,
      );
    assert.equal((await readSource({ name: 'input endpoints', text: 'b.yaml' })).value, 'b.yaml');
    assert.equal((await readSource({ name: 'a.yaml', file: 'a.yaml', text: 'b.yaml' })).value, 'b.yaml');
    assert.deepEqual((await readSource({ name: 'input metadata', text: 'a: b.yaml' })).value, {
      a: 'b.yaml',
    });
  });

  test('document reader accepts an empty document after the first one', async () => {
    for (const end of ['---', '---\n# end\n', '...\n---\n'])
      assert.deepEqual((await yaml(`a: 1\n${end}`)).value, { a: 1 });
  });

  for (const written of ['123e456', '-9e999', '.inf', '.nan']) {
    test(`document reader rejects ${written} and advises quotes`, async () => {
      assert.match(
        await rejection(yaml(`a: 1\nb: [${written}]`)),
        new RegExp(`^run\\.yaml:2:5: ${written} is read as a number .*put it in quotes \\("${written}"\\)`),
      );
      assert.deepEqual((await yaml(`a: "${written}"`)).value, { a: written });
    });
  }

  test('JSON reader rejects a number beyond the largest one', async () => {
    assert.match(
      await rejection(readSource({ name: 'x.json', text: '{"a":\n 1e999}' })),
      /^x\.json, line 2, column 2: 1e999 is read as a number/,
    );
  });

  test('YAML reader reads a date as text when the document declares YAML 1.1', async () => {
    assert.deepEqual((await yaml('%YAML 1.1\n---\na: 2024-01-01\nb: yes')).value, {
      a: '2024-01-01',
      b: 'yes',
    });
  });

  test('YAML reader merges a mapping into any number of entries', async () => {
    const entries = Array.from({ length: 2000 }, (_, i) => `- {<<: *base, name: run ${i}}\n`).join('');
    const { value } = await yaml(`- &base\n  name: run\n  inputs: [a, b]\n${entries}`);
    assert.ok(Array.isArray(value));
    assert.equal(value.length, 2001);
    assert.deepEqual(value.at(-1), { name: 'run 1999', inputs: ['a', 'b'] });
  });

  test('YAML reader rejects aliases that multiply, without expanding them', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`,
    );
    assert.match(
      await rejection(yaml(['l0: &l0 [x]', ...levels].join('\n'))),
      /too many aliases: write the values/,
    );
  });

  test('YAML reader finds the target of each of 100,000 aliases', async () => {
    const { value } = await yaml(`a: &a 1\nb: &b 2\nc:\n${'- *a\n- *b\n'.repeat(50_000)}`);
    assert.deepEqual(value, { a: 1, b: 2, c: Array.from({ length: 100_000 }, (_, i) => 1 + (i % 2)) });
  });

  test('YAML reader uses the nearest anchor above an alias, in merges, too', async () => {
    const text = `- &a { x: &x 1 }\n- { <<: *a, y: *x }\n- &a { x: &x 2 }\n- { <<: [*a], y: *x }\n- *a\n`;
    assert.deepEqual((await yaml(text)).value, [
      { x: 1 },
      { x: 1, y: 1 },
      { x: 2 },
      { x: 2, y: 2 },
      { x: 2 },
    ]);
  });

  test('JSON reader rejects a duplicate key at its line', async () => {
    const text = '{"a": 1,\n "a": 2}';
    assert.equal(
      await rejection(readSource({ name: 'x.json', text })),
      'x.json, line 2, column 2: duplicate key "a"',
    );
  });

  for (const [text, place] of [
    [
      String.raw`a: 1
b: ["\ud83d\ude00", "cut \ud83d"]`,
      '2:21',
    ],
    [String.raw`{"a": 1, "\ude00": 1}`, '1:10'],
  ])
    test(`document reader rejects half of a character at its place in ${text}`, async () =>
      assert.match(
        await rejection(yaml(text ?? '')),
        new RegExp(`^run\\.yaml:${place}: the text contains half of a character`),
      ));

  test('JSON reader reports a syntax error at its line', async () => {
    assert.match(
      await rejection(readSource({ name: 'x.json', file: 'x.json', text: '{"a": 1,\n "b" 2}' })),
      /^x\.json:2:\d+: not valid JSON/,
    );
  });
});

suite('unusual but valid documents', () => {
  test('document reader accepts a byte-order mark, CRLF and right-to-left text', async () => {
    const source = await yaml('\uFEFFdisplay_name: "\u05E9\u05DC\u05D5\u05DD 🌊"\r\ninputs: []\r\n');
    assert.deepEqual(validateDocument(source, Run), {
      display_name: '\u05E9\u05DC\u05D5\u05DD 🌊',
      inputs: [],
    });
  });

  test('document reader accepts line breaks of classic Mac OS and reports lines', async () => {
    for (const text of ['display_name: a\r\rinputs: b\r', '{"display_name": "a",\r\r"inputs": "b"}\r']) {
      const source = await yaml(text);
      assert.match(
        messages(() => validateDocument(source, Run))[0] ?? '',
        /^run\.yaml:3:\d+: inputs: expected a list/,
      );
    }
  });

  test('YAML reader resolves anchors and merge keys', async () => {
    const source = await yaml('base: &b {x: 1, y: 2}\nrun: {<<: *b, y: 3}\n');
    assert.deepEqual(source.value, { base: { x: 1, y: 2 }, run: { x: 1, y: 3 } });
  });

  test('document reader treats keys of Object.prototype as ordinary keys', async () => {
    const source = await yaml('constructor: {prototype: {polluted: 1}}\ntoString: a\n');
    assert.deepEqual(mergePatch({ a: 1 }, source.value), {
      a: 1,
      constructor: { prototype: { polluted: 1 } },
      toString: 'a',
    });
    assert.equal(Reflect.get({}, 'polluted'), undefined);
    assert.match(
      messages(() => validateDocument(source, Run)).join('\n'),
      /constructor: is not a known field/,
    );
  });

  const ignored: readonly (readonly [text: string, place: string])[] = [
    ['a:\n  b: {__proto__: {polluted: 1}}', '2:7'],
    ['[\n {"__proto__": 1}]', '2:3'],
  ];
  for (const [text, place] of ignored) {
    test(`document reader rejects the key that schemas ignore at its place in ${text}`, async () =>
      assert.equal(
        await rejection(yaml(text)),
        `run.yaml:${place}: the document has a key \`__proto__\`, which is not supported. Rename it`,
      ));
  }

  test('document reader accepts any text or rejects it with a place', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (text) => {
        await yaml(text).catch((error) => assert.ok(error instanceof UserError, String(error)));
      }),
    );
  });
});

suite('mergePatch', () => {
  test('mergePatch keeps null when the target is a patch, too', () => {
    const merged = mergePatch({ a: 1, b: { c: 1 } }, { a: null, b: { c: null } }, { isPatch: true });
    assert.deepEqual(merged, { a: null, b: { c: null } });
  });

  const rows: readonly [target: Json, patch: Json, result: Json][] = [
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ];
  for (const [target, patch, result] of rows) {
    test(`mergePatch patches ${JSON.stringify(target)} with ${JSON.stringify(patch)} as RFC 7396 defines`, () => {
      assert.deepEqual(mergePatch(target, patch), result);
    });
  }
});

suite('loadDocument with an inline document and a file', async () => {
  const workspace = createTemporaryFolder();
  await writeFile(join(workspace, 'run.yaml'), 'display_name: from file\nstatus: WRONG\ninputs: []\n');

  test('loadDocument reports each problem in the text that has the value', async () => {
    const source = await loadDocument({
      inline: { input: 'model-run', text: '\ninputs:\n  - {}\n' },
      file: { input: 'model-run-file', path: 'run.yaml' },
      workspace,
    });
    assert.ok(source);
    assert.deepEqual(
      messages(() => validateDocument(source, Run)),
      [
        'run.yaml:2:9: status: expected one of "DRAFT", "FINAL", found "WRONG"',
        'input model-run, line 3, column 5: inputs[0].dataset_id: is required: expected a string',
      ],
    );
  });

  test('loadDocument reports an empty expression when the file has no value for its field', async () => {
    await writeFile(join(workspace, 'partial.yaml'), 'inputs: []\n');
    const source = await loadDocument({
      inline: { input: 'model-run', text: 'display_name: \nstatus: DRAFT\n' },
      file: { input: 'model-run-file', path: 'partial.yaml' },
      workspace,
    });
    assert.ok(source);
    assert.deepEqual(
      messages(() => validateDocument(source, Run)),
      [
        'input model-run, line 1, column 15: display_name: is required: expected a string. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes',
      ],
    );
  });

  test('loadDocument names the file and the input when the file does not exist', async () => {
    const message = await rejection(
      loadDocument({ file: { input: 'model-run-file', path: 'no.yaml' }, workspace }),
    );
    assert.match(message, /^no\.yaml: input model-run-file: the file does not exist\./);
  });

  test('loadDocument rejects a file that is not text', async () => {
    await writeFile(join(workspace, 'binary.yaml'), Buffer.from([0x61, 0xff, 0xfe, 0x00]));
    const message = await rejection(
      loadDocument({ file: { input: 'metadata-file', path: 'binary.yaml' }, workspace }),
    );
    assert.equal(
      message,
      'binary.yaml:1:2: input metadata-file: the file is not UTF-8 text. Save it in this encoding',
    );
  });
});
