import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Json } from '../../documents/json.ts';
import type { LineageRecords, RecordedItem } from '../lineage-records.ts';
import { type CrateOptions, createRoCrate, type RoCrate } from './create-ro-crate.ts';

const OPTIONS: CrateOptions = {
  handleProxy: 'https://hdl.handle.net',
  publishedAt: new Date('2024-05-01T00:00:00Z'),
};
const ORCID = 'https://orcid.org/0000-0002-1825-0097';

const run = (annotations: Record<string, string>): RecordedItem => ({
  content: {
    display_name: 'Run',
    record: {
      workflow_template_id: '1/template',
      model_version: 'v2',
      description: 'A run.',
      annotations,
      associations: { modeller_id: '1/ada' },
      start_time: 0,
      end_time: 60,
    },
  },
});

const template: RecordedItem = {
  content: {
    display_name: 'Template',
    item_subtype: 'MODEL_RUN_WORKFLOW_TEMPLATE',
    software_id: '1/model',
    input_templates: [{ template_id: '1/input-template' }],
    output_templates: [{ template_id: '1/hidden-template' }],
  },
};

/** An output of a run whose template, model and modeller are beyond the graph. */
function createRecords(items: Readonly<Record<string, RecordedItem>>): LineageRecords {
  return {
    root: '1/data',
    nodes: [
      { id: '1/data', item_category: 'ENTITY', item_subtype: 'DATASET' },
      { id: '1/run', item_category: 'ACTIVITY', item_subtype: 'MODEL_RUN' },
    ],
    links: [{ source: '1/data', type: 'wasGeneratedBy', target: '1/run' }],
    items: new Map(
      Object.entries({
        '1/data': { content: { display_name: 'Data' } },
        '1/model': { content: { display_name: 'Model', item_subtype: 'MODEL' } },
        '1/ada': { content: { display_name: 'Ada', item_subtype: 'PERSON', orcid: ORCID } },
        '1/input-template': { content: { display_name: 'Input', item_subtype: 'DATASET_TEMPLATE' } },
        ...items,
      }),
    ),
  };
}

type Entity = Record<string, Json>;

function listEntities({ files }: RoCrate): Entity[] {
  const metadata: { '@graph': Entity[] } = JSON.parse(files.get('ro-crate-metadata.json') ?? '');
  return metadata['@graph'];
}

const findEntity = (crate: RoCrate, id: string) => listEntities(crate).find((entity) => entity['@id'] === id);
const url = (id: string) => `https://hdl.handle.net/${id}`;

suite('RO-Crate of a lineage', () => {
  test('a run has its model as instrument when nothing is known of a CI run', () => {
    const crate = createRoCrate(createRecords({ '1/run': run({}), '1/template': template }), OPTIONS);
    assert.equal(crate.profile, 'process-run-crate');
    assert.equal(crate.version, '1.1');
    const action = findEntity(crate, url('1/run'));
    assert.deepEqual(action?.['instrument'], { '@id': url('1/model') });
    assert.deepEqual(action?.['agent'], { '@id': ORCID });
    assert.deepEqual(action?.['result'], { '@id': url('1/data') });
    assert.equal(action?.['endTime'], '1970-01-01T00:01:00+00:00');
    assert.equal(findEntity(crate, ORCID)?.['identifier'], url('1/ada'));
  });

  test('a run has its template as instrument when its CI run is known', () => {
    const ci = {
      ci_run_url: 'https://github.com/reef/co2/actions/runs/1',
      ci_repository: 'reef/co2',
      ci_commit: 'abc',
    };
    const crate = createRoCrate(createRecords({ '1/run': run(ci), '1/template': template }), OPTIONS);
    assert.equal(crate.profile, 'workflow-run-crate');
    const path = 'workflow-templates/1-template.json';
    assert.deepEqual(findEntity(crate, url('1/run'))?.['instrument'], { '@id': path });
    assert.deepEqual(findEntity(crate, './')?.['mainEntity'], { '@id': path });
    assert.deepEqual(findEntity(crate, path)?.['input'], { '@id': url('1/input-template') });
    assert.deepEqual(findEntity(crate, path)?.['output'], { '@id': url('1/hidden-template') });
    // The profile requires it, even of a template that cannot be read.
    assert.equal(findEntity(crate, url('1/hidden-template'))?.['@type'], 'FormalParameter');
    assert.equal(JSON.parse(crate.files.get(path) ?? '').software_id, '1/model');
    assert.equal(findEntity(crate, ci.ci_run_url)?.['isBasedOn'], 'https://github.com/reef/co2/tree/abc');
  });

  test('a run is part of studies only, and a dataset without a date of publication has none', () => {
    const records = createRecords({
      '1/run': run({}),
      '1/data': {
        content: { created_timestamp: 1, collection_format: { dataset_info: { published_date: {} } } },
      },
    });
    const informants = { '1/earlier': 'MODEL_RUN', '1/study': 'STUDY' };
    const crate = createRoCrate(
      {
        ...records,
        nodes: [
          ...records.nodes,
          ...Object.entries(informants).map(([id, item_subtype]) => ({ id, item_subtype })),
        ],
        links: [
          ...records.links,
          ...Object.keys(informants).map((target) => ({ source: '1/run', type: 'wasInformedBy', target })),
        ],
      },
      OPTIONS,
    );
    const action = findEntity(crate, url('1/run'));
    assert.deepEqual(action?.['isPartOf'], { '@id': url('1/study') });
    assert.deepEqual(action?.['wasInformedBy'], { '@id': url('1/earlier') });
    assert.equal(findEntity(crate, url('1/data'))?.['datePublished'], undefined);
  });

  test('a run that cannot be read is an action with the reason and an unknown model', () => {
    const crate = createRoCrate(createRecords({ '1/run': { unreadable: 'it is hidden' } }), OPTIONS);
    const action = findEntity(crate, url('1/run'));
    assert.equal(action?.['name'], '1/run');
    assert.equal(action?.['description'], 'The content is not included: it is hidden.');
    assert.deepEqual(action?.['instrument'], { '@id': '#unknown-model' });
  });

  test('the file of a workflow template has no names of accounts, which can be email addresses', () => {
    const username = 'ada@example.org';
    const history = [{ id: 1, username, item: { display_name: 'Old' } }];
    const item = {
      ...('content' in template ? Object(template.content) : {}),
      owner_username: username,
      history,
    };
    const crate = createRoCrate(
      createRecords({ '1/run': run({}), '1/template': { content: item } }),
      OPTIONS,
    );
    assert.match(crate.files.get('workflow-templates/1-template.json') ?? '', /"software_id": "1\/model"/);
    assert.doesNotMatch([...crate.files.values()].join(), /ada@/);
  });

  test('a run has both the version of its model and an annotation of the same name', () => {
    const listValues = (annotations: Record<string, string>) =>
      listEntities(createRoCrate(createRecords({ '1/run': run(annotations) }), OPTIONS)).flatMap(
        ({ name, value }) => (name === 'model_version' ? [value] : []),
      );
    assert.deepEqual(listValues({ model_version: 'v2' }), ['v2']);
    assert.deepEqual(new Set(listValues({ model_version: 'v3' })), new Set(['v2', 'v3']));
  });

  test('every reference has an entity, and no two entities have the same id', () => {
    const sameAda: RecordedItem = { content: { display_name: 'Ada', item_subtype: 'PERSON', orcid: ORCID } };
    const records = createRecords({
      '1/run': run({ a: '1', 'b c': '2' }),
      '1/template': template,
      '1/twin': sameAda,
    });
    const crate = createRoCrate(
      {
        ...records,
        nodes: [...records.nodes, { id: '1/twin', item_category: 'AGENT', item_subtype: 'PERSON' }],
        links: [
          ...records.links,
          { source: '1/run', type: 'wasAssociatedWith', target: '1/twin' },
          { source: '1/data', type: 'constructor', target: '1/twin' },
          { source: '1/data', type: 'wasRevisionOf', target: '1/data' },
        ],
      },
      OPTIONS,
    );
    const entities = listEntities(crate);
    const ids = new Set(entities.map((entity) => entity['@id']));
    assert.equal(ids.size, entities.length);
    const values = entities.flatMap((entity) => Object.values(entity).flat());
    for (const value of values) {
      const id = typeof value === 'object' && value !== null && '@id' in value ? value['@id'] : undefined;
      assert.ok(
        id === undefined || ids.has(id) || /^https:\/\/w3id\.org\//.test(String(id)),
        `no entity ${id}`,
      );
    }
    const people = entities.filter((entity) => entity['@type'] === 'Person');
    assert.deepEqual(people.map(({ identifier }) => identifier).sort(), [url('1/ada'), url('1/twin')]);
    assert.ok(ids.has(ORCID));
    const twin = people.find(({ identifier }) => identifier === url('1/twin'));
    assert.deepEqual(findEntity(crate, url('1/data'))?.['wasInfluencedBy'], { '@id': twin?.['@id'] });
    assert.deepEqual(findEntity(crate, url('1/data'))?.['wasRevisionOf'], { '@id': url('1/data') });
  });

  test('files have their path in the crate as id, or that of their dataset when they are not in it', () => {
    const records = createRecords({ '1/run': run({}) });
    const files = [{ name: 'a b/c#1.csv', size: 3, sha256: 'ff', crc32: 'AAAAAA==' }];
    const getFile = (folder?: string) =>
      listEntities(
        createRoCrate(records, { ...OPTIONS, datasetFiles: new Map([['1/data', { files, folder }]]) }),
      ).find(({ name }) => name === 'a b/c#1.csv');
    assert.deepEqual(getFile('data/1-data'), {
      '@id': 'data/1-data/a%20b/c%231.csv',
      '@type': 'File',
      name: 'a b/c#1.csv',
      contentSize: '3',
      sha256: 'ff',
      crc32: 'AAAAAA==',
    });
    assert.equal(getFile()?.['@id'], `${url('1/data')}#a%20b/c%231.csv`);
  });

  test('names of files and repositories may have any characters', () => {
    const ci = { ci_run_url: 'https://ci.example/1', ci_repository: 'a b/<c>', ci_commit: '\uD800' };
    const files = [{ name: 'a\uD800?\n/b.csv', size: 3 }];
    const crate = createRoCrate(createRecords({ '1/run': run(ci), '1/template': template }), {
      ...OPTIONS,
      datasetFiles: new Map([['1/data', { files }]]),
    });
    const ids = listEntities(crate).map((entity) => entity['@id']);
    assert.ok(ids.includes(`${url('1/data')}#a%EF%BF%BD%3F%0A/b.csv`), ids.join('\n'));
    assert.equal(
      findEntity(crate, 'https://ci.example/1')?.['isBasedOn'],
      'https://ci.example/a%20b/%3Cc%3E/tree/%EF%BF%BD',
    );
    for (const text of crate.files.values()) assert.doesNotMatch(text, /\\ud800/i);
  });

  test('a crate of 10,000 runs has an entity for each', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `1/run${index}`);
    const records = createRecords({ '1/template': template });
    const crate = createRoCrate(
      {
        root: '1/data',
        nodes: [
          ...records.nodes.slice(0, 1),
          ...ids.map((id) => ({ id, item_category: 'ACTIVITY', item_subtype: 'MODEL_RUN' })),
        ],
        links: ids.map((id) => ({ source: id, type: 'used', target: '1/data' })),
        items: new Map([...records.items, ...ids.map((id) => [id, run({})] as const)]),
      },
      OPTIONS,
    );
    const actions = listEntities(crate).filter((entity) => entity['@type'] === 'CreateAction');
    assert.equal(actions.length, ids.length);
  });
});
