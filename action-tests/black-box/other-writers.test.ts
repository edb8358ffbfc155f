import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { stringify } from 'yaml';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';

type Document = Readonly<Record<string, unknown>>;

/** Documents that are applied again after someone else changed their items. */
suite('register-item with if-exists: update, after another writer', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);

  const apply = async (document: Document, inputs: Readonly<Record<string, string>> = {}) => {
    const step = await expectSuccess(
      job.run('register-item', { item: stringify(document), 'if-exists': 'update', ...inputs }),
    );
    const drift = assumeType<{ field: string }[]>(JSON.parse(step.outputs['drift'] ?? '[]'));
    return { step, id: step.outputs['id'] ?? '', drifted: drift.map(({ field }) => field).sort() };
  };
  const change = async (id: string, updates: Document) => {
    await expectSuccess(job.run('update-item', { id, reason: 'By hand', updates: stringify(updates) }));
  };

  const template = (name: string, changes: Document = {}): Document => ({
    kind: 'model-run-workflow-template',
    display_name: name,
    software_id: job.seed.model,
    annotations: { required: ['scenario'], optional: ['region'] },
    user_metadata: { season: 'wet', basin: 'north' },
    ...changes,
  });
  const stored = async (id: string) => {
    const item = await api.item('entity/model_run_workflow', id);
    return {
      annotations: item['annotations'],
      metadata: Object.fromEntries(
        Object.entries(assumeType<Record<string, string>>(item['user_metadata'])).filter(([name]) =>
          ['season', 'basin', 'owner'].includes(name),
        ),
      ),
    };
  };

  test('a change of a nested list is kept while the document changes the list next to it', async () => {
    const { id } = await apply(template('Nested'));
    await change(id, { annotations: { required: ['scenario'], optional: ['region', 'depth'] } });
    const changed = template('Nested', {
      annotations: { required: ['scenario', 'site'], optional: ['region'] },
    });
    const { step, drifted } = await apply(changed);
    assert.equal(step.outputs['updated'], '1');
    assert.deepEqual(drifted, ['annotations.optional']);
    assert.deepEqual((await stored(id)).annotations, {
      required: ['scenario', 'site'],
      optional: ['region', 'depth'],
    });
    assert.equal((await apply(changed)).step.outputs['updated'], '0');
    const restored = await apply(changed, { 'on-drift': 'overwrite' });
    assert.equal(restored.step.outputs['updated'], '1');
    assert.deepEqual((await stored(id)).annotations, changed['annotations']);
  });

  test('a field that the document removes is removed, and a field that someone else added stays', async () => {
    const { id } = await apply(template('Removed'));
    await change(id, { user_metadata: { season: 'wet', basin: 'north', owner: 'ada' } });
    const without = template('Removed', { user_metadata: { basin: 'north' } });
    const { step } = await apply(without);
    assert.equal(step.outputs['updated'], '1', step.log);
    assert.deepEqual((await stored(id)).metadata, { basin: 'north', owner: 'ada' });
    assert.equal((await apply(without)).step.outputs['updated'], '0');
  });

  test('a field that someone else removed is drift', async () => {
    const { id } = await apply(template('Gone'));
    await change(id, { user_metadata: { season: null } });
    const { step, drifted } = await apply(template('Gone'));
    assert.equal(step.outputs['updated'], '0', step.log);
    assert.deepEqual(drifted, ['user_metadata.season']);
    assert.deepEqual((await stored(id)).metadata, { basin: 'north' });
    await apply(template('Gone'), { 'on-drift': 'overwrite' });
    assert.deepEqual((await stored(id)).metadata, { season: 'wet', basin: 'north' });
  });

  test('a removal by the document wins over a change of the same field by someone else', async () => {
    const { id } = await apply(template('Both'));
    await change(id, { user_metadata: { season: 'dry' } });
    const { step } = await apply(template('Both', { user_metadata: { basin: 'north' } }));
    assert.equal(step.outputs['updated'], '1', step.log);
    assert.deepEqual((await stored(id)).metadata, { basin: 'north' });
  });

  test('the same change by both writers is not drift', async () => {
    const { id } = await apply(template('Equal'));
    await change(id, { user_metadata: { season: 'dry' } });
    const { drifted } = await apply(template('Equal', { user_metadata: { season: 'dry', basin: 'north' } }));
    assert.deepEqual(drifted, []);
    assert.deepEqual((await stored(id)).metadata, { season: 'dry', basin: 'north' });
  });

  test('two documents of one item are rejected before anything is written', async () => {
    const { id } = await apply(template('Claimed'));
    const before = await api.item('entity/model_run_workflow', id);
    const step = await job.runner.runStep('register-item', {
      files: {
        'two/by-name.yaml': stringify(template('Claimed', { user_metadata: { season: 'a' } })),
        'two/by-handle.yaml': stringify({ $handle: id, ...template('Claimed again') }),
      },
      with: { 'item-file': 'two/*.yaml', 'if-exists': 'update' },
    });
    assert.equal(step.exitCode, 1, step.log);
    assert.match(step.log, /by-name\.yaml/);
    assert.match(step.log, /by-handle\.yaml/);
    assert.deepEqual(await api.item('entity/model_run_workflow', id), before);
  });

  test('a fetched item that is applied again changes nothing', async () => {
    const { id } = await apply(template('Fetched'));
    await expectSuccess(job.run('fetch-item', { id, path: 'fetched.json' }));
    const step = await expectSuccess(
      job.run('register-item', { 'item-file': 'fetched.json', 'if-exists': 'update' }),
    );
    assertOutputs(step, { created: '0', id });
  });
});
