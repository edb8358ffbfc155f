import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, createModel, mintDataset, useJob } from './test-job.ts';
import { replaceService } from './test-servers.ts';

suite('fetch-item', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const admin = new CheckedClient(job.sandbox, 'admin');
  const dataset = await mintDataset(api, job.seed.organisation, 'Tide record');

  const step = (inputs: Record<string, string>) => job.run('fetch-item', inputs);
  const versionOf = async (id: string, reason: string): Promise<string> => {
    const created = await api.call('registry', 'POST', '/registry/entity/model/version', { id, reason });
    return String(created['new_version_id']);
  };

  test('fetch-item sets the item and its common fields as outputs', async () => {
    const result = await expectSuccess(step({ id: dataset }));
    const { item = '', ...outputs } = result.outputs;
    const format = assumeType<{ dataset_info: { name: string } }>(
      (await api.item('entity/dataset', dataset))['collection_format'],
    );
    const stored: { id: string; collection_format: { dataset_info: { name: string } } } = JSON.parse(item);
    assert.equal(stored.id, dataset);
    assert.equal(stored.collection_format.dataset_info.name, format.dataset_info.name);
    assert.deepEqual(outputs, {
      'display-name': 'Tide record',
      subtype: 'DATASET',
      owner: 'modeller',
      'latest-version': dataset,
      'is-latest': 'true',
    });
    assert.match(result.summary, new RegExp(`Tide record.*\\| dataset \\| ${dataset} \\| modeller`));
  });

  test('fetch-item writes the item to a file', async () => {
    const result = await step({ id: job.seed.person, path: 'items/person.json' });
    assert.equal(result.outputs['path'], join(job.runner.workspace, 'items/person.json'));
    const written: unknown = JSON.parse(await readFile(result.outputs['path'] ?? '', 'utf8'));
    assert.deepEqual(written, JSON.parse(result.outputs['item'] ?? ''));
  });

  test('paths of files are below the home directory when they start with a tilde', async () => {
    const home = join(job.runner.workspace, 'home');
    const env = { HOME: home, USERPROFILE: home };
    const fetched = await expectSuccess(
      job.run('fetch-item', { id: job.seed.person, path: '~/person.json' }, env),
    );
    assert.equal(fetched.outputs['path'], join(home, 'person.json'));
    const updated = await expectSuccess(
      job.runner.runStep('update-item', {
        with: { id: dataset, 'updates-file': '~/updates.yaml', reason: 'Test' },
        files: { 'home/updates.yaml': 'dataset_info: { description: From home }' },
        env,
      }),
    );
    assert.equal(updated.outputs['updated'], 'true', updated.log);
  });

  test('a path that starts with a tilde is reported with the remedy when the user has no home directory', async () => {
    const env = { HOME: '', USERPROFILE: '' };
    const fetched = await job.run('fetch-item', { id: job.seed.person, path: '~/person.json' }, env);
    assertFailed(
      fetched,
      /^input path: expected the path of a file, found "~\/person\.json", but this user has no home directory\. Set the variable HOME, or/,
    );
    const registered = await job.run('register-item', { 'item-file': '~/*.yaml' }, env);
    assertFailed(registered, /^"~\/\*\.yaml": this user has no home directory\. Set the variable HOME, or/);
  });

  const queries: readonly (readonly [query: string, value: string])[] = [
    ['display_name', 'CO2 projection'],
    ['annotations.required', '["scenario"]'],
    ['annotations.required[0]', 'scenario'],
    ['annotations.required.0', 'scenario'],
    ['created_timestamp', '\\d+'],
    ['input_templates[0].template_id', '10378\\.1/\\d+'],
  ];
  for (const [query, value] of queries) {
    test(`fetch-item sets value to the result of ${query}`, async () => {
      const result = await expectSuccess(step({ id: job.seed.workflowTemplate, query }));
      assert.match(result.outputs['value'] ?? '', new RegExp(`^${value.replace(/[[\]]/g, '\\$&')}$`));
    });
  }

  test('fetch-item reports how far a query matches and still sets the item when it matches nothing', async () => {
    const result = await step({ id: job.seed.workflowTemplate, query: 'annotations.requird[0]' });
    assertFailed(
      result,
      /input query: annotations has no "requird"\. Did you mean "required"\? It has .*optional/,
    );
    assert.equal(result.outputs['display-name'], 'CO2 projection');
  });

  test('fetch-item follows versions to the latest one', async () => {
    const second = await versionOf(job.seed.model, 'two');
    const third = await versionOf(second, 'three');
    const outputs = async (id: string) => {
      const { 'latest-version': latest, 'is-latest': isLatest } = (await step({ id })).outputs;
      return [latest, isLatest];
    };
    assert.deepEqual(await outputs(job.seed.model), [third, 'false']);
    assert.deepEqual(await outputs(second), [third, 'false']);
    assert.deepEqual(await outputs(third), [third, 'true']);
    await admin.call(
      'registry',
      'PUT',
      `/registry/entity/model/auth/configuration?id=${encodeURIComponent(second)}`,
      { owner: 'modeller', general: [], groups: {} },
    );
    const colleague = await expectSuccess(
      job.runner.runStep('fetch-item', {
        with: { id: job.seed.model },
        env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.colleague.offlineToken },
      }),
    );
    assertOutputs(colleague, { 'is-latest': 'false', 'latest-version': undefined });
    assert.match(colleague.annotations[0]?.message ?? '', /latest version of .* could not be determined/);
  });

  test('fetch-item fails when versions form a cycle', async () => {
    const exported = await admin.call('registry', 'GET', '/admin/export');
    const bundles = assumeType<{ id: string; item_payload: Record<string, unknown> }[]>(exported['items']);
    const bundle = bundles.find(({ id }) => id === job.seed.inputTemplate);
    const versioning_info = { version: 1, next_version: job.seed.inputTemplate };
    await admin.call('registry', 'POST', '/admin/import', {
      import_mode: 'OVERWRITE_ONLY',
      trial_mode: false,
      items: [{ ...bundle, item_payload: { ...bundle?.item_payload, versioning_info } }],
    });
    const result = await expectSuccess(step({ id: job.seed.inputTemplate }));
    assert.match(result.annotations[0]?.message ?? '', /the versions form a cycle/);
    assert.equal(result.outputs['latest-version'], undefined);
  });

  test('fetch-item and version-item end when each version has a next version', async () => {
    const item = await api.item('entity/model', job.seed.model);
    let version = 0;
    await using registry = await replaceService(job, 'registry', () => {
      const versioning_info = { version: ++version, next_version: `10378.1/9${version}` };
      const status = { success: true, details: '' };
      return { status, item: { ...item, versioning_info }, locked: false };
    });
    for (const [action, inputs] of [
      ['fetch-item', {}],
      ['version-item', { reason: 'r' }],
    ] as const) {
      const result = await job.runner.runStep(action, {
        with: { id: job.seed.model, ...inputs },
        env: registry.env,
        timeoutMs: 60_000,
      });
      assert.equal(result.timedOut, false, action);
      assert.match(result.log, /more than 1000 later versions/);
    }
  });

  test('fetch-item returns a seed item unchanged', async () => {
    const seeded = await api.call('registry', 'POST', '/registry/activity/study/seed');
    const { id } = assumeType<{ id: string }>(seeded['seeded_item']);
    const result = await expectSuccess(step({ id, kind: 'study' }));
    assert.equal(result.outputs['display-name'], undefined);
    assert.equal(
      assumeType<{ record_type: string }>(JSON.parse(result.outputs['item'] ?? '')).record_type,
      'SEED_ITEM',
    );
  });

  test('fetch-item writes the item to a file and warns when it is too large for an output', async () => {
    const id = await createModel(api, 'Large', 'x'.repeat(1_100_000));
    const result = await expectSuccess(step({ id, path: 'large.json' }));
    assertOutputs(result, { item: undefined, 'display-name': 'Large' });
    assert.match(result.annotations[0]?.message ?? '', /Output item has .* The value is in .*large\.json/);
    assert.equal(
      assumeType<{ id: string }>(JSON.parse(await readFile(result.outputs['path'] ?? '', 'utf8'))).id,
      id,
    );
    const withoutPath = await step({ id });
    assert.match(withoutPath.outputs['path'] ?? '', /provena-step-\d+-item\.json$/);
  });

  const invalidInputs: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['no item', {}, /input id: is required/],
    ['an unknown item', { id: '10378.1/404' }, /registry\.general\.fetch: not found/],
    [
      'an item of another kind',
      { id: 'person', kind: 'model' },
      /input kind: .* is of kind person, not model/,
    ],
    ['an invalid path', { id: 'person', query: 'a[' }, /input query: "a\[" is not a path/],
    ['a file that cannot be written', { id: 'person', path: '.' }, /input path: \. cannot be written/],
  ];
  for (const [title, { id, ...inputs }, pattern] of invalidInputs) {
    test(`fetch-item fails with a clear message: ${title}`, async () => {
      const given = id === 'person' ? job.seed.person : id;
      assertFailed(await step({ ...(given === undefined ? {} : { id: given }), ...inputs }), pattern);
    });
  }

  test('fetch-item names the missing permission when the item is not readable', async () => {
    const result = await job.runner.runStep('fetch-item', {
      with: { id: dataset },
      env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.nobody.offlineToken },
    });
    assertFailed(result, /entity-registry-read/);
  });
});
