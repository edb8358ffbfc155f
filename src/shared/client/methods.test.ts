import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { connect } from './connect.ts';
import { accessToken } from './credentials/grants.ts';
import { createAllCases } from './testing/all-cases.ts';
import { type ReceivedRequest, startLoopbackServer } from './testing/loopback.ts';
import { listMethods } from './testing/method-case.ts';
import { getRecordedResponse } from './testing/recorded-responses.ts';
import { createJwt } from './testing/tokens.ts';

const TOKEN = createJwt();
/** Methods of the connection itself. */
const OWN = ['identity', 'getClockOffset', 'close'];

const server = await startLoopbackServer(({ service, method, path }) => ({
  body: getRecordedResponse(service, method, path.split('?', 1)[0] ?? ''),
}));
const provena = connect({ endpoints: server.endpoints, credentials: accessToken(TOKEN) });
after(async () => {
  await provena.close();
  await server[Symbol.asyncDispose]();
});

for (const { name, run, sends, body } of createAllCases()) {
  test(`${name} sends ${sends.join(', then ')} and reads the response`, async () => {
    const from = server.requests.length;
    await run(provena);
    const requests = server.requests.slice(from);
    assert.deepEqual(requests.map(line), sends);
    const last = requests.at(-1);
    if (body !== undefined) assert.deepEqual(JSON.parse(String(last?.body)), body);
    for (const request of requests) {
      const token =
        request.path === '/' || request.path === '/check-access/public' ? undefined : `Bearer ${TOKEN}`;
      assert.equal(request.headers['authorization'], token);
    }
  });
}

test('table above has a row for every method', () => {
  const tested = new Set(createAllCases().map(({ name }) => name));
  const { endpoints: _, ...modules } = { ...provena };
  assert.deepEqual(
    [...tested].toSorted(),
    listMethods(modules)
      .filter((name) => !OWN.includes(name))
      .toSorted(),
  );
});

function line({ service, method, path }: ReceivedRequest): string {
  return `${service} ${method} ${path}`;
}
