import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getErrorLines, readTestFile } from '../testing/documents-support.ts';
import { findReferences, readItemDocument } from './item-document.ts';
import { sortByReferences } from './references.ts';

async function documents(files: Readonly<Record<string, string>>) {
  return Promise.all(
    Object.entries(files).map(async ([name, text]) =>
      readItemDocument({ source: await readTestFile(name, text), file: name, kind: undefined }),
    ),
  );
}

const order = async (files: Readonly<Record<string, string>>) => sortByReferences(await documents(files));
const organisation = (name = 'Institute') => `kind: organisation\ndisplay_name: ${name}\nname: ${name}\n`;
const template = (reference: string) =>
  `kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: ${reference}\ninput_templates: []\noutput_templates: []\n`;
const model = (head = '') =>
  `${head}kind: model\ndisplay_name: M\nname: M\ndescription: d\ndocumentation_url: https://example.org\nsource_url: https://example.org\n`;

suite('sortByReferences', () => {
  test('sortByReferences puts documents after those that they refer to, by name or by file', async () => {
    const byFile = await order({ 'a/w.yaml': template('{$ref: ../m/model.yaml}'), 'm/model.yaml': model() });
    const foundFiles = byFile.map(({ file: name }) => name);
    assert.deepEqual(foundFiles, ['m/model.yaml', 'a/w.yaml']);
    assert.deepEqual(
      byFile[1]?.links.map(({ path, to }) => [path, to.file]),
      [[['software_id'], 'm/model.yaml']],
    );
    const byName = await order({ 'w.yaml': template('{$ref: reef}'), 'm.yaml': model('$id: reef\n') });
    const foundNames = byName.map(({ name }) => name);
    assert.deepEqual(foundNames, ['reef', 'w.yaml']);
  });

  test('sortByReferences prefers a path relative to the document to one relative to the workspace', async () => {
    const files = { 'a/w.yaml': template('{$ref: m.yaml}'), 'm.yaml': model(), 'a/m.yaml': model() };
    const getTargets = async (texts: Readonly<Record<string, string>>) =>
      (await order(texts)).flatMap(({ links }) => links.map(({ to }) => to.file));
    assert.deepEqual(await getTargets(files), ['a/m.yaml']);
    assert.deepEqual(await getTargets({ ...files, 'a/w.yaml': template('{$ref: a/m.yaml}') }), ['a/m.yaml']);
  });

  test('sortByReferences keeps the order otherwise, and returns each document once', async () => {
    const all = await order({
      'one.yaml': organisation('One'),
      'w1.yaml': template('{$ref: m.yaml}'),
      'w2.yaml': template('{$ref: m.yaml}'),
      'm.yaml': model(),
    });
    const foundFiles = all.map(({ file: name }) => name);
    assert.deepEqual(foundFiles, ['one.yaml', 'm.yaml', 'w1.yaml', 'w2.yaml']);
  });

  const datasets = (...references: string[]) =>
    template('{$ref: m.yaml}').replace(
      'input_templates: []',
      `input_templates: [${references.map((reference) => `{template_id: {$ref: ${reference}}}`).join(', ')}]`,
    );
  const datasetTemplate = 'kind: dataset-template\ndisplay_name: T\ndescription: d\n';

  test('sortByReferences accepts references of one list to different documents', async () => {
    const all = await order({
      'w.yaml': datasets('a.yaml', 'b.yaml'),
      'm.yaml': model(),
      'a.yaml': datasetTemplate,
      'b.yaml': datasetTemplate,
    });
    const foundFiles = all.map(({ file }) => file);
    assert.deepEqual(foundFiles, ['m.yaml', 'a.yaml', 'b.yaml', 'w.yaml']);
  });

  test('readItemDocument rejects two references of one list to the same document', async () => {
    assert.deepEqual(
      await getErrorLines(() => documents({ 'w.yaml': datasets('a.yaml', 'b.yaml', 'a.yaml') })),
      ['w.yaml:4:95: input_templates[2].template_id: duplicate value "a.yaml"'],
    );
  });

  test('readItemDocument names a duplicate handle whatever its suffix is', async () => {
    const handles = ['10378.1/0.0', '10378.1/0.0'].map((id) => `{template_id: ${id}}`).join(', ');
    const text = template('{$ref: m.yaml}').replace('input_templates: []', `input_templates: [${handles}]`);
    assert.deepEqual(await getErrorLines(() => documents({ 'w.yaml': text })), [
      'w.yaml:4:61: input_templates[1].template_id: duplicate value "10378.1/0.0"',
    ]);
  });

  const rejected: readonly (readonly [
    what: string,
    files: Record<string, string>,
    lines: readonly RegExp[],
  ])[] = [
    [
      'a name that no document has',
      { 'w.yaml': template('{$ref: reefs}'), 'm.yaml': model('$id: reef\n') },
      [
        /^w\.yaml:3:14: software_id: "reefs" is neither the \$id nor the file of a document here\. Did you mean "reef"\?$/,
      ],
    ],
    ...['10378.1/5', 'https://hdl.handle.net/10378.1/5'].map(
      (target) =>
        [
          `the reference ${target}`,
          { 'w.yaml': template(`{$ref: ${target}}`), 'm.yaml': model('$id: reef\n') },
          [/nor the file of a document here\. Write a handle without \$ref$/],
        ] as const,
    ),
    [
      'a document of another kind',
      { 'w.yaml': template('{$ref: o.yaml}'), 'o.yaml': organisation() },
      [/^w\.yaml:3:14: software_id: expected a document of kind model; o\.yaml is of kind organisation$/],
    ],
    [
      'a field that does not hold a handle',
      { 'o.yaml': 'kind: organisation\ndisplay_name: {$ref: m.yaml}\nname: x\n', 'm.yaml': model() },
      [/^o\.yaml:2:15: display_name: only a field that holds a handle can refer to another document$/],
    ],
    [
      'a name that two documents have',
      { 'a.yaml': `$id: x\n${organisation()}`, 'b.yaml': `$id: x\n${organisation()}` },
      [/^b\.yaml:1:6: \$id: "x" is also the name of a\.yaml\. Use another \$id$/],
    ],
    [
      'all problems at once',
      { 'w.yaml': template('{$ref: none}'), 'v.yaml': template('{$ref: nothing}') },
      [/^w\.yaml:.*"none" is neither/, /^v\.yaml:.*"nothing" is neither/],
    ],
  ];
  for (const [title, files, lines] of rejected) {
    test(`sortByReferences reports ${title}`, async () => {
      const found = await getErrorLines(() => order(files));
      assert.equal(found.length, lines.length, found.join('\n'));
      for (const [i, line] of lines.entries()) assert.match(found[i] ?? '', line);
    });
  }

  test('sortByReferences reports a cycle with its path', async () => {
    const [a, b] = await documents({ 'a.yaml': template('{$ref: b.yaml}'), 'b.yaml': model() });
    assert.ok(a && b);
    // No two kinds can refer to each other yet. The second document makes the test cover kinds that can.
    const back = { ...b, kind: a.kind, references: [{ path: ['software_id'], target: 'a.yaml' }] };
    const forth = { ...a, references: [{ path: ['software_id'], target: 'b.yaml' }] };
    const lines = await getErrorLines(() =>
      sortByReferences([
        { ...forth, kind: { ...a.kind, subtype: 'MODEL' } },
        { ...back, kind: { ...a.kind, subtype: 'MODEL' } },
      ]),
    );
    assert.deepEqual(lines, ['a.yaml:1:1: the references form a cycle: a.yaml → b.yaml → a.yaml']);
  });
});

test('reference is a mapping with no key but $ref, at any place', () => {
  assert.deepEqual(
    findReferences({ a: { $ref: 'x' }, b: [{ c: { $ref: 'y' } }], d: { $ref: 'z', e: 1 }, f: { $ref: 7 } }),
    [
      { path: ['a'], target: 'x' },
      { path: ['b', 0, 'c'], target: 'y' },
    ],
  );
});
