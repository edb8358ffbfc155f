import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { ForbiddenError } from '../index.ts';
import { catchError } from '../testing/loopback-connection.ts';
import { useSandbox } from './sandbox-support.ts';

const { as, connected } = await useSandbox();

const ORGANISATION = { display_name: 'O', name: 'O' };

suite('client against the sandbox: people', () => {
  test('client returns the user of the token', async () => {
    const { username, roles, expiresAt } = await as('reader').identity();
    assert.equal(username, 'reader');
    assert.ok(expiresAt && expiresAt.getTime() > Date.now());
    assert.ok(roles.includes('entity-registry-read'));
  });

  test('client links a user to a person', async () => {
    const { link } = as('third');
    assert.equal(await link.getLinkedPerson(), undefined);
    const { id } = await link.createAndLinkPerson({
      display_name: 'Theo',
      email: 'third@example.org',
      first_name: 'Theo',
      last_name: 'Third',
      ethics_approved: true,
    });
    assert.equal((await link.getLinkedPerson())?.id, id);
    const { admin } = as('admin').auth;
    assert.deepEqual((await admin.reverseLookupLink(id)).usernames, ['third']);
    await admin.clearLink('third');
    assert.equal(await link.getLinkedPerson(), undefined);
  });

  test('client names what is missing when there is no token, no role or no access to the item', async () => {
    assert.equal((await catchError(connected().registry.study.list())).family, 'auth');
    const reader = await catchError(as('reader').registry.organisation.create(ORGANISATION));
    assert.ok(reader instanceof ForbiddenError);
    assert.deepEqual(reader.missingRoles, ['entity-registry-write']);
    const { created_item } = await as('modeller').registry.organisation.create(ORGANISATION);
    const update = as('colleague').registry.organisation.update(created_item.id, ORGANISATION, 'mine now');
    const other = await catchError(update);
    assert.ok(other instanceof ForbiddenError);
    assert.deepEqual([other.status, other.missingRoles], [401, []]);
  });

  test('client requests roles, and an administrator decides', async () => {
    const reader = as('reader').auth;
    const { admin } = as('admin').auth;
    const wanted = structuredClone(await reader.accessReport());
    for (const role of wanted.components.flatMap(({ component_roles }) => component_roles)) {
      role.access_granted = true;
    }
    await reader.requestChange(wanted, { sendEmail: false });
    const [request] = await reader.pendingRequests();
    assert.ok(request);
    const { username, request_id } = request;
    assert.equal((await admin.addNote({ username, request_id, note: 'seen' })).success, true);
    await admin.changeRequestState({ username, request_id, desired_state: 'DENIED_PENDING_DELETION' });
    assert.deepEqual(await reader.pendingRequests(), []);
    assert.equal((await admin.userRequests('reader'))[0]?.notes, 'seen');
    await admin.deleteRequest({ username, request_id });
    assert.deepEqual(await reader.requestHistory(), []);
  });

  test('client manages the members of groups', async () => {
    const reader = as('reader').auth;
    const { admin } = as('admin').auth;
    await admin.addGroup({ id: 'kelp', display_name: 'Kelp', description: 'Kelp people' });
    await admin.addMember('kelp', { username: 'reader' });
    assert.equal(await reader.checkMembership('kelp'), true);
    assert.equal(await admin.checkMembership('kelp', 'colleague'), false);
    const ids = (await reader.listMembership()).map(({ id }) => id);
    assert.deepEqual(ids, ['kelp']);
    const usernames = (await reader.listGroupMembers('kelp')).users.map((user) => user.username);
    assert.deepEqual(usernames, ['reader']);
    await admin.removeMembers('kelp', ['reader']);
    await admin.removeGroup('kelp');
    assert.equal((await catchError(reader.describeGroup('kelp'))).family, 'notFound');
  });
});
