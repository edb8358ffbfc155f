import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { mergePatch } from '../merge.ts';
import { UserError } from '../problem.ts';
import { getErrorLines, getErrorMessage, RunSchema, readTestFile } from '../testing/documents-support.ts';
import { validateDocument } from '../validation/validate-document.ts';
import { MAX_DOCUMENT_BYTES, readSource, type Source } from './source.ts';

const yaml = (text: string): Promise<Source> => readTestFile('run.yaml', text);

suite('invalid documents', () => {
  const rows: readonly [what: string, text: string, expected: RegExp][] = [
    ['a duplicate key', 'a: 1\nb: 2\na: 3', /^run\.yaml:3:1: duplicate key "a"$/],
    [
      'two merge keys',
      'a: &a {x: 1}\nb:\n  <<: *a\n  <<: *a\n',
      /^run\.yaml:4:3: .*write a list of aliases, such as `<<: \[\*one, \*two\]`$/,
    ],
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
        await getErrorMessage(() => yaml(text)),
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
    [
      'a colon without a key',
      'a:\n  b: 1\n\n  # c\n  : 2\n',
      '5:3: there is no key before this colon: write one, or put the value in quotes if the colon is a part of it',
    ],
    [
      'a colon before a value with another colon',
      'a: : b\n',
      '1:4: two keys on one line: put a value that contains a colon in quotes',
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
    [
      'an anchor without alias before text',
      'b: &used 1\nname: &Co Ltd\nc: *used\n',
      '2:11: `&Co` is read as an anchor, which no alias refers to: put the whole value in quotes, or remove it',
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
      assert.equal(await getErrorMessage(() => yaml(text)), `run.yaml:${expected}`));
  }

  for (const [title, text, expected] of rows) {
    test(`document reader rejects ${title}`, async () =>
      assert.match(await getErrorMessage(() => yaml(text)), expected));
  }

  test('document reader names the path when an input has a path in place of a document', async () => {
    for (const path of ['provena/run.yaml', '../runs.JSONL\n'])
      assert.equal(
        await getErrorMessage(() =>
          readSource({ name: 'input metadata', text: path, fileInput: 'metadata-file' }),
        ),
        `input metadata: expected a document, found the path ${JSON.stringify(path.trim())}. Set input metadata-file instead`,
      );
    assert.equal((await readSource({ name: 'input endpoints', text: 'b.yaml' })).value, 'b.yaml');
    assert.equal((await readSource({ name: 'a.yaml', file: 'a.yaml', text: 'b.yaml' })).value, 'b.yaml');
    assert.deepEqual((await readSource({ name: 'input metadata', text: 'a: b.yaml' })).value, {
      a: 'b.yaml',
    });
  });

  test('document reader reports errors at their lines below a text of several lines that has an error', async () => {
    for (const text of ['"x" y\n  z', '[x] y\n  z', '{} "y\n  z"'])
      assert.deepEqual(
        (await getErrorLines(() => yaml(`a: ${text}\nb: "c" d\n`))).map((line) => line.split(':')[1]),
        ['1', '3'],
      );
  });

  for (const text of [
    JSON.stringify('{"a": 1}'),
    JSON.stringify(' [1]'),
    JSON.stringify('a: 1\nb: 2\n'),
    '|\n  a:\n    b: 1\n',
  ])
    test(`document reader rejects ${JSON.stringify(text)}, a document in quotes`, async () =>
      assert.equal(
        await getErrorMessage(() => yaml(text)),
        'run.yaml:1:1: found a document in quotes. Remove the quotes; in an expression, use the value itself instead of toJSON(…)',
      ));

  test('document reader accepts other strings', async () => {
    for (const value of ['a: 1', 'Note: a\nb', '[a] b', 'a\nb: c', '10378.1/1', 'https://x.org\n'])
      assert.equal((await yaml(JSON.stringify(value))).value, value);
  });

  test('document reader accepts an empty document after the first one', async () => {
    for (const end of ['---', '---\n# end\n', '...\n---\n'])
      assert.deepEqual((await yaml(`a: 1\n${end}`)).value, { a: 1 });
  });

  for (const written of ['123e456', '-9e999', '.inf', '.nan']) {
    test(`document reader rejects ${written} and advises quotes`, async () => {
      assert.match(
        await getErrorMessage(() => yaml(`a: 1\nb: [${written}]`)),
        new RegExp(`^run\\.yaml:2:5: ${written} is read as a number .*put it in quotes \\("${written}"\\)`),
      );
      assert.deepEqual((await yaml(`a: "${written}"`)).value, { a: written });
    });
  }

  test('JSON reader rejects a number beyond the largest one', async () => {
    assert.match(
      await getErrorMessage(() => readSource({ name: 'x.json', text: '{"a":\n 1e999}' })),
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
      await getErrorMessage(() => readSource({ name: 'x.json', text })),
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
        await getErrorMessage(() => yaml(text ?? '')),
        new RegExp(`^run\\.yaml:${place}: the text contains half of a character`),
      ));

  test('JSON reader reports a syntax error at its line', async () => {
    assert.match(
      await getErrorMessage(() => readSource({ name: 'x.json', file: 'x.json', text: '{"a": 1,\n "b" 2}' })),
      /^x\.json:2:\d+: not valid JSON/,
    );
  });
});

suite('unusual but valid documents', () => {
  test('document reader accepts a byte-order mark, CRLF and right-to-left text', async () => {
    const source = await yaml('\uFEFFdisplay_name: "\u05E9\u05DC\u05D5\u05DD 🌊"\r\ninputs: []\r\n');
    assert.deepEqual(validateDocument(source, RunSchema), {
      display_name: '\u05E9\u05DC\u05D5\u05DD 🌊',
      inputs: [],
    });
  });

  test('document reader accepts line breaks of classic Mac OS and reports lines', async () => {
    for (const text of ['display_name: a\r\rinputs: b\r', '{"display_name": "a",\r\r"inputs": "b"}\r']) {
      const source = await yaml(text);
      assert.match(
        await getErrorMessage(() => validateDocument(source, RunSchema)),
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
      await getErrorMessage(() => validateDocument(source, RunSchema)),
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
        await getErrorMessage(() => yaml(text)),
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

suite('size limits', () => {
  test('document reader rejects documents with too many bytes', async () => {
    const text = `"${'é'.repeat(MAX_DOCUMENT_BYTES / 2)}"`;
    assert.deepEqual(await getErrorLines(() => readSource({ name: 'input x', text })), [
      `input x: the document has ${MAX_DOCUMENT_BYTES + 2} bytes; at most ${MAX_DOCUMENT_BYTES} are allowed. Split the document`,
    ]);
  });
  const nested = (depth: number): string => `${'['.repeat(depth)}1${']'.repeat(depth)}`;
  const tooDeep = 'the document is nested too deeply: at most 100 levels of lists and mappings are allowed';
  for (const depth of [101, 500, 60_000])
    test(`document reader rejects ${depth} nested lists`, async () =>
      assert.deepEqual(await getErrorLines(() => readTestFile('d.json', `\n${nested(depth)}`)), [
        `d.json:2:102: ${tooDeep}`,
      ]));
  test('document reader accepts documents at the limit', async () =>
    assert.equal(JSON.stringify((await readTestFile('d.json', nested(100))).value), nested(100)));
  test('YAML reader rejects documents that the parser cannot follow', async () =>
    assert.match(
      await getErrorMessage(() => readTestFile('d.yaml', `a: ${nested(60_000)}`)),
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
      assert.match(await getErrorMessage(() => readTestFile('d.yaml', text)), message));
});
