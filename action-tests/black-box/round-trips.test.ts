import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, createDatasetMetadata, mintDataset, useJob } from './test-job.ts';

suite('items as fetch-item and list-items write them', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const dataset = await mintDataset(api, job.seed.organisation, 'Tides');

  const run = async (action: string, inputs: Record<string, string>) => {
    const step = await expectSuccess(job.run(action, inputs));
    return step;
  };
  const fetchItem = async (id: string, path: string) =>
    (await run('fetch-item', { id, path })).outputs['path'] ?? '';
  const change = async (path: string, edit: (item: Record<string, unknown>) => unknown) =>
    writeFile(path, JSON.stringify(edit(JSON.parse(await readFile(path, 'utf8')))));

  test('register-item finds every fetched item unchanged, and names the fields that it left out', async () => {
    const { organisation, person, model, inputTemplate, workflowTemplate, study } = job.seed;
    const ids = [organisation, person, model, inputTemplate, workflowTemplate, study, dataset];
    for (const [i, id] of ids.entries()) await fetchItem(id, `fetched/${i}.json`);
    const step = await run('register-item', { 'item-file': 'fetched/*.json', 'if-exists': 'update' });
    const { created, updated, unchanged } = step.outputs;
    assert.deepEqual(
      { created, updated, unchanged },
      { created: '0', updated: '0', unchanged: '7' },
      step.log,
    );
    assert.match(
      step.log,
      /notice: .*Ignored fields that only the server sets: id, owner_username, created_timestamp/,
    );
  });

  test('register-item updates the item of a fetched document that was edited', async () => {
    const path = await fetchItem(job.seed.study, 'study.json');
    await change(path, (item) => ({ ...item, title: 'Edited in a file' }));
    const step = await run('register-item', { 'item-file': 'study.json', 'if-exists': 'update' });
    assert.equal(step.outputs['updated'], '1');
    assert.equal((await api.item('activity/study', job.seed.study))['title'], 'Edited in a file');
  });

  test('register-item reads the lists of list-items, and names items of kinds that it cannot write', async () => {
    for (const format of ['json', 'jsonl']) {
      const path = `list.${format}`;
      await run('list-items', { kind: 'dataset-template', format, path });
      const step = await run('register-item', { 'item-file': path });
      assert.equal(step.outputs['unchanged'], '2', step.log);
    }
    await run('list-items', { 'record-type': 'all', path: 'all.json' });
    const all = await job.run('register-item', { 'item-file': 'all.json' });
    assertFailed(all, /item_subtype: \S+ is of kind CREATE, which cannot be written/);
  });

  test('mint-dataset mints a dataset from a fetched one, with changes of the input', async () => {
    await fetchItem(dataset, 'dataset.json');
    const step = await run('mint-dataset', {
      'metadata-file': 'dataset.json',
      metadata: 'dataset_info: { name: Tides again }',
    });
    const id = step.outputs['dataset-id'] ?? '';
    assert.notEqual(id, dataset);
    const { collection_format: format } = await api.item('entity/dataset', id);
    const { user_metadata: _, ...info } = assumeType<{ dataset_info: Record<string, unknown> }>(
      format,
    ).dataset_info;
    const original = assumeType<{
      dataset_info: Record<string, unknown>;
    }>((await api.item('entity/dataset', dataset))['collection_format']);
    assert.equal(info['name'], 'Tides again');
    assert.equal(info['license'], original.dataset_info['license']);
    assert.match(step.log, /notice: Ignored fields that only the server sets: id, .*s3/);
  });

  test('update-item reads a fetched item, and collection_format of a dataset', async () => {
    const path = await fetchItem(dataset, 'update.json');
    const same = await run('update-item', { id: dataset, 'updates-file': 'update.json', reason: 'none' });
    assert.equal(same.outputs['updated'], 'false', same.log);
    await change(path, (item) => ({
      ...item,
      collection_format: createDatasetMetadata(job.seed.organisation, 'Waves'),
    }));
    const edited = await run('update-item', { id: dataset, 'updates-file': 'update.json', reason: 'edited' });
    assert.equal(edited.outputs['updated'], 'true');
    const updates = 'collection_format: { dataset_info: { description: Rewritten. } }';
    await run('update-item', { id: dataset, updates, reason: 'rewritten' });
    const { display_name: name, collection_format: format } = await api.item('entity/dataset', dataset);
    assert.equal(name, 'Waves');
    assert.equal(
      assumeType<{ dataset_info: { description: string } }>(format).dataset_info.description,
      'Rewritten.',
    );
  });

  test('update-item reports an invalid value of a fetched item at its place', async () => {
    const path = await fetchItem(dataset, 'wrong.json');
    const text = JSON.stringify(JSON.parse(await readFile(path, 'utf8')), undefined, 1);
    await writeFile(path, text.replace(/"license": ".*"/, '"license": "CC-BY"'));
    const step = await job.run('update-item', { id: dataset, 'updates-file': 'wrong.json', reason: 'x' });
    assert.equal(step.exitCode, 1);
    const place = step.annotations.find(({ file }) => file);
    const line = text.split('\n').findIndex((row) => row.includes('"license"')) + 1;
    assert.deepEqual([place?.file, place?.line], ['wrong.json', String(line)], step.log);
  });

  test('step rejects an item of another kind before it validates the fields', async () => {
    await fetchItem(job.seed.person, 'person.json');
    for (const [action, inputs] of [
      ['mint-dataset', { 'metadata-file': 'person.json' }],
      ['update-item', { id: dataset, 'updates-file': 'person.json', reason: 'x' }],
    ] as const) {
      const step = await job.run(action, inputs);
      assert.match(step.lastMessage, /kind: expected "dataset", found "person"/, step.log);
    }
  });
});
