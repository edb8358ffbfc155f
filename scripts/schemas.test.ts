import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { Ajv } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { startSandbox } from '../sandbox/index.ts';
import { ApiClient } from '../sandbox/testing/sandbox-support.ts';
import { createDocumentSchemas } from './schemas.ts';

/** For each kind: documents that its schema has to accept and reject. */
interface Row {
  readonly kind: string;
  /** Route of the server's own schema. */
  readonly route?: string;
  readonly good: readonly Record<string, unknown>[];
  readonly bad: readonly Record<string, unknown>[];
}

const H = '10378.1/1234567';
const dataset = {
  associations: { organisation_id: H },
  approvals: { ethics_registration: {}, ethics_access: {}, indigenous_knowledge: {}, export_controls: {} },
  dataset_info: {
    name: 'n',
    description: 'd',
    access_info: {},
    publisher_id: H,
    created_date: { relevant: true, value: '2024-05-01' },
    published_date: {},
    license: 'https://example.org',
    keywords: ['a'],
  },
};
const run = {
  workflow_template_id: H,
  inputs: [{ dataset_template_id: H, dataset_id: H, resources: { a: 'b' } }],
  outputs: [],
  display_name: 'n',
  description: 'd',
  associations: { modeller_id: 'me' },
  start_time: '2024-05-01T06:00:00Z',
  end_time: 'now',
};
/** A run whose output is minted. */
const minting = (output: object): Record<string, unknown> =>
  JSON.parse(
    JSON.stringify({
      ...run,
      outputs: [
        {
          dataset_template_id: H,
          dataset: { $file: 'a.yaml', dataset_info: { name: 'n' } },
          path: 'results/',
          ...output,
        },
      ],
    }),
  );
const { start_time: _start, end_time: _end, ...untimed } = run;
const model = {
  display_name: 'n',
  name: 'n',
  description: 'd',
  documentation_url: 'https://e.org',
  source_url: 'https://e.org',
};
const person = {
  display_name: 'n',
  email: 'a@b.org',
  first_name: 'a',
  last_name: 'b',
  ethics_approved: true,
};

const ROWS: readonly Row[] = [
  {
    kind: 'organisation',
    route: 'agent/organisation',
    good: [{ display_name: 'n', name: 'n', ror: null }],
    bad: [{ display_name: 'n' }, { display_name: '', name: 'n' }, { display_name: 'n', name: 'n', nam: 1 }],
  },
  {
    kind: 'person',
    route: 'agent/person',
    good: [person, { ...person, orcid: 'https://orcid.org/0' }],
    bad: [
      { ...person, ethics_approved: false },
      { ...person, email: 'nobody' },
    ],
  },
  {
    kind: 'model',
    route: 'entity/model',
    good: [model],
    bad: [
      { ...model, source_url: 'src' },
      { ...model, name: 7 },
    ],
  },
  {
    kind: 'dataset-template',
    route: 'entity/dataset_template',
    good: [
      { display_name: 'n' },
      { display_name: 'n', deferred_resources: [{ key: 'k', description: 'd', usage_type: 'GENERAL_DATA' }] },
    ],
    bad: [{ display_name: 'n', deferred_resources: [{ key: 'k', description: 'd', usage_type: 'OTHER' }] }],
  },
  {
    kind: 'model-run-workflow-template',
    route: 'entity/model_run_workflow',
    good: [
      {
        display_name: 'n',
        software_id: H,
        input_templates: [{ template_id: H, optional: true }],
        annotations: { required: ['a'] },
      },
    ],
    bad: [{ display_name: 'n' }, { display_name: 'n', software_id: 'https://hdl.handle.net/x' }],
  },
  {
    kind: 'study',
    route: 'activity/study',
    good: [{ display_name: 'n', title: 't', description: 'd' }],
    bad: [{ display_name: 'n', title: 't' }],
  },
  {
    kind: 'dataset',
    route: 'datastore',
    good: [dataset],
    bad: [
      { ...dataset, approvals: {} },
      { ...dataset, dataset_info: { ...dataset.dataset_info, version: '1' } },
    ],
  },
  {
    kind: 'model-run',
    good: [
      run,
      { ...run, kind: 'model-run', start_time: 1714521600, end_time: '2024-05-01' },
      { ...run, start_time: '2024-05-01 06:00:00.5+10:00' },
    ],
    bad: [
      { ...run, associations: {} },
      { ...run, associations: { modeller_id: 'Ada Lovelace' } },
      { ...run, kind: 'dataset' },
      { ...run, start_time: {} },
      { ...run, start_time: '01/05/2024' },
    ],
  },
  {
    kind: 'run',
    good: [
      run,
      { ...run, kind: 'run' },
      minting({}),
      minting({ path: ['results/*.csv', 'log.txt'] }),
      minting({ dataset }),
      untimed,
    ],
    bad: [
      { ...run, associations: {} },
      minting({ dataset_id: H }),
      minting({ dataset: undefined }),
      minting({ dataset: { dataset_info: { titel: 'n' } } }),
      minting({ path: [] }),
    ],
  },
];

suite('JSON Schemas of documents', () => {
  const schemas = createDocumentSchemas();
  const compiled = (name: string) =>
    new Ajv2020({ strict: false, validateFormats: false }).compile(
      JSON.parse(schemas.get(`schemas/${name}.json`) ?? ''),
    );
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  async function fetchServerSchema(route: string): Promise<object> {
    const api = new ApiClient(sandbox, 'modeller');
    const response = await (route === 'datastore'
      ? api.get('datastore', '/metadata/dataset-schema')
      : api.get('registry', `/registry/${route}/schema`));
    return response.at('json_schema');
  }

  test('patterns have messages for editors', () => {
    const { allOf } = JSON.parse(schemas.get('schemas/dataset.json') ?? '').properties.dataset_info.properties
      .publisher_id;
    assert.deepEqual(
      allOf.map((part: { patternErrorMessage?: string }) => part.patternErrorMessage),
      ['', ', or in register-item { $ref: <path of the document> }', ', or its URL', ', without spaces'].map(
        (end) => `expected a handle such as 10378.1/1234567${end}`,
      ),
    );
  });

  for (const { kind, route, good, bad } of ROWS) {
    test(`${kind} schema accepts valid and rejects invalid documents`, () => {
      const check = compiled(kind);
      for (const document of good)
        assert.ok(check(document), `${JSON.stringify(document)}: ${JSON.stringify(check.errors)}`);
      for (const document of bad) assert.ok(!check(document), JSON.stringify(document));
    });

    test(`${kind}-partial schema accepts missing fields and rejects unknown ones`, () => {
      const check = compiled(`${kind}-partial`);
      assert.ok(check({}), JSON.stringify(check.errors));
      assert.ok(!check({ no_such_field: 1 }));
    });

    if (route === undefined) continue;
    test(`${kind} schema accepts only documents that the server's schema accepts`, async () => {
      const check = new Ajv({ strict: false, validateFormats: false }).compile(
        await fetchServerSchema(route),
      );
      for (const document of good)
        assert.ok(check(document), `${JSON.stringify(document)}: ${JSON.stringify(check.errors)}`);
    });
  }

  test('item schemas accept $id, $ref and me', () => {
    const check = compiled('model-run-workflow-template');
    const document = {
      $schema: 'x.json',
      $id: 'w',
      kind: 'model-run-workflow-template',
      display_name: 'n',
      software_id: { $ref: './model.yaml' },
    };
    assert.ok(check(document), JSON.stringify(check.errors));
    assert.ok(
      compiled('dataset')({
        ...dataset,
        associations: { organisation_id: { $ref: 'o' }, data_custodian_id: 'me' },
      }),
    );
    assert.ok(!check({ ...document, kind: 'study' }));
  });

  test('model-run schema accepts a list', () => {
    assert.ok(compiled('model-run')([run, run]));
  });
});
