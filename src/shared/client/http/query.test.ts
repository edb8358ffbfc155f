import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestInfo } from '../errors.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { addQuery } from './query.ts';

const REQUEST: RequestInfo = {
  operation: 'registry.general.fetch',
  service: 'registry',
  method: 'GET',
  route: '/x',
  url: '/x',
};

test('query omits undefined values and encodes all others', () => {
  const query = { id: '10378.1/1', none: undefined, reason: '', flag: false, depth: 0, text: 'a b&c=ü' };
  assert.equal(
    addQuery(REQUEST, query),
    '/x?id=10378.1%2F1&reason=&flag=false&depth=0&text=a+b%26c%3D%C3%BC',
  );
  assert.equal(addQuery(REQUEST, { none: undefined }), '/x');
});

test('query names the text that is too long for an address', async () => {
  const error = await catchError(
    (async () => addQuery(REQUEST, { id: '10378.1/1', reason: 'ü'.repeat(2100) }))(),
  );
  assert.equal(error.family, 'invalid');
  assert.match(error.message, /reason: is too long \(2100 characters\)/);
  assert.equal(addQuery(REQUEST, { reason: 'r'.repeat(11_000) }).length, 11_010);
});

test('call with an empty id fails, and nothing is sent', async () => {
  await using on = await connectToLoopback(() => ({}));
  const { registry, jobService, prov, auth } = on.provena;
  for (const call of [
    registry.general.fetch(''),
    jobService.fetch(''),
    prov.exploreUpstream(''),
    auth.admin.userRequests(''),
  ]) {
    const error = await catchError(call);
    assert.equal(error.family, 'invalid');
    assert.match(
      error.message,
      /^[\w.]+: the request was not sent:\n {2}\w*(id|username): must not be empty$/,
    );
  }
  assert.equal(on.server.requests.length, 0);
});
