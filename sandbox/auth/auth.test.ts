import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ApiClient, startTestSandbox } from '../testing/sandbox-support.ts';
import { waitUntil } from '../testing/wait-until.ts';

const sandbox = await startTestSandbox();
const modeller = new ApiClient(sandbox, 'modeller');
const colleague = new ApiClient(sandbox, 'colleague');
const nobody = new ApiClient(sandbox, 'nobody');
const admin = new ApiClient(sandbox, 'admin');
const person = sandbox.seed?.person ?? '';

test('link lookup is open to every user and succeeds for users that are not linked', async () => {
  const ownLink = await modeller.get('auth', '/link/user/lookup');
  assert.deepEqual(ownLink.body, { person_id: person, success: true });
  const otherLink = await nobody.get('auth', '/link/user/lookup', { username: 'modeller' });
  assert.deepEqual(otherLink.body, ownLink.body);
  assert.deepEqual((await nobody.get('auth', '/link/user/lookup')).body, { person_id: null, success: false });
});

test('a user can be linked to one person of their own, and an administrator can force another link', async () => {
  assert.equal((await colleague.post('auth', '/link/user/assign', { person_id: person })).status, 401);
  const info = { display_name: 'C', first_name: 'C', last_name: 'L', email: 'c@example.org' };
  const creation = await colleague.post('registry', '/registry/agent/person/create', {
    ...info,
    ethics_approved: true,
  });
  const person_id = creation.text('created_item.id');
  const assign = () => colleague.post('auth', '/link/user/assign', { person_id });
  assert.equal((await assign()).status, 200);
  assert.equal((await assign()).status, 400);
  const otherLink = { username: 'colleague', person_id: person };
  assert.equal((await admin.post('auth', '/link/admin/assign', otherLink)).status, 400);
  assert.equal((await admin.post('auth', '/link/admin/assign', { ...otherLink, force: true })).status, 200);
  const back = await admin.get('auth', '/link/admin/reverse_lookup', { person_id: person });
  assert.deepEqual(Object(back.at('usernames')).sort(), ['colleague', 'modeller']);
  await admin.delete('auth', '/link/admin/clear', { username: 'colleague' });
  assert.equal((await colleague.get('auth', '/link/user/lookup')).at('success'), false);
});

test('administrators create, fill and remove groups, and all users can read them', async () => {
  const group = { id: 'team', display_name: 'Team', description: 'd' };
  assert.equal((await modeller.post('auth', '/groups/admin/add_group', group)).status, 401);
  assert.equal((await admin.post('auth', '/groups/admin/add_group', group)).status, 200);
  assert.equal((await admin.post('auth', '/groups/admin/add_group', group)).status, 400);
  const add = () =>
    admin.post('auth', '/groups/admin/add_member', { username: 'modeller' }, { group_id: 'team' });
  assert.equal((await add()).status, 200);
  assert.equal((await add()).status, 400);
  const inside = await modeller.get('auth', '/groups/user/list_members', { id: 'team' });
  assert.equal(inside.at('group.users.0.username'), 'modeller');
  const outside = await colleague.get('auth', '/groups/user/list_members', { id: 'team' });
  assert.deepEqual([outside.at('status.success'), outside.at('group')], [false, null]);
  assert.equal(
    (await colleague.get('auth', '/groups/user/describe_group', { id: 'team' })).at('group.id'),
    'team',
  );
  await admin.delete('auth', '/groups/admin/remove_member', { username: 'modeller', group_id: 'team' });
  const check = await modeller.get('auth', '/groups/user/check_membership', { group_id: 'team' });
  assert.equal(check.at('is_member'), false);
  assert.equal((await admin.delete('auth', '/groups/admin/remove_group', { id: 'team' })).status, 200);
});

test('exported groups can be imported after a trial import', async () => {
  await admin.post('auth', '/groups/admin/add_group', { id: 'kept', display_name: 'K', description: 'd' });
  const { items } = Object((await admin.get('auth', '/groups/admin/export')).body);
  await admin.delete('auth', '/groups/admin/remove_group', { id: 'kept' });
  const importing = (trial_mode: boolean) =>
    admin.post('auth', '/groups/admin/import', { import_mode: 'ADD_ONLY', trial_mode, items });
  const there = async () =>
    (await admin.get('auth', '/groups/admin/describe_group', { id: 'kept' })).at('status.success');
  assert.equal((await importing(true)).at('status.success'), true);
  assert.equal(await there(), false);
  assert.equal((await importing(false)).at('status.success'), true);
  assert.equal(await there(), true);
});

test('an administrator decides on an access request, and both receive an email', async () => {
  const { report } = Object((await nobody.get('auth', '/access-control/user/generate-access-report')).body);
  const requestChange = () => nobody.post('auth', '/access-control/user/request-change', report);
  assert.equal((await requestChange()).at('status.success'), false); // no additional role
  report.components[0].component_roles[0].access_granted = true;
  assert.equal((await requestChange()).at('status.success'), true);
  assert.equal((await requestChange()).at('status.success'), false); // one is pending
  await waitUntil(() => sandbox.outbox().length === 1);
  assert.deepEqual(await listEmailJobs('service-account-auth-api'), ['SUCCEEDED']);
  const pending = await admin.get('auth', '/access-control/admin/all-pending-request-history');
  const key = { username: 'nobody', request_id: pending.at('items.0.request_id') };
  const note = await admin.post('auth', '/access-control/admin/add-note', { ...key, note: 'who is this?' });
  assert.equal(note.at('success'), true);
  await admin.post('auth', '/access-control/admin/add-note', { ...key, note: '' });
  const decision = { ...key, desired_state: 'DENIED_PENDING_DELETION', additional_note: '' };
  await admin.post('auth', '/access-control/admin/change-request-state', decision, {
    send_email_alert: true,
  });
  await waitUntil(() => sandbox.outbox().length === 2);
  assert.equal(sandbox.outbox()[1]?.email_to, 'nobody@example.org');
  assert.deepEqual(await listEmailJobs('nobody'), ['SUCCEEDED']); // of the recipient
  const history = await nobody.get('auth', '/access-control/user/request-history');
  assert.deepEqual(
    [history.at('items.0.status'), history.at('items.0.notes')],
    ['DENIED_PENDING_DELETION', 'who is this?,'],
  );
  await admin.post('auth', '/access-control/admin/delete-request', key);
  assert.deepEqual((await nobody.get('auth', '/access-control/user/request-history')).at('items'), []);
});

async function listEmailJobs(username_filter: string): Promise<unknown[]> {
  const { jobs } = Object((await admin.post('jobs', '/jobs/admin/list', { username_filter })).body);
  return jobs.map((job: { job_sub_type: string; status: string }) =>
    job.job_sub_type === 'SEND_EMAIL' ? job.status : job.job_sub_type,
  );
}

test('a request that has expired is deleted', async () => {
  const setClock = (clock_skew_seconds: number) => admin.put('control', '/settings', { clock_skew_seconds });
  const { report } = Object((await nobody.get('auth', '/access-control/user/generate-access-report')).body);
  report.components[0].component_roles[0].access_granted = true;
  const request = () =>
    nobody.post('auth', '/access-control/user/request-change', report, { send_email: false });
  assert.equal((await request()).at('status.success'), true);
  let later = { nobody, admin };
  for (const days of [16, 31]) {
    await setClock(days * 86_400);
    later = { nobody: new ApiClient(sandbox, 'nobody'), admin: new ApiClient(sandbox, 'admin') };
    await Promise.all([later.nobody.token(), later.admin.token()]); // an offline token is valid for 30 days after its last use
  }
  const list = async () =>
    (await later.admin.get('auth', '/access-control/admin/all-request-history')).at('items.length');
  assert.equal(await list(), 0);
  const renewed = await later.nobody.post('auth', '/access-control/user/request-change', report, {
    send_email: false,
  });
  assert.equal(renewed.at('status.success'), true);
  await setClock(0);
  const { length } = Object((await nobody.get('auth', '/access-control/user/request-history')).at('items'));
  assert.equal(length, 1);
});

test('an empty user name is no key of a table, except for deletions', async () => {
  const note = { username: '', request_id: 1, note: 'n' };
  const person_id = person;
  const requests = {
    lookup: () => admin.get('auth', '/link/admin/lookup', { username: '' }),
    assign: () => admin.post('auth', '/link/admin/assign', { username: '', person_id, force: true }),
    note: () => admin.post('auth', '/access-control/admin/add-note', note),
    delete: () => admin.post('auth', '/access-control/admin/delete-request', { username: '', request_id: 1 }),
  };
  const statuses: Record<string, number> = {};
  for (const [name, send] of Object.entries(requests)) statuses[name] = (await send()).status;
  assert.deepEqual(statuses, { lookup: 500, assign: 422, note: 500, delete: 200 });
});

test('a person is validated by the owner in its access settings', async () => {
  const validate = (client: ApiClient, person_id: string) =>
    client.post('auth', '/link/user/validate', { person_id });
  assert.equal((await validate(colleague, person)).status, 401);
  const asAdmin = await validate(admin, person);
  assert.deepEqual([asAdmin.status, asAdmin.at('status.success')], [200, false]);
  const seed = await colleague.post('registry', '/registry/agent/person/seed');
  const own = await validate(colleague, seed.text('seeded_item.id'));
  assert.deepEqual([own.status, own.at('status.success')], [200, true]);
});

test('a group that was imported without parsing cannot be read', async () => {
  const importing = (items: object[], import_mode: string) =>
    admin.post('auth', '/groups/admin/import', {
      import_mode,
      parse_items: false,
      allow_entry_deletion: true,
      trial_mode: false,
      items,
    });
  const { items: kept } = Object((await admin.get('auth', '/groups/admin/export')).body);
  const broken = { id: 'broken', display_name: 'B', description: 'd', users: [{}] };
  assert.equal((await importing([broken], 'ADD_ONLY')).at('status.success'), true);
  const status = async (path: string, query: Record<string, string> = {}) =>
    (await colleague.get('auth', `/groups/user/${path}`, query)).status;
  assert.deepEqual(
    [
      await status('list_groups'),
      await status('describe_group', { id: 'broken' }),
      await status('list_user_membership'),
      await status('list_members', { id: 'broken' }),
      await status('check_membership', { group_id: 'broken' }),
    ],
    [200, 200, 500, 500, 500],
  );
  assert.equal((await importing(kept, 'SYNC_DELETION_ALLOWED')).at('status.success'), true);
  assert.equal(await status('list_user_membership'), 200);
});
