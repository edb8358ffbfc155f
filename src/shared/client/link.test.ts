import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RequestRejectedError } from './errors.ts';
import type { Handler } from './testing/loopback.ts';
import { catchError, connectToLoopback } from './testing/loopback-connection.ts';
import { getRecordedResponse } from './testing/recorded-responses.ts';
import { ID, INFO } from './testing/samples.ts';

const recorded: Handler = ({ service, method, path }) => ({
  body: getRecordedResponse(service, method, path.split('?', 1)[0] ?? ''),
});
const linkedTo =
  (person_id: string | null): Handler =>
  (request, at) =>
    request.path.startsWith('/link/user/lookup')
      ? { body: { person_id, success: person_id !== null } }
      : recorded(request, at);

test('getLinkedPerson looks up the linked person and fetches it', async () => {
  await using on = await connectToLoopback(linkedTo(ID));
  const person = await on.provena.link.getLinkedPerson({ username: 'grace' });
  assert.equal(person?.item_subtype, 'PERSON');
  assert.deepEqual(
    on.server.requests.map(({ path }) => path),
    ['/link/user/lookup?username=grace', `/registry/agent/person/fetch?id=${encodeURIComponent(ID)}`],
  );
});

test('getLinkedPerson returns undefined when the user is not linked', async () => {
  await using on = await connectToLoopback(linkedTo(null));
  assert.equal(await on.provena.link.getLinkedPerson(), undefined);
});

test('createAndLinkPerson creates no person when the user is already linked', async () => {
  await using on = await connectToLoopback(linkedTo(ID));
  const error = await catchError(on.provena.link.createAndLinkPerson(INFO.person));
  assert.match(error.message, /already linked to the person 10378\.1\/1700001/);
  assert.equal(on.server.requests.length, 1);
});

test('createAndLinkPerson returns the person when only the response about the link is lost', async () => {
  let linkedId: string | null = null;
  await using on = await connectToLoopback((request, at) => {
    if (request.path !== '/link/user/assign') return linkedTo(linkedId)(request, at);
    linkedId = JSON.parse(String(request.body)).person_id;
    return 'drop';
  });
  const { id } = await on.provena.link.createAndLinkPerson(INFO.person);
  assert.equal(id, linkedId);
  assert.equal(on.server.requests.filter(({ path }) => path === '/link/user/assign').length, 1);
});

test('createAndLinkPerson names the created person in the error when only the link fails', async () => {
  const nobody = linkedTo(null);
  await using on = await connectToLoopback((request, at) =>
    request.path === '/link/user/assign'
      ? { status: 500, body: 'Internal Server Error' }
      : nobody(request, at),
  );
  const error = await catchError(on.provena.link.createAndLinkPerson(INFO.person));
  assert.ok(error instanceof RequestRejectedError);
  assert.match(error.message, /was registered, but linking you to it failed/);
  assert.match(String(error.partial?.['person_id']), /^10378\.1\//);
});
