import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';

const source = await startTestSandbox();
const target = await startTestSandbox({ empty: true });
const from = new ApiClient(source, 'admin');
const to = new ApiClient(target, 'admin');
const exported = (await from.get('registry', '/admin/export')).at<
  {
    id: string;
    item_payload: object;
  }[]
>('items');

function importing(settings: object, items: unknown = exported) {
  return to.post('registry', '/admin/import', { import_mode: 'ADD_ONLY', items, ...settings });
}

test('a trial import returns counts and writes nothing', async () => {
  const trial = await importing({});
  assert.deepEqual([trial.at('status.success'), trial.at('statistics.new_entries')], [true, exported.length]);
  assert.match(trial.text('status.details'), /^TRIAL: .*ImportMode\.ADD_ONLY/);
  assert.deepEqual((await to.get('registry', '/admin/export')).at('items'), []);
});

test('an import is rejected with the reason if an item is invalid', async () => {
  const [first, ...rest] = exported;
  const broken = { ...first, item_payload: { ...first?.item_payload, display_name: null } };
  const response = await importing({ trial_mode: false }, [broken, ...rest]);
  assert.equal(response.at('status.success'), false);
  assert.equal(response.at('failure_list.0.1.id'), first?.id);
});

test('an export can be imported unchanged, and the graph restored from it', async () => {
  assert.equal((await importing({ trial_mode: false })).at('status.success'), true);
  assert.deepEqual((await to.get('registry', '/admin/export')).at('items'), exported);
  assert.equal((await importing({})).at('status.success'), false, 'everything is there already');
  await to.post('auth', '/link/admin/assign', {
    username: 'modeller',
    person_id: source.seed?.person,
    validate_item: false,
  });
  const restored = await to.post('registry', '/admin/restore-prov-graph', {
    trial_mode: false,
    items: exported,
  });
  const tasks = restored.at<string[]>('task_ids');
  assert.equal(
    tasks.length,
    exported.filter((bundle) => Reflect.get(bundle.item_payload, 'item_subtype') === 'CREATE').length,
  );
});

test('a synchronizing import deletes items only with allow_entry_deletion', async () => {
  const part = exported.slice(0, 2);
  const mode = { import_mode: 'SYNC_DELETION_ALLOWED', trial_mode: false };
  assert.equal((await importing(mode, part)).at('status.success'), false);
  const allowed = await importing({ ...mode, allow_entry_deletion: true }, part);
  assert.equal(allowed.at('statistics.deleted_entries'), exported.length - 2);
  const left = (await to.get('registry', '/admin/export')).at<{ id: string }[]>('items');
  assert.deepEqual(new Set(left.map((bundle) => bundle.id)), new Set(part.map((bundle) => bundle.id)));
});

test('an item that was imported without access settings and lock is visible to administrators only', async () => {
  const server = await startTestSandbox();
  const [admin, reader] = [new ApiClient(server, 'admin'), new ApiClient(server, 'reader')];
  const bundles = (await admin.get('registry', '/admin/export')).at<Record<string, object>[]>('items');
  const study = bundles.find(
    (bundle) => Reflect.get(bundle['item_payload'] ?? {}, 'item_subtype') === 'STUDY',
  );
  const rename = (part: string, id: string) => ({ [part]: { ...study?.[part], id } });
  const item = {
    id: 'lone',
    ...rename('item_payload', 'lone'),
    ...rename('auth_payload', 'a'),
    ...rename('lock_payload', 'b'),
  };
  const settings = { import_mode: 'ADD_ONLY', trial_mode: false, items: [item] };
  assert.equal((await admin.post('registry', '/admin/import', settings)).at('status.success'), true);
  const STUDIES = '/registry/activity/study';
  const read = async (caller: ApiClient, path: string) =>
    (await caller.get('registry', STUDIES + path, { id: 'lone' })).status;
  assert.deepEqual([await read(reader, '/fetch'), await read(admin, '/fetch')], [500, 400]);
  assert.deepEqual(
    [await read(admin, '/auth/configuration'), await read(admin, '/locks/history')],
    [500, 400],
  );
  const list = async (caller: ApiClient) => (await caller.post('registry', `${STUDIES}/list`, {})).status;
  assert.deepEqual([await list(reader), await list(admin)], [500, 200]);
});
