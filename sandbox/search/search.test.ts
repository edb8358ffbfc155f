import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRunRecord, mintDataset, registerRun } from '../testing/records.ts';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox({ empty: true });
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const ORGANISATION = '/registry/agent/organisation';
const ids: Record<string, string> = {};

for (const name of ['Hydrology', 'Hydrogen works', 'Marine Hydrology Institute', 'Ornithology']) {
  const creation = await modeller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
  ids[name] = creation.text('created_item.id');
}

async function search(query: string, more: Record<string, string | number> = {}): Promise<string[]> {
  const response = await colleague.get('search', '/search/entity-registry', { query, ...more });
  const hits = response.at<{ id: string; score: number }[]>('results');
  const scores = hits.map(({ score }) => score);
  assert.deepEqual(
    scores,
    scores.toSorted((a, b) => b - a),
  );
  return hits.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
}

test('search finds items by words, best first', async () => {
  assert.equal((await search('hydrology'))[0], 'Hydrology');
  assert.equal((await search('marine hydrology'))[0], 'Marine Hydrology Institute');
});

test('search finds items by the beginning of a word', async () => {
  assert.deepEqual((await search('hydro')).toSorted(), [
    'Hydrogen works',
    'Hydrology',
    'Marine Hydrology Institute',
  ]);
});

test('search allows typing errors in long words but not in short ones', async () => {
  assert.ok((await search('ornitohlogy')).includes('Ornithology'));
  assert.deepEqual(await search('xy'), []);
});

test('search finds nothing for unknown words', async () => {
  assert.deepEqual(await search('zzzzzzzz'), []);
  assert.deepEqual(await search('...'), []);
});

test('search filters by subtype', async () => {
  assert.equal((await search('hydrology', { subtype_filter: 'ORGANISATION' }))[0], 'Hydrology');
  assert.deepEqual(await search('hydrology', { subtype_filter: 'MODEL' }), []);
});

test('search finds an updated item by its new words only', async () => {
  const info = { display_name: 'Volcanology', name: 'Volcanology' };
  const query = { id: ids['Ornithology'] ?? '', reason: 'r' };
  await modeller.put('registry', `${ORGANISATION}/update`, info, query);
  assert.deepEqual(await search('volcanology'), ['Ornithology']);
  assert.deepEqual(await search('ornithology'), []);
});

test('search finds items that the caller cannot read', async () => {
  const id = ids['Hydrogen works'] ?? '';
  const hidden = { owner: 'modeller', general: [], groups: {} };
  await modeller.put('registry', `${ORGANISATION}/auth/configuration`, hidden, { id });
  assert.deepEqual(await search('hydrogen'), ['Hydrogen works']);
});

test('search returns at most record_limit results, and ten without a limit, for 0 and for -1', async () => {
  for (let number = 0; number < 12; number++) {
    const name = `Quarry ${number}`;
    await modeller.post('registry', `${ORGANISATION}/create`, { display_name: name, name });
  }
  const count = async (record_limit: number) => (await search('quarry', { record_limit })).length;
  assert.deepEqual([await count(3), await count(0), await count(-1), await count(50)], [3, 10, 10, 12]);
  const query = { query: 'quarry', record_limit: -2 };
  assert.equal((await colleague.get('search', '/search/entity-registry', query)).status, 500);
});

test('search finds templates and runs by their parts', async () => {
  const full = await startTestSandbox();
  const caller = new ApiClient(full, 'modeller');
  const resource = {
    description: 'zoophyte',
    usage_type: 'GENERAL_DATA',
    additional_metadata: { yardarm: 'xylem' },
  };
  const template = await caller.post('registry', '/registry/entity/dataset_template/create', {
    display_name: 'a template',
    deferred_resources: [{ key: 'quagmire', ...resource }],
    defined_resources: [{ path: 'vellum.csv', ...resource }],
  });
  const workflow = await caller.post('registry', '/registry/entity/model_run_workflow/create', {
    display_name: 'a workflow',
    software_id: full.seed?.model,
    input_templates: [{ template_id: template.text('created_item.id') }],
    annotations: { required: ['wolfram'], optional: ['tungsten', 'yttrium'] },
  });
  const dataset = await mintDataset(caller, full);
  const run = await registerRun(caller, {
    ...createRunRecord(full, dataset),
    annotations: { scenario: 'warm', umbrage: 'ululate' },
  });
  const find = async (query: string) =>
    (await caller.get('search', '/search/entity-registry', { query }))
      .at<{ id: string }[]>('results')
      .map(({ id }) => id);
  for (const word of ['zoophyte', 'yardarm', 'xylem', 'quagmire', 'vellum'])
    assert.deepEqual(await find(word), [template.text('created_item.id')], word);
  for (const word of ['wolfram', 'yttrium'])
    assert.deepEqual(await find(word), [workflow.text('created_item.id')], word);
  for (const word of ['umbrage', 'ululate']) assert.deepEqual(await find(word), [run], word);
  for (const [id, part] of [
    [workflow.text('created_item.id'), template.text('created_item.id')],
    [run, dataset],
  ] as const)
    assert.ok((await find(part)).includes(id), part);
});
