import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { getErrorLines, readTestFile } from '../testing/documents-support.ts';
import { readItemDocument } from './item-document.ts';
import { findItemKind, findItemKindBySubtype, ITEM_KINDS } from './item-kinds.ts';

async function read(text: string, options: { kind?: string; isPartial?: boolean } = {}) {
  const source = await readTestFile('a/doc.yaml', text);
  return readItemDocument({ source, file: 'a/doc.yaml', kind: undefined, ...options });
}

const STUDY = 'display_name: Reef\ntitle: Reef\ndescription: A study.\n';
const STUDY_VALUE = { display_name: 'Reef', title: 'Reef', description: 'A study.' };

const PERSON =
  'kind: person\ndisplay_name: A\nfirst_name: A\nlast_name: L\nemail: a@example.org\nethics_approved: true\n';
const ORGANISATION = 'kind: organisation\ndisplay_name: A\nname: A\n';

suite('item documents', () => {
  const identifiers: readonly (readonly [document: string, field: string, url: string, reason?: string])[] = [
    [PERSON, 'orcid', 'https://orcid.org/0000-0002-1825-0097'],
    [PERSON, 'orcid', 'http://orcid.org/0000-0002-1694-233X/'],
    [PERSON, 'orcid', 'https://orcid.org/0000-0002-1694-233x'],
    [PERSON, 'orcid', 'https://example.org/ada'],
    [PERSON, 'orcid', 'https://orcid.org/0000-0002-1825-0098', 'an ORCID iD with valid check digits'],
    [PERSON, 'orcid', 'https://www.orcid.org/0000-0002-1852-0097', 'an ORCID iD with valid check digits'],
    [
      PERSON,
      'orcid',
      'https://orcid.org/0000-0002-1825',
      'an ORCID iD such as https://orcid.org/0000-0002-1825-0097',
    ],
    [ORGANISATION, 'ror', 'https://ror.org/03qn8fb07'],
    [ORGANISATION, 'ror', 'https://ror.org/05dxps055'],
    [ORGANISATION, 'ror', 'https://ror.org/05DXPS055'],
    [ORGANISATION, 'ror', 'https://ror.org/03qn8fb08', 'a ROR ID with valid check digits'],
    [ORGANISATION, 'ror', 'https://ror.org/03qn8', 'a ROR ID such as https://ror.org/03qn8fb07'],
  ];
  for (const [document, field, url, reason] of identifiers)
    test(`item document ${reason === undefined ? 'accepts' : 'rejects'} ${url}`, async () => {
      const text = `${document}${field}: ${url}\n`;
      if (reason === undefined) await read(text);
      else
        assert.deepEqual(await getErrorLines(() => read(text)), [
          `a/doc.yaml:${text.split('\n').length - 1}:${field.length + 3}: ${field}: expected ${reason}; found "${url}". Copy it from its page`,
        ]);
    });

  for (const key of ['$id', '$handle'])
    test(`item document rejects an empty ${key}, unless it is partial or null was written`, async () => {
      const empty = `kind: study\n${key}:\n${STUDY}`;
      for (const text of [empty, `kind: study\n${key}: #reef\n${STUDY}`])
        assert.deepEqual(await getErrorLines(() => read(text)), [
          `a/doc.yaml:2:${key.length + (text === empty ? 2 : 3)}: ${key}: expected a string, found no value. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes`,
        ]);
      await read(empty, { isPartial: true });
      await read(`kind: study\n${key}: null\n${STUDY}`);
    });

  test('item document names its kind, and the fields about the document are not sent', async () => {
    const item = await read(`$schema: ./x.json\n$id: reef\n$handle: 10378.1/7\nkind: study\n${STUDY}`);
    assert.equal(item.kind.name, 'study');
    assert.equal(item.name, 'reef');
    assert.equal(item.file, 'a/doc.yaml');
    assert.equal(item.handle, '10378.1/7');
    assert.deepEqual(item.value, STUDY_VALUE);
    assert.deepEqual(item.references, []);
  });

  test('item document takes its name from the file when it has no name', async () => {
    const item = await read(STUDY, { kind: 'study' });
    assert.equal(item.name, 'a/doc.yaml');
    assert.equal(item.handle, undefined);
  });

  const kinds: readonly (readonly [what: string, text: string, kind?: string])[] = [
    ['the field kind is first', 'kind: study\n$schema: https://x/person.json\n', 'model'],
    ['the schema is second', '$schema: https://x/schemas/study.json\n', 'model'],
    ['the schema for editors is third', '# yaml-language-server: $schema=../schemas/study.json\n', 'model'],
    ['a partial schema for editors', '# yaml-language-server: $schema=../study-partial.json\n'],
    ['a partial schema', '$schema: ../study-partial.json\n'],
    ['a schema of others is ignored', '$schema: https://x/other.json\n', 'study'],
    [
      'a schema of others for editors is ignored',
      '# yaml-language-server: $schema=https://x/other.json\n',
      'study',
    ],
    [
      'a schema of others is ignored before one for editors',
      '# yaml-language-server: $schema=../schemas/study.json\n$schema: https://x/other.json\n',
      'model',
    ],
    ['the input is last', '', 'Study'],
    ['the name of the server is accepted', 'kind: STUDY\n'],
  ];
  for (const [title, head, kind] of kinds) {
    test(`item document has its kind from the input, the field or the schema: ${title}`, async () => {
      assert.equal((await read(head + STUDY, kind === undefined ? {} : { kind })).kind.name, 'study');
    });
  }

  const rejected: readonly (readonly [what: string, text: string, lines: readonly (string | RegExp)[]])[] = [
    [
      'a list',
      '- a\n',
      [
        'a/doc.yaml:1:1: expected a mapping that describes an item, found ["a"]. Write each item to a document of its own; in YAML, separate documents with ---',
      ],
    ],
    ['a text', 'a\n', ['a/doc.yaml:1:1: expected a mapping that describes an item, found "a"']],
    [
      'one without a kind',
      STUDY,
      [/^a\/doc\.yaml:1:1: kind: is required: expected one of organisation, person,.*dataset$/],
    ],
    [
      'one with a mistyped $schema',
      `$schema: https://x/schemas/studdy.json\n${STUDY}`,
      [
        /^a\/doc\.yaml:1:1: kind: is required: .*dataset\. No kind has the schema "studdy\.json"\. Did you mean "study\.json"\?$/,
      ],
    ],
    [
      'one with a mistyped schema for editors',
      `# yaml-language-server: $schema=../schemas/persn-partial.json\n${STUDY}`,
      [/\. No kind has the schema "persn-partial\.json"\. Did you mean "person-partial\.json"\?$/],
    ],
    [
      'one with the schema of another project',
      `$schema: https://x/schemas/package.json\n${STUDY}`,
      [/^a\/doc\.yaml:1:1: kind: is required: expected one of organisation, person,.*dataset$/],
    ],
    [
      'the keys of a document without their dollar sign',
      `kind: study\nid: a\nhandle: 10378.1/1\n${STUDY}`,
      [
        'a/doc.yaml:2:1: id: is not a known field. Did you mean "$id"?',
        'a/doc.yaml:3:1: handle: is not a known field. Did you mean "$handle"?',
      ],
    ],
    ['a model run in one word', 'kind: ModelRun\n', [/found "ModelRun"\. Did you mean "model-run"\?$/]],
    [
      'one of an unknown kind',
      `kind: studdy\n${STUDY}`,
      [/^a\/doc\.yaml:1:7: kind: expected one of organisation.*, found "studdy"\. Did you mean "study"\?$/],
    ],
    [
      'one of model runs by its schema for editors',
      `# yaml-language-server: $schema=../schemas/run.json\n${STUDY}`,
      [/kind: expected one of organisation.*, found "run"\. Use the action record-run for this document$/],
    ],
    [
      'one whose kind is not a string',
      `kind: 7\n${STUDY}`,
      [/^a\/doc\.yaml:1:7: kind: expected one of.*, found 7$/],
    ],
    [
      'an invalid handle',
      `kind: study\n$handle: ./study.yaml\n${STUDY}`,
      [/^a\/doc\.yaml:2:10: \$handle: expected a handle such as .*; found "\.\/study\.yaml"$/],
    ],
    [
      'names that are not strings, or empty',
      `kind: study\n$id: ''\n$handle: 7\n${STUDY}`,
      [
        /^a\/doc\.yaml:2:6: \$id: must not be empty\. .*; found ""/,
        'a/doc.yaml:3:10: $handle: expected a string, found 7: put it in quotes, "7"',
      ],
    ],
    [
      'an empty handle, for example of an expression without a value',
      `kind: study\n$handle: ""\n${STUDY}`,
      [/^a\/doc\.yaml:2:10: \$handle: must not be empty\. .*it evaluates to an empty string$/],
    ],
    [
      'all its problems',
      'kind: study\ndisplay_name: 7\ntitel: x\n',
      [
        'a/doc.yaml:2:15: display_name: expected a string, found 7: put it in quotes, "7"',
        /title: is required/,
        /description: is required/,
        'a/doc.yaml:3:1: titel: is not a known field. Did you mean "title"?',
      ],
    ],
  ];
  for (const [title, text, lines] of rejected) {
    test(`item document is rejected: ${title}`, async () => {
      const found = await getErrorLines(() => read(text));
      assert.equal(found.length, lines.length, found.join('\n'));
      for (const line of lines) {
        const matches = (one: string): boolean => (typeof line === 'string' ? one === line : line.test(one));
        assert.ok(found.some(matches), `${line}\n${found.join('\n')}`);
      }
    });
  }

  test('partial item document may lack fields, but must be valid otherwise', async () => {
    const item = await read('kind: study\ntitle: Reef\n', { isPartial: true });
    assert.deepEqual(item.value, { title: 'Reef' });
    assert.deepEqual(await getErrorLines(() => read('kind: study\ntitle: 7\n', { isPartial: true })), [
      'a/doc.yaml:2:8: title: expected a string, found 7: put it in quotes, "7"',
    ]);
  });

  test('item document may have a reference wherever a handle is expected', async () => {
    const { references, value } = await read(
      'kind: model-run-workflow-template\ndisplay_name: W\nsoftware_id: {$ref: ./m.yaml}\ninput_templates: []\noutput_templates: []\n',
    );
    assert.deepEqual(references, [{ path: ['software_id'], target: './m.yaml' }]);
    assert.deepEqual(Reflect.get(Object(value), 'software_id'), { $ref: './m.yaml' });
  });
});

suite('item kinds', () => {
  test('findItemKind accepts the names of people and of the server', () => {
    for (const word of ['dataset-template', 'DATASET_TEMPLATE', 'Dataset template', 'dataset_template'])
      assert.equal(findItemKind(word)?.name, 'dataset-template', word);
    assert.equal(findItemKind('templates'), undefined);
    assert.equal(findItemKindBySubtype('DATASET_TEMPLATE')?.name, 'dataset-template');
    assert.equal(findItemKindBySubtype('dataset-template'), undefined);
  });

  const facts = ITEM_KINDS.map(({ name, subtype, namePath, metadataPath, isVersioned: versioned }) => [
    name,
    subtype,
    namePath.join('.'),
    metadataPath.join('.'),
    versioned,
  ]);
  test('item kind has the places of the name and of the metadata, and whether it has versions', () => {
    assert.deepEqual(facts, [
      ['organisation', 'ORGANISATION', 'display_name', 'user_metadata', false],
      ['person', 'PERSON', 'display_name', 'user_metadata', false],
      ['model', 'MODEL', 'display_name', 'user_metadata', true],
      ['dataset-template', 'DATASET_TEMPLATE', 'display_name', 'user_metadata', true],
      ['model-run-workflow-template', 'MODEL_RUN_WORKFLOW_TEMPLATE', 'display_name', 'user_metadata', true],
      ['study', 'STUDY', 'display_name', 'user_metadata', false],
      ['dataset', 'DATASET', 'dataset_info.name', 'dataset_info.user_metadata', true],
    ]);
  });
});
