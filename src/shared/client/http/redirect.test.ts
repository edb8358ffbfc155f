import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catchError, connectToLoopback } from '../testing/connected.ts';
import { startLoopbackServer } from '../testing/loopback.ts';
import { ID, METADATA } from '../testing/samples.ts';

const FOUND = { body: { person_id: ID, success: true } };

test('a 307 to the same host is followed with method, body and token', async () => {
  await using on = await connectToLoopback(({ path }) =>
    path.startsWith('/moved') ? FOUND : { status: 307, headers: { location: '/auth/moved?x=1' } },
  );
  await on.provena.auth.assignLink(ID);
  const [first, second] = on.server.requests;
  assert.equal(second?.path, '/moved?x=1');
  assert.equal(second?.method, 'POST');
  assert.deepEqual(second?.body, first?.body);
  assert.equal(second?.headers['authorization'], first?.headers['authorization']);
});

for (const status of [301, 302, 303, 307, 308]) {
  test(`a ${status} to another host is an error, and nothing is sent there`, async () => {
    await using elsewhere = await startLoopbackServer(() => FOUND);
    await using on = await connectToLoopback(() => ({
      status,
      headers: { location: `${elsewhere.url}/auth/steal` },
    }));
    const error = await catchError(on.provena.auth.lookupLink());
    assert.equal(error.family, 'unexpectedResponse');
    assert.match(error.message, /redirects to another host/);
    assert.equal(elsewhere.requests.length, 0);
  });
}

test('a POST does not follow a 302, which would turn it into a GET', async () => {
  await using on = await connectToLoopback(() => ({
    status: 302,
    headers: { location: '/datastore/login' },
  }));
  assert.match(
    (await catchError(on.provena.datastore.mintDataset(METADATA))).message,
    /unexpected status HTTP 302/,
  );
  assert.equal(on.server.requests.length, 1);
});

test('a loop of redirects ends', async () => {
  await using on = await connectToLoopback(() => ({ status: 307, headers: { location: '/auth/again' } }));
  assert.equal((await catchError(on.provena.auth.lookupLink())).family, 'unexpectedResponse');
  assert.equal(on.server.requests.length, 6);
});
