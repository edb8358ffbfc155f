import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Provena } from '../connect.ts';
import { catchError, connectToLoopback } from '../testing/loopback-connection.ts';
import { ID, METADATA, RECORD } from '../testing/samples.ts';
import type { ResponseLogEntry } from './call.ts';

const HEALTH = { body: { message: 'well' } };
const EXPIRED = { status: 401, body: { detail: 'expired' } };

suite('requests', () => {
  test('request has the user agent, and a content type if it has a body', async () => {
    await using on = await connectToLoopback(() => HEALTH, { userAgent: 'a-test (x)' });
    await on.provena.registry.health();
    await catchError(on.provena.datastore.mintDataset(METADATA));
    const [read, created] = on.server.requests;
    assert.equal(read?.headers['user-agent'], 'a-test (x)');
    assert.equal(read?.headers['content-type'], undefined);
    assert.equal(read?.body.length, 0);
    assert.equal(created?.headers['content-type'], 'application/json');
    assert.equal(created?.headers['content-length'], String(created?.body.length));
    assert.deepEqual(JSON.parse(String(created?.body)), METADATA);
  });

  for (const userAgent of ['a\r\nb: c', 'Ω'])
    test(`connect rejects the user agent ${JSON.stringify(userAgent)}`, async () => {
      const error = await catchError(connectToLoopback(() => HEALTH, { userAgent }));
      assert.match(
        error.message,
        /^the request was not sent:\n {2}userAgent: expected characters that an HTTP/,
      );
    });

  test('request has the token, except on routes without access control', async () => {
    await using on = await connectToLoopback(() => HEALTH);
    await on.provena.registry.health();
    await catchError(on.provena.registry.general.fetch(ID));
    const [open, closed] = on.server.requests.map(({ headers }) => headers['authorization']);
    assert.equal(open, undefined);
    assert.match(String(closed), /^Bearer eyJ/);
  });

  test('request that writes an integer that was rounded is not sent', async () => {
    await using on = await connectToLoopback(() => HEALTH);
    const { registerBatchModelRuns } = on.provena.prov;
    const error = await catchError(registerBatchModelRuns([RECORD, { ...RECORD, start_time: 2 ** 60 }]));
    assert.deepEqual([error.family, error.issues[0]?.path], ['invalid', ['records', 1, 'start_time']]);
    assert.equal(on.server.requests.length, 0);
  });

  test('request is a multipart form when it contains a file', async () => {
    await using on = await connectToLoopback(() => ({ body: { status: { success: true, details: '' } } }));
    await on.provena.prov.convertModelRuns('a,b\r\n1,2\r\n').catch(() => undefined);
    const [requests] = on.server.requests;
    const { headers, body } = requests ?? assert.fail('the request was not sent');
    const boundary = /^multipart\/form-data; boundary=(.+)$/.exec(String(headers['content-type']))?.[1];
    const parts = String(body).split(`--${boundary}`);
    assert.equal(parts.length, 3);
    assert.match(
      parts[1] ?? '',
      /^\r\nContent-Disposition: form-data; name="[^"]+"; filename="[^"]+"\r\nContent-Type: [^\r]+\r\n\r\na,b\r\n1,2\r\n\r\n$/,
    );
    assert.equal(parts[2], '--\r\n');
  });
});

suite('response log', () => {
  test('call fails with the error of onResponse when it throws, and is not repeated', async () => {
    const mistake = new TypeError('mistake of the program');
    const onResponse = () => {
      throw mistake;
    };
    await using on = await connectToLoopback(() => HEALTH, { onResponse });
    await assert.rejects(on.provena.registry.health(), mistake);
    assert.equal(on.server.requests.length, 1);
  });

  test('response log contains neither query nor body', async () => {
    const entries: ResponseLogEntry[] = [];
    const options = { onResponse: (one: ResponseLogEntry) => entries.push(one), retry: { attempts: 1 } };
    await using on = await connectToLoopback(
      ({ path }) => (path.includes('fetch') ? { status: 400, body: { detail: 'no' } } : HEALTH),
      options,
    );
    const before = performance.now();
    await on.provena.registry.health();
    await catchError(on.provena.registry.general.fetch(ID));
    const responses: readonly Partial<ResponseLogEntry>[] = entries;
    const [{ ms: first = -1, ...health } = {}, { ms: _, ...fetched } = {}] = responses;
    assert.ok(first >= 0 && first <= performance.now() - before + 1);
    assert.deepEqual(health, {
      operation: 'registry.health',
      service: 'registry',
      method: 'GET',
      route: '/',
      status: 200,
    });
    assert.deepEqual(fetched, {
      operation: 'registry.general.fetch',
      service: 'registry',
      method: 'GET',
      route: '/registry/general/fetch',
      status: 400,
    });
  });
});

suite('unexpected response', () => {
  const cases: readonly (readonly [
    what: string,
    run: (p: Provena) => Promise<unknown>,
    outcomeUnknown: boolean,
  ])[] = [
    ['unexpected response to a read has a known outcome', (p) => p.registry.general.fetch(ID), false],
    [
      'unexpected response to a creation has an unknown outcome',
      (p) => p.datastore.mintDataset(METADATA),
      true,
    ],
  ];
  for (const [title, run, outcomeUnknown] of cases) {
    test(title, async () => {
      await using on = await connectToLoopback(() => ({
        body: { status: { success: true, details: '' }, token: 7 },
      }));
      const error = await catchError(run(on.provena));
      assert.equal(error.family, 'unexpectedResponse');
      assert.equal(error.outcomeUnknown, outcomeUnknown);
      assert.equal(error.status, 200);
      assert.deepEqual(error.body, { status: { success: true, details: '' }, token: 7 });
      assert.ok(error.issues.length > 0);
    });
  }
});

test('client does not request a new token for an expired one when it has no credentials for that', async () => {
  await using on = await connectToLoopback(() => EXPIRED);
  const error = await catchError(on.provena.registry.general.fetch(ID));
  assert.equal(error.status, 401);
  assert.equal(on.server.requests.length, 1);
});
