import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../connect.ts';
import { accessToken } from '../credentials/grants.ts';
import { SERVICES } from '../endpoints.ts';
import { startLoopbackServer } from '../testing/loopback.ts';
import { loopbackProxy } from '../testing/loopback-proxy.ts';
import { ID } from '../testing/samples.ts';
import { createJwt } from '../testing/tokens.ts';

const FOUND = { body: { person_id: ID, success: true } };
/** Hosts that exist for the proxy alone. */
const BEHIND = Object.fromEntries(SERVICES.map((service) => [service, `http://provena.invalid/${service}`]));

test('everything goes through the proxy', async () => {
  await using server = await startLoopbackServer(() => FOUND);
  await using proxy = await loopbackProxy(server.url);
  await using provena = connect({
    endpoints: BEHIND,
    credentials: accessToken(createJwt()),
    proxy: { httpProxy: proxy.url },
  });
  assert.equal((await provena.auth.lookupLink()).person_id, ID);
  assert.match(proxy.hosts[0] ?? '', /^provena\.invalid/);
  assert.match(String(server.requests[0]?.headers['authorization']), /^Bearer /);
});

test('hosts that are to be reached directly are', async () => {
  await using server = await startLoopbackServer(() => FOUND);
  await using proxy = await loopbackProxy(server.url);
  await using provena = connect({
    endpoints: server.endpoints,
    credentials: accessToken(createJwt()),
    proxy: { httpProxy: proxy.url, noProxy: 'localhost,127.0.0.1' },
  });
  await provena.auth.lookupLink();
  assert.deepEqual(proxy.hosts, []);
});

test('no variable of the environment makes a proxy', async (t) => {
  const before = process.env['http_proxy'];
  process.env['http_proxy'] = 'http://127.0.0.1:9';
  t.after(() => {
    if (before === undefined) delete process.env['http_proxy'];
    else process.env['http_proxy'] = before;
  });
  await using server = await startLoopbackServer(() => FOUND);
  await using provena = connect({ endpoints: server.endpoints, credentials: accessToken(createJwt()) });
  assert.equal((await provena.auth.lookupLink()).person_id, ID);
});

test('a proxy that does not answer is unavailable, not the server', async () => {
  await using provena = connect({
    endpoints: BEHIND,
    proxy: { httpProxy: 'http://127.0.0.1:9' },
    retry: { attempts: 1 },
  });
  await assert.rejects(provena.registry.health(), { family: 'unavailable' });
});
