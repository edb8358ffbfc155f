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
  const pending = await admin.get('auth', '/access-control/admin/all-pending-request-history');
  const key = { username: 'nobody', request_id: pending.at('items.0.request_id') };
  const note = await admin.post('auth', '/access-control/admin/add-note', { ...key, note: 'who is this?' });
  assert.equal(note.at('success'), true);
  await admin.post('auth', '/access-control/admin/add-note', { ...key, note: '' });
  const decision = { ...key, desired_state: 'DENIED_PENDING_DELETION' };
  await admin.post('auth', '/access-control/admin/change-request-state', decision, {
    send_email_alert: true,
  });
  await waitUntil(() => sandbox.outbox().length === 2);
  assert.equal(sandbox.outbox()[1]?.email_to, 'nobody@example.org');
  const history = await nobody.get('auth', '/access-control/user/request-history');
  assert.deepEqual(
    [history.at('items.0.status'), history.at('items.0.notes')],
    ['DENIED_PENDING_DELETION', 'who is this?,'],
  );
  await admin.post('auth', '/access-control/admin/delete-request', key);
  assert.deepEqual((await nobody.get('auth', '/access-control/user/request-history')).at('items'), []);
});
