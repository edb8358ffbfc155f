import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { startLoopbackServer } from '../testing/loopback.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA } from '../testing/samples.ts';
import { CrossOriginRedirectError, resolveRedirect } from './redirect.ts';

const FOUND = { body: { person_id: ID, success: true } };

test('client follows a 307 to the same host with method, body and token', async () => {
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
  test(`client throws when a ${status} response redirects to another host, and sends nothing there`, async () => {
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

test('client does not follow a 302 response to POST, which would turn it into GET', async () => {
  await using on = await connectToLoopback(() => ({
    status: 302,
    headers: { location: '/datastore/login?state=secret#top' },
  }));
  assert.match(
    (await catchError(on.provena.datastore.mintDataset(METADATA))).message,
    /unexpected status HTTP 302, a redirect to \/datastore\/login, which is not followed\. Check the endpoint of datastore$/,
  );
  assert.equal(on.server.requests.length, 1);
});

test('client throws when redirects form a loop', async () => {
  await using on = await connectToLoopback(() => ({ status: 307, headers: { location: '/auth/again' } }));
  assert.equal((await catchError(on.provena.auth.lookupLink())).family, 'unexpectedResponse');
  assert.equal(on.server.requests.length, 6);
});

suite('resolveRedirect', () => {
  const from = new URL('http://a.example:80/x/y');
  const to = (status: number, location: string | undefined, method = 'GET', base = from) =>
    resolveRedirect(method, base, { status, headers: { location }, bytes: new Uint8Array() })?.href;
  const rows: readonly (readonly [
    status: number,
    method: string,
    location: string | undefined,
    to: string | undefined,
  ])[] = [
    [307, 'POST', '/z?q=1', 'http://a.example/z?q=1'],
    [308, 'DELETE', 'z', 'http://a.example/x/z'],
    [301, 'GET', '/z', 'http://a.example/z'],
    [302, 'GET', '/z', 'http://a.example/z'],
    [303, 'GET', '/z', 'http://a.example/z'],
    [301, 'POST', '/z', undefined],
    [303, 'PUT', '/z', undefined],
    [304, 'GET', '/z', undefined],
    [200, 'GET', '/z', undefined],
    [307, 'GET', undefined, undefined],
    [307, 'GET', 'http://[', undefined],
    [307, 'GET', 'https://a.example/z', 'https://a.example/z'],
  ];
  for (const [status, method, location, expected] of rows)
    test(`resolveRedirect returns ${expected} for a ${status} response to ${method} with Location ${location}`, () =>
      assert.equal(to(status, location, method), expected));
  for (const location of [
    'https://b.example/z',
    'http://a.example:81/z',
    '//b.example/',
    'ftp://a.example/z',
  ])
    test(`resolveRedirect throws when the location is ${location}`, () =>
      assert.throws(() => to(307, location), CrossOriginRedirectError));
  test('resolveRedirect throws when the location changes from https to http', () => {
    const base = new URL('https://a.example/');
    assert.throws(() => to(307, 'http://a.example/', 'GET', base), CrossOriginRedirectError);
  });
});
