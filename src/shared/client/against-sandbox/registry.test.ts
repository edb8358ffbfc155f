import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { RequestRejectedError } from '../errors.ts';
import type { Provena } from '../index.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { useSandbox } from './sandbox-support.ts';

const { as } = await useSandbox();

const SAMPLES = {
  organisation: { display_name: 'O', name: 'O' },
  person: {
    display_name: 'P',
    email: 'p@example.org',
    first_name: 'P',
    last_name: 'Q',
    ethics_approved: true,
  },
  study: { display_name: 'S', title: 'S', description: 'D' },
  datasetTemplate: { display_name: 'T' },
} as const;
type Study = (typeof SAMPLES)['study'];

suite('client against the sandbox: registry', () => {
  for (const kind of ['organisation', 'person', 'study', 'datasetTemplate'] as const) {
    test(`client creates, updates, locks and shares a ${kind}`, async () => {
      // Each of the four kinds in turn; the test uses only what they have in common.
      const client = as('modeller').registry[kind] as Provena['registry']['study'];
      const info = SAMPLES[kind] as Study; // as above
      assert.equal((await client.validate(info)).status.success, true);
      const { id } = (await client.create(info)).created_item;
      await client.update(id, { ...info, display_name: 'New name' }, 'renamed');
      await client.revert({ id, history_id: 0, reason: 'back' });
      const { item } = await client.fetch(id);
      assert.equal(item.display_name, info.display_name);
      const ids = item.history.map((entry) => entry.id);
      assert.deepEqual(ids, [2, 1, 0]);

      await client.lock({ id, reason: 'done' });
      assert.equal((await client.lockStatus(id)).locked, true);
      assert.equal((await catchError(client.update(id, info, 'again'))).family, 'forbidden');
      await client.unlock({ id, reason: 'undone' });
      const { history } = await client.lockHistory(id);
      assert.deepEqual(
        history?.map(({ action_type }) => action_type),
        ['LOCK', 'UNLOCK'],
      );

      const settings = await client.accessConfiguration(id);
      await client.setAccessConfiguration(id, { ...settings, general: [] });
      assert.equal((await catchError(as('colleague').registry.general.fetch(id))).family, 'forbidden');
      assert.ok((await client.evaluateAccess(id)).roles.includes('admin'));
      assert.ok((await client.listAll()).some((one) => one.id === id));
      assert.equal((await as('admin').registry.admin.delete(id)).status.success, true);
      assert.equal((await catchError(client.fetch(id))).family, 'notFound');
    });
  }

  test('client returns the schemas of items', async () => {
    const { study } = as('reader').registry;
    assert.ok((await study.schema())['properties']);
    assert.ok(await study.uiSchema());
    assert.ok((await study.accessRoles()).roles.length >= 3);
  });

  test('client creates seeds of items', async () => {
    const { model } = as('modeller').registry;
    const { id } = (await model.seed()).seeded_item;
    assert.equal((await catchError(model.fetch(id))).family, 'notFound');
    assert.equal((await model.fetchOrSeed(id)).item_is_seed, true);
    const page = await model.list({ filter_by: { record_type: 'SEED_ONLY' } });
    assert.ok(page.seed_items.some((seed) => seed.id === id));
  });

  test('client counts and exports items, and tries an import without changes', async () => {
    const { registry } = as('admin');
    assert.ok(((await registry.general.count())['ORGANISATION'] ?? 0) > 0);
    const { items } = await registry.admin.export();
    const request = { items };
    const tried = await registry.admin.import({ import_mode: 'ADD_OR_OVERWRITE', ...request });
    assert.equal(tried.trial_mode, true);
    const rejected = await catchError(registry.admin.import({ import_mode: 'ADD_ONLY', ...request }));
    assert.ok(rejected instanceof RequestRejectedError);
    assert.ok(Array.isArray(rejected.partial?.['failure_list']));
    assert.match(await registry.admin.config(), /=/);
    assert.ok(await registry.version());
  });
});

suite('client against the sandbox: handles', () => {
  test('client mints and changes handles', async () => {
    const { idService } = as('admin');
    const { id } = await idService.mint({ value_type: 'URL', value: 'https://example.org/' });
    await idService.addValue({ id, value_type: 'DESC', value: 'A page' });
    await idService.modifyByIndex({ id, index: 1, value: 'https://example.org/new' });
    const values = (await idService.get(id)).properties.map(({ value }) => value);
    assert.deepEqual(values, ['https://example.org/new', 'A page']);
    const left = await idService.removeByIndex({ id, index: 2 });
    assert.equal(left.properties.length, 1);
  });
});
