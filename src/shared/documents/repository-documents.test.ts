import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, win32 } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../../sandbox/testing/temporary-folder.ts';
import { getDeclaredKind } from './document-kind.ts';
import type { Json } from './json.ts';
import { formatProblem } from './problem.ts';
import { checkRepository } from './repository-documents.ts';
import { getErrorMessage, readTestFile } from './testing/documents-support.ts';
import { loadDocument, loadFile } from './text/load.ts';
import { nameFile } from './text/name-file.ts';
import { readSources } from './text/source.ts';

const RUN = `workflow_template_id: 10378.1/1
inputs: []
outputs: []
display_name: Run
description: A run.
associations: {modeller_id: me}
start_time: 1
end_time: 2
`;
const ORGANISATION = 'kind: organisation\ndisplay_name: A\nname: A\n';

const FILES: Readonly<Record<string, string>> = {
  'org.yaml': ORGANISATION,
  'study.json': '{"kind": "study", "display_name": "S", "title": "S", "description": "d"}',
  'runs.yaml': `# yaml-language-server: $schema=../schemas/model-run.json\n- ${RUN.trim().replaceAll('\n', '\n  ')}\n`,
  'part.yaml': '# yaml-language-server: $schema=../schemas/study-partial.json\ntitle: S\n',
  'part-run.yaml': 'kind: model-run\ndisplay_name: R\n',
  'plain.yaml': 'display_name: A\nname: A\n',
  'bad.yaml': 'kind: study\ntitel: S\n',
  'broken.yaml': 'a: [\n',
  'pointer.yaml': `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
  'unknown.yaml': 'a: 1\n',
  'lost.yaml': `kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: {$ref: nowhere}\ninput_templates: []\noutput_templates: []\n`,
};

suite('documents of a repository', async () => {
  const workspace = createTemporaryFolder();
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(dirname(join(workspace, name)), { recursive: true });
    await writeFile(join(workspace, name), text);
  }
  await symlink('loop.yaml', join(workspace, 'loop.yaml'));

  const check = async (
    paths: readonly string[],
    { partial = [], kind }: { partial?: readonly string[]; kind?: string | undefined } = {},
  ) => {
    const records: string[] = [];
    const result = await checkRepository({
      paths,
      partialPaths: new Set(partial),
      kind,
      input: 'path',
      workspace,
      visitRecord: ({ record }) => records.push(record.display_name),
    });
    const lines = result.problems.listed.map(formatProblem);
    return {
      files: result.files.map(
        ({ file, kind }) => [file, kind, lines.filter((line) => line.startsWith(`${file}:`))] as const,
      ),
      items: result.items.map(({ name }) => name),
      records,
      problems: result.problems,
    };
  };

  test('checkRepository validates each document with the schema of its kind, wherever the kind is named', async () => {
    const { problems, ...checked } = await check(['org.yaml', 'study.json', 'runs.yaml']);
    assert.equal(problems.count, 0);
    assert.deepEqual(checked, {
      files: [
        ['org.yaml', 'organisation', []],
        ['study.json', 'study', []],
        ['runs.yaml', 'model-run', []],
      ],
      items: ['org.yaml', 'study.json'],
      records: ['Run'],
    });
  });

  test('checkRepository uses the kind of the input when a document names none', async () => {
    assert.deepEqual((await check(['plain.yaml'], { kind: 'organisation' })).items, ['plain.yaml']);
    assert.deepEqual((await check(['part-run.yaml'], { partial: ['part-run.yaml'] })).files, [
      ['part-run.yaml', 'model-run', []],
    ]);
  });

  test('checkRepository accepts partial documents where they are allowed, and only there', async () => {
    for (const options of [{}, { partial: ['part.yaml'] }]) {
      const { files, items } = await check(['part.yaml'], options);
      assert.deepEqual(files, [['part.yaml', 'study', []]]);
      assert.deepEqual(items, []);
    }
    assert.equal((await check(['part-run.yaml'], { partial: ['part-run.yaml'] })).records.length, 0);
  });

  test('checkRepository accepts the first of two fields that belong together in a partial document', async () => {
    const halves = [
      'approvals: { ethics_access: { relevant: true } }',
      'dataset_info: { created_date: { relevant: true } }',
      'dataset_info: { access_info: { reposited: false } }',
      'dataset_info: { temporal_info: { duration: { begin_date: 2024-05-01 } } }',
    ];
    for (const [i, half] of halves.entries()) {
      const path = `half-${i}.yaml`;
      await writeFile(join(workspace, path), `kind: dataset\n${half}\n`);
      assert.deepEqual((await check([path], { partial: [path] })).files, [[path, 'dataset', []]], half);
      assert.notEqual((await check([path])).problems.count, 0);
    }
  });

  test('checkRepository lists only known kinds, because a document can name any text', async () => {
    await writeFile(join(workspace, 'kind.yaml'), `kind: ${'a'.repeat(1000)}\n`);
    assert.equal((await check(['kind.yaml'])).files[0]?.[1], undefined);
  });

  test('checkRepository does not report references to documents with problems', async () => {
    const model = 'kind: model\n$id: reef\nname: 7\n';
    const workflow = (target: string): string =>
      `kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: { $ref: ${target} }\ninput_templates: []\noutput_templates: []\n`;
    const files = {
      'model.yaml': model,
      'broken.yaml': 'a: [\n',
      'by-id.yaml': workflow('reef'),
      'by-file.yaml': workflow('./model.yaml'),
      'of-broken.yaml': workflow('broken.yaml'),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(workspace, name), text);
    const counts = (await check(Object.keys(files))).files.map(([file, , lines]) => [file, lines.length > 0]);
    assert.deepEqual(counts, [
      ['model.yaml', true],
      ['broken.yaml', true],
      ['by-id.yaml', false],
      ['by-file.yaml', false],
      ['of-broken.yaml', false],
    ]);
  });

  test('checkRepository validates each entry of a JSON array at its place', async () => {
    const run = {
      workflow_template_id: '10378.1/1',
      inputs: [],
      outputs: [],
      display_name: 'A',
      description: 'A run.',
      associations: { modeller_id: 'me' },
      start_time: 1,
      end_time: 2,
    };
    const list = (...entries: readonly object[]): string =>
      `[${entries.map((entry) => `\n${JSON.stringify(entry)}`).join(',')}]\n`;
    const wrong = { ...run, display_name: 7 };
    const organisation = { kind: 'organisation', display_name: 'A', name: 'A' };
    const rows: readonly (readonly [text: string, kind: string | undefined, lines: readonly RegExp[]])[] = [
      [list({ ...run, kind: 'model-run' }, run), 'model-run', []],
      [list({ ...run, kind: 'model-run' }, wrong), 'model-run', [/^a\.json:3:\d+: \[1\]\.display_name: /]],
      [list({ kind: 'run', display_name: 'A' }, wrong), 'run', [/^a\.json:3:\d+: \[1\]\.display_name: /]],
      [
        list({ ...wrong, kind: 'model-run' }).replace(']\n', ',]\n'),
        'model-run',
        [/^a\.json:2:\d+: \[0\]\.display_name: /, /^a\.json:2:\d+: not valid JSON: /],
      ],
      [
        list(organisation, organisation),
        'organisation',
        [/^a\.json:1:1: expected a mapping that describes an item, found \[/],
      ],
      ['[]', 'model-run', [/^a\.json:1:1: the list of model runs is empty$/]],
    ];
    for (const [text, kind, lines] of rows) {
      await writeFile(join(workspace, 'a.json'), text);
      const { files } = await check(['a.json'], { kind: text === '[]' ? 'model-run' : undefined });
      const [, foundKind, found = []] = files[0] ?? [];
      assert.deepEqual([foundKind, found.length], [kind, lines.length], found.join('\n'));
      for (const [i, line] of lines.entries()) assert.match(found[i] ?? '', line);
    }
  });

  test('checkRepository reports the place of a byte of JSON that is not UTF-8', async () => {
    const item = Buffer.from('{\n"kind": "\xff"}', 'latin1');
    await writeFile(join(workspace, 'byte.json'), item);
    const run = `{"kind": "model-run", "description": "${'x'.repeat(2 ** 19)}"}`;
    await writeFile(join(workspace, 'byte-late.json'), Buffer.concat([Buffer.from(`[${run},\n`), item]));
    const { problems } = await check(['byte.json', 'byte-late.json'], {
      partial: ['byte.json', 'byte-late.json'],
    });
    const message = 'input path: the file is not UTF-8 text. Save it in this encoding';
    assert.deepEqual(problems.listed.map(formatProblem), [
      `byte.json:2:10: ${message}`,
      `byte-late.json:3:10: ${message}`,
    ]);
  });

  test('checkRepository validates a JSON array that is too large to be read as a whole', async () => {
    const entry = `${JSON.stringify({ kind: 'model-run', description: 'x'.repeat(2 ** 20) })},\n`;
    const path = join(workspace, 'large.json');
    await writeFile(path, `[${entry.repeat(65)}{"display_name": 7}]`);
    const { problems } = await check(['large.json'], { partial: ['large.json'] });
    assert.deepEqual(problems.listed.map(formatProblem), [
      'large.json:66:18: [65].display_name: expected a string, found 7: put it in quotes, "7"',
    ]);
    await rm(path);
  });

  test('checkRepository validates each line of JSON Lines with its kind, and counts all problems', async () => {
    const run = { workflow_template_id: 7 };
    const study = { kind: 'study', display_name: 'x', title: 'x' };
    const lines = [...Array.from({ length: 300 }, () => run), study, { ...study, description: 'x' }];
    await writeFile(
      join(workspace, 'many.jsonl'),
      `${lines.map((line) => JSON.stringify(line)).join('\n')}\n{\n`,
    );
    const { files, items, problems } = await check(['many.jsonl']);
    const actual = files.map(([file, kind]) => [file, kind]);
    assert.deepEqual(actual, [['many.jsonl', 'model-run, study']]);
    assert.deepEqual(items, ['many.jsonl#302']);
    // Eight of each model run; those of the study and of the last line are not listed.
    assert.deepEqual(
      [problems.count, problems.countIn('many.jsonl'), problems.listed.length],
      [2402, 2402, 1000],
    );
  });

  test('checkRepository reports the problems of lines in their order', async () => {
    const run = {
      workflow_template_id: '10378.1/1',
      inputs: [],
      outputs: [],
      associations: { modeller_id: 'me' },
    };
    const valid = { ...run, display_name: 'Run', description: 'A run.', start_time: 1, end_time: 2 };
    const lines = [
      { ...valid, end_time: 0 },
      `{`,
      { ...valid, description: `\${{ x }}` },
      { ...valid, end_time: 0 },
    ];
    await writeFile(
      join(workspace, 'order.jsonl'),
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
    );
    const { problems } = await check(['order.jsonl']);
    const foundLines = problems.listed.map(({ place }) => place?.line);
    assert.deepEqual(foundLines, [1, 2, 3, 4]);
  });

  test('checkRepository validates the other documents of a file with an expression', async () => {
    const text = `${ORGANISATION}---\n${ORGANISATION}ror: \${{ x }}\n---\n${ORGANISATION}extra: 1\n`;
    await writeFile(join(workspace, 'partly.yaml'), text);
    const { items, problems } = await check(['partly.yaml']);
    assert.deepEqual(items, ['partly.yaml']);
    const actual = problems.listed.map((problem) => formatProblem(problem).split(/ found| is/)[0]);
    assert.deepEqual(actual, ['partly.yaml:8:6: ror:', 'partly.yaml:13:1: extra:']);
    const run = RUN.trim().replaceAll('\n', '\n  ');
    const list = `- kind: model-run\n  ${run}\n- ${run}\n  study_id: \${{ x }}\n- ${run}\n  extra: 1\n`;
    await writeFile(join(workspace, 'partly-runs.yaml'), list);
    const runs = await check(['partly-runs.yaml']);
    assert.deepEqual(runs.records, ['Run']);
    const values = runs.problems.listed.map((problem) => formatProblem(problem).split(/ found| is/)[0]);
    assert.deepEqual(values, ['partly-runs.yaml:18:13: [1].study_id:', 'partly-runs.yaml:27:3: [2].extra:']);
  });

  test('checkRepository counts every problem of the references', async () => {
    const inputs = Array.from({ length: 1500 }, (_, i) => `  - template_id: {$ref: missing-${i}}\n`);
    await writeFile(
      join(workspace, 'references.yaml'),
      `kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: 10378.1/1\ninput_templates:\n${inputs.join('')}`,
    );
    const { problems } = await check(['references.yaml']);
    assert.deepEqual([problems.count, problems.listed.length], [1500, 1000]);
  });

  test('checkRepository reports every problem of every document', async () => {
    const { files, items } = await check([
      'bad.yaml',
      'broken.yaml',
      'unknown.yaml',
      'no.yaml',
      'loop.yaml',
      'part-run.yaml',
      'org.yaml',
      'lost.yaml',
    ]);
    const messages = Object.fromEntries(files.map(([file, , lines]) => [file, lines.join('\n')]));
    assert.match(
      messages['bad.yaml'] ?? '',
      /bad\.yaml:2:1: titel: is not a known field. Did you mean "title"\?/,
    );
    assert.match(messages['broken.yaml'] ?? '', /^broken\.yaml:\d:\d: /);
    assert.match(
      messages['unknown.yaml'] ?? '',
      /kind: is required: expected one of .*, dataset, model-run, run$/,
    );
    assert.match(
      messages['no.yaml'] ?? '',
      /^no\.yaml: input path: the file does not exist\. Paths are relative to the workspace/,
    );
    assert.equal(
      messages['loop.yaml'],
      'loop.yaml: input path: the symbolic links form a loop. Replace one of them with the file',
    );
    assert.match(messages['part-run.yaml'] ?? '', /workflow_template_id: is required/);
    assert.deepEqual(items, ['org.yaml', 'lost.yaml']);
    assert.equal(
      messages['lost.yaml'],
      'lost.yaml:3:14: software_id: "nowhere" is neither the $id nor the file of a document here. Add the document that it names, or write the handle of an item',
    );
    assert.deepEqual(
      files.map(([, kind]) => kind),
      [
        'study',
        undefined,
        undefined,
        undefined,
        undefined,
        'model-run',
        'organisation',
        'model-run-workflow-template',
      ],
    );
  });

  suite('readText', () => {
    const rows: readonly (readonly [what: string, path: string, pattern: RegExp])[] = [
      ['a folder', '.', /^\.: input f: not a file\. Enter the path of a file, not of a folder$/],
      [
        'a pointer of Git LFS',
        'pointer.yaml',
        /input f: the file contains only a pointer of Git LFS\. .*lfs: true/,
      ],
      [
        'a path through a file',
        'org.yaml/x',
        /the file does not exist, because a part of the path is a file/,
      ],
      [
        'a pattern',
        'org*.yaml',
        /^org\*\.yaml: input f: the file does not exist\. Write the path of one file/,
      ],
      ['a name that is too long', 'x'.repeat(300), /cannot be read \(ENAMETOOLONG\)/],
    ];
    for (const [title, path, pattern] of rows)
      test(`readText rejects ${title}`, async () =>
        assert.match(await getErrorMessage(() => loadFile({ path, input: 'f', workspace })), pattern));

    test('loadDocument returns undefined when neither input is set', async () => {
      assert.equal(await loadDocument({ workspace }), undefined);
      assert.equal(
        await loadDocument({
          inline: { input: 'i', text: ' \n' },
          file: { input: 'f', path: '' },
          workspace,
        }),
        undefined,
      );
      assert.deepEqual((await loadDocument({ inline: { input: 'i', text: 'a: 1' }, workspace }))?.value, {
        a: 1,
      });
      assert.equal(
        (await loadDocument({ file: { input: 'f', path: 'org.yaml' }, workspace }))?.place(['name']).line,
        3,
      );
    });

    test('nameFile returns paths in the workspace, and a file for annotations only there', () => {
      assert.deepEqual(nameFile('a/../b.yaml', '/w'), { name: 'b.yaml', file: 'b.yaml' });
      assert.deepEqual(nameFile('/w/a/b.yaml', '/w'), { name: 'a/b.yaml', file: 'a/b.yaml' });
      assert.deepEqual(nameFile('/w', '/w'), { name: '.', file: '.' });
      assert.deepEqual(nameFile('../b.yaml', '/w'), { name: '../b.yaml' });
      assert.deepEqual(nameFile('/etc/b.yaml', '/w'), { name: '/etc/b.yaml' });
      assert.deepEqual(nameFile('..b/c.yaml', '/w'), { name: '..b/c.yaml', file: '..b/c.yaml' });
    });

    test('nameFile returns paths with slashes on Windows', () => {
      const inside = { name: 'a/b.yaml', file: 'a/b.yaml' };
      for (const path of ['a\\b.yaml', 'a/b.yaml', '.\\a\\b.yaml', 'D:\\w\\a\\b.yaml', 'd:\\W\\a\\b.yaml'])
        assert.deepEqual(nameFile(path, 'D:\\w', win32), inside, path);
      assert.deepEqual(nameFile('..\\b.yaml', 'D:\\w', win32), { name: '../b.yaml' });
      assert.deepEqual(nameFile('C:\\b.yaml', 'D:\\w', win32), { name: 'C:/b.yaml' });
    });
  });
});

test('readSources gives each document of a file the schema of its own comment, else that of the first', async () => {
  const comment = (kind: string): string => `# yaml-language-server: $schema=x/${kind}.json\n`;
  for (const first of [comment('study'), `${comment('study')}---\n`, `---\n${comment('study')}`]) {
    const text = `${first}a: 1\n---\n${comment('model')}a: 2\n...\n${comment('person')}---\na: 3\n---\na: 4\n`;
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const sources = await readSources({ name: 'd.yaml', text: written });
      const schemaComments = sources.map(({ schemaComment }) => schemaComment);
      assert.deepEqual(schemaComments, ['x/study.json', 'x/model.json', 'x/person.json', 'x/study.json']);
    }
  }
});

suite('getDeclaredKind', () => {
  const rows: readonly (readonly [text: string, value: Json, kind: string | undefined, partial: boolean])[] =
    [
      ['', { kind: 'study' }, 'study', false],
      ['', { kind: 7 }, undefined, false],
      ['', { kind: 'MODEL_RUN' }, 'model-run', false],
      ['', { kind: 'Model run' }, 'model-run', false],
      ['', { $schema: 'https://x/schemas/study.json' }, 'study', false],
      ['', { $schema: './dataset-template-partial.json' }, 'dataset-template', true],
      ['', { kind: 'person', $schema: './study-partial.json' }, 'person', true],
      ['', { $schema: './study.yaml' }, undefined, false],
      ['', { $schema: 'https://x/schemas/study-v2.json' }, undefined, false],
      ['# yaml-language-server: $schema=x/study.json\na: 1', { a: 1 }, 'study', false],
      ['# yaml-language-server: $schema=x/other.json\na: 1', { a: 1 }, undefined, false],
      ['a: 1\n# yaml-language-server:  $schema=study-partial.json', { a: 1 }, 'study', true],
      ['a: "# yaml-language-server: $schema=study.json"', { a: 1 }, undefined, false],
      ['# yaml-language-server: $schema=model-run.json\n- a', ['a'], 'model-run', false],
    ];
  for (const [text, value, kind, isPartial] of rows)
    test(`getDeclaredKind reads ${text || JSON.stringify(value)}`, async () => {
      const { schemaComment } = await readTestFile('d.yaml', text || 'a: 1');
      assert.deepEqual(getDeclaredKind(value, schemaComment), { kind, isPartial });
    });
});
