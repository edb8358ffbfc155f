import assert from 'node:assert/strict';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertNothingInjected, INJECTIONS } from './hostile-text.ts';
import type { StepResult } from './runner.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';

/** Levels of YAML aliases, each with nine references to the level before. */
const ALIAS_BOMB = [
  'l0: &l0 [x]',
  ...Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(9).fill(`*l${i}`).join(', ')}]`),
].join('\n');

const LARGE_DOCUMENT_ROW =
  '- {id: 10378.1/12345, name: a row of a large document, values: [1, 2, 3, 4, 5, 6, 7, 8]}\n';

suite('malicious and malformed documents', async () => {
  const job = await useJob();
  const metadata = formatDatasetDocument(job.seed.organisation);

  const checked = async (content: string | Uint8Array, name = 'doc.yaml') => {
    const result = await job.runner.runStep('validate', {
      with: { path: name, kind: 'dataset' },
      files: { [name]: content },
      // Twice the expected time, for busy machines.
      timeoutMs: 60_000,
      env: { NODE_OPTIONS: '--max-old-space-size=2048' },
    });
    assert.equal(result.timedOut, false);
    assertNothingInjected(result);
    assert.doesNotMatch(result.log, /bug in the action|FATAL|heap/);
    return result;
  };
  const rejected: readonly (readonly [what: string, content: () => string | Uint8Array, pattern: RegExp])[] =
    [
      ['aliases that multiply', () => ALIAS_BOMB, /too many aliases/],
      ['a merge of a mapping with itself', () => 'a: &a\n  <<: *a\n', /doc\.yaml/],
      [
        '50 MB of YAML',
        () => LARGE_DOCUMENT_ROW.repeat(50e6 / LARGE_DOCUMENT_ROW.length),
        /at most 16777216 are allowed in YAML.*JSON, or split/,
      ],
      ['8 MB of commas', () => `a: [${'1,'.repeat(4e6)}]`, /at most 500000 are allowed in YAML/],
      ['unclosed brackets', () => '['.repeat(100_000), /nested too deeply|doc\.yaml/],
      ['deeply nested mappings', () => `a: ${'{a: '.repeat(500)}1${'}'.repeat(500)}`, /nested too deeply/],
      [
        'a NUL',
        () => 'a: "x\0y"\nb: [',
        /doc\.yaml:1:6: .*not UTF-8 text\. It contains a NUL character: remove it/,
      ],
      ['UTF-16 text', () => Buffer.from([0xff, 0xfe, 0x61, 0]), /the file is UTF-16 text/],
      ['blanks and comments', () => '\n# nothing\n---\n', /the document is empty/],
      [
        'keys of Object.prototype',
        () => `${metadata}constructor: {a: 1}\nvalueOf: {}\n`,
        /constructor: is not.*valueOf: is not/s,
      ],
      ['the key __proto__', () => `${metadata}__proto__: {a: 1}\n`, /has a key `__proto__`/],
      [
        'a reference in a property of Object.prototype',
        () => `kind: study\nconstructor: {$ref: x}\ntoString: {$ref: y}\n`,
        /constructor: is not a known field/,
      ],
      ...['!!timestamp 2024-01-01', '!!binary SGVsbG8=', '!!set {a, b}', '!!omap [a: 1]'].map(
        (value) =>
          [
            `the tag of \`${value}\``,
            () => metadata.replace('name: Record', `name: ${value}`),
            /doc\.yaml:\d+: Unresolved tag.*Tags are not supported/,
          ] as const,
      ),
      [
        'a template placeholder without quotes',
        () => metadata.replace('name: Record', 'name: {{ name }}'),
        /doc\.yaml:\d+: a mapping is used as a key: put a value that starts with `\{` in quotes/,
      ],
      ['an empty key', () => `${metadata}? : 1\n`, /doc\.yaml:\d+: the key is empty or not a string/],
      [
        'a value that starts with a reserved character',
        () => metadata.replace('name: Record', 'name: @reef'),
        /a value cannot start with `@`: put it in quotes/,
      ],
      [
        'workflow commands as keys',
        () =>
          INJECTIONS.map((line) => JSON.stringify(line))
            .join(': 1\n')
            .concat(': 1\n'),
        /not a known field/,
      ],
      [
        'a workflow command as a kind',
        () => `kind: ${JSON.stringify(INJECTIONS.join('\n'))}\n`,
        /expected one of/,
      ],
    ];
  // Texts for which a pattern that backtracks takes minutes.
  const slow: typeof rejected = [
    ['blank lines and comments before an error', () => `${'\n \n#\n'.repeat(1000)}}\n`, /doc\.yaml:3001/],
    ['40,000 documents in one file', () => '---\na: 1\n'.repeat(40_000), /a: is not a known field/],
    [
      'a schema of 400,000 hyphens',
      () => `${metadata}$schema: ${'-'.repeat(400_000)}.n.json\nx: 1\n`,
      /x: is not a known field/,
    ],
    [
      'a URL of 400,000 colons',
      () => metadata.replace(/license: .*/, `license: "https://e${':'.repeat(400_000)} /"`),
      /expected an http or https URL/,
    ],
    [
      'a resolution of 400,000 digits',
      () => `${metadata}  spatial_info: { resolution: "${'10_0'.repeat(100_000)}x" }\n`,
      /expected a number above 0/,
    ],
    [
      'a resolution of 400,000 blanks',
      () => `${metadata}  spatial_info: { resolution: "${' '.repeat(400_000)}x" }\n`,
      /expected a number above 0/,
    ],
    [
      '8,000 references to nothing',
      () =>
        '---\nkind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: {$ref: x}\n'
          .concat('input_templates: []\noutput_templates: []\n')
          .repeat(8000),
      /"x" is neither the \$id nor the file/,
    ],
    [
      '30,000 references in one document',
      () =>
        'kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: {$ref: x}\n'
          .concat('output_templates: []\ninput_templates:\n')
          .concat('- {template_id: {$ref: y}}\n'.repeat(30_000)),
      /input_templates\[1\]\.template_id: duplicate value "y"/,
    ],
    [
      '100,000 errors in one line',
      () => `${metadata}x: ${'"a" '.repeat(100_000)}`,
      /more text after the end/,
    ],
    ['100,001 quotes', () => `${metadata}${"x: '\n".repeat(100_001)}`, /the closing quote is missing/],
    [
      '20,000 documents with an error',
      () => `${metadata}${'---\nx: [\n'.repeat(20_000)}`,
      /the closing \] is missing/,
    ],
    [
      'a number of 1,000,000 digits',
      () => `${metadata}x: ${'9'.repeat(1e6)}\n`,
      /: 9{60}… is read as a number/,
    ],
    [
      'a geometry of 400,000 blanks',
      () => `${metadata}  spatial_info: { coverage: "SRID=4326;POINT${' '.repeat(400_000)}x" }\n`,
      /expected a geometry in WKT after the SRID/,
    ],
  ];
  for (const [title, content, pattern] of [...rejected, ...slow]) {
    test(`validate rejects ${title} with a message, in bounded time and memory`, async () => {
      const result = await checked(content());
      assert.equal(result.exitCode, 1, result.log);
      assert.match(
        result.annotations
          .map(({ message, file = '', line = '' }) => `${file}:${line}: ${message}`)
          .join('\n'),
        pattern,
      );
    });
  }

  const rejectedJson: readonly (readonly [what: string, content: () => string, pattern: RegExp])[] = [
    ['17 MB of one list', () => `[${'{"a":[1,2,3]},'.repeat(1.2e6)}1]`, /expected a mapping/],
    ['50 MB that are not JSON', () => '{"a":1,}'.repeat(6e6), /not valid JSON/],
    ['80 MB', () => ' '.repeat(80e6), /at most 67108864 are allowed\. Split/],
    ['deeply nested lists', () => '['.repeat(1e6), /nested too deeply|not valid JSON/],
    ['deep lists that are closed', () => `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`, /nested too deeply/],
  ];
  for (const [title, content, pattern] of rejectedJson) {
    test(`validate rejects ${title} in JSON with a message, in bounded time and memory`, async () => {
      const result = await checked(content(), 'doc.json');
      assert.equal(result.exitCode, 1, result.log);
      assert.match(result.annotations.map(({ message }) => message).join('\n'), pattern);
    });
  }

  const rejectedLines: readonly (readonly [
    what: string,
    content: (record: string) => string,
    pattern: RegExp,
  ])[] = [
    // Brackets alone would be the first line of an indented document.
    ['deeply nested lists', () => `${'['.repeat(1e6)}1`, /nested too deeply/],
    [
      'deep lists that are closed',
      (record) => record.replace('{', `{"a":${'['.repeat(5000)}${']'.repeat(5000)},`),
      /nested too deeply/,
    ],
    [
      'the key __proto__',
      (record) => record.replace('"annotations":{', '"annotations":{"__proto__":"x",'),
      /has a key `__proto__`/,
    ],
    [
      'an escaped key __proto__',
      (record) => record.replace('"annotations":{', String.raw`"annotations":{"__pr\u006fto__":"x",`),
      /has a key `__proto__`/,
    ],
  ];
  for (const [title, content, pattern] of rejectedLines) {
    test(`register-model-run rejects ${title} in a line of JSON Lines, with its place`, async () => {
      const record = '{"display_name":"Run","annotations":{"scenario":"x"}}';
      const result = await job.runner.runStep('register-model-run', {
        with: { 'model-run-file': 'runs.jsonl' },
        files: { 'runs.jsonl': `\n${content(record)}\n` },
      });
      assert.equal(result.exitCode, 1, result.log);
      const problem = result.annotations.find(({ message }) => pattern.test(message));
      assert.deepEqual([problem?.file, problem?.line], ['runs.jsonl', '2'], result.log);
    });
  }

  const good: readonly (readonly [what: string, of: (document: string) => string | Uint8Array])[] = [
    ['a byte-order mark', (text) => `\uFEFF${text}`],
    ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
    [
      'right-to-left letters and pictures',
      (text) => text.replace('name: Record', 'name: "שלום עולם 🌊 مرحبا"'),
    ],
    [
      'anchors',
      (text) =>
        text
          .replace('ethics_registration: {}', 'ethics_registration: &none {}')
          .replace('ethics_access: {}', 'ethics_access: *none'),
    ],
    [
      'keys of Object.prototype in custom metadata',
      (text) => `${text}  user_metadata: {constructor: a, toString: b}\n`,
    ],
  ];
  for (const [title, of] of good) {
    test(`validate accepts ${title}`, async () => {
      await expectSuccess(checked(of(metadata)));
    });
  }

  test('keys of Object.prototype are sent as written', async () => {
    const facts = { constructor: 'a', toString: 'b', hasOwnProperty: 'c' };
    const text = `${metadata}  user_metadata: ${JSON.stringify(facts)}\n`;
    const minted = await expectSuccess(job.run('mint-dataset', { metadata: text }));
    const api = new CheckedClient(job.sandbox);
    const { collection_format } = await api.item('entity/dataset', minted.outputs['dataset-id'] ?? '');
    const { dataset_info } = assumeType<{ dataset_info: { user_metadata: Record<string, string> } }>(
      collection_format,
    );
    for (const [key, value] of Object.entries(facts)) assert.equal(dataset_info.user_metadata[key], value);
  });

  test('a query for a member of Object.prototype matches nothing', async () => {
    for (const query of ['__proto__', 'constructor.name', 'toString']) {
      const result = await job.run('fetch-item', { id: job.seed.study, query });
      assertFailed(result, /input query: /);
    }
  });

  /** Registers records with errors. @returns the step, and the last of its ten annotations. */
  const manyErrors = async (count: number, file: string): Promise<{ result: StepResult; last: string }> => {
    const records = Array.from({ length: count }, (_, i) => ({
      display_name: `Run ${i}`,
      start_time: 'soon',
    }));
    const result = await job.runner.runStep('register-model-run', {
      with: { 'model-run-file': file },
      files: { [file]: JSON.stringify(records, null, 1) },
      timeoutMs: 60_000,
    });
    assert.equal(result.exitCode, 1);
    const errors = result.annotations.filter(({ level }) => level === 'error');
    assert.equal(errors.length, 10);
    for (const { message } of errors) assert.ok(message.length <= 4096, String(message.length));
    return { result, last: errors.at(-1)?.message ?? '' };
  };

  test('hundreds of errors are reported as ten annotations and a log', async () => {
    const { result, last } = await manyErrors(120, 'runs.json');
    assert.match(
      last,
      /^\d{3} problems found:\n.*more lines in the step log.*\n\d+ more errors are in the step log\.\nCorrect the problems above.*\nHelp: \S+$/s,
    );
    assert.match(result.log, /error: runs\.json:\d+:\d+: .*/);
    assert.match(result.log, /\[119\]\.start_time: expected whole Unix seconds/);
    assert.ok(Buffer.byteLength(result.summary) < 1024 * 1024);
  });

  test('of the errors of ten thousand records a thousand are printed and the others counted', async () => {
    const { result, last } = await manyErrors(10_000, 'many.json');
    const total = Number(/^(\d{5}) problems found:\n/.exec(last)?.[1]);
    assert.match(last, /\n… \(the first 1000 problems are in the step log\)\n/);
    assert.match(
      last,
      new RegExp(`\n991 more errors are in the step log, and ${total - 1000} are not printed\\.\n`),
    );
    assert.equal(result.log.match(/^error: many\.json:\d+:\d+: /gm)?.length, 991);
    assert.ok(Buffer.byteLength(result.log) < 1024 * 1024, String(Buffer.byteLength(result.log)));
    assert.ok(Buffer.byteLength(result.summary) < 1024 * 1024);
  });

  const wrongValues = JSON.stringify({
    annotations: Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`key${i}`, i])),
  });
  for (const [file, content] of [
    ['runs.jsonl', `${wrongValues}\n`],
    ['runs.json', `[${wrongValues}]`],
  ] as const) {
    test(`the errors of one record in ${file} are reported with their places when it has fifty thousand`, async () => {
      const result = await job.runner.runStep('register-model-run', {
        with: { 'model-run-file': file },
        files: { [file]: content },
        timeoutMs: 60_000,
      });
      assert.equal(result.exitCode, 1, result.log);
      assert.match(result.log, /^error: runs\.jsonl?:1:\d{4,}: .*annotations\.key500: expected a string/m);
    });
  }

  test('paths outside of the workspace, cyclic links and missing files are rejected', async () => {
    const { workspace } = job.runner;
    await mkdir(join(workspace, 'loops'), { recursive: true });
    await symlink('b', join(workspace, 'loops/a.yaml'));
    await symlink('a.yaml', join(workspace, 'loops/b'));
    await symlink('.', join(workspace, 'loops/self'));
    await writeFile(join(workspace, '..', 'outside.yaml'), metadata);
    const rows: readonly (readonly [path: string, exitCode: number, pattern: RegExp])[] = [
      ['loops/a.yaml', 1, /symbolic links form a loop/],
      ['loops', 1, /symbolic links form a loop/],
      ['loops/self', 1, /symbolic links form a loop/],
      ['../outside.yaml', 0, /1 document is valid/],
      ['-rf.yaml', 1, /file does not exist/],
      ['/dev/null.yaml', 1, /file does not exist/],
    ];
    for (const [path, exitCode, pattern] of rows) {
      const result = await job.run('validate', { path, kind: 'dataset' });
      assert.equal(result.exitCode, exitCode, result.log);
      assert.match(result.log, pattern);
      assertNothingInjected(result);
      const matching = result.annotations.filter(({ file }) => file?.startsWith('..'));
      assert.deepEqual(matching, []);
    }
  });
});
