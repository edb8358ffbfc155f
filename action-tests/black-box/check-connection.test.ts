import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, type TestJob, useJob } from './test-job.ts';
import { startServer } from './test-servers.ts';

const ALL_SERVICES = ['registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'];
/** Nothing listens on port 1. */
const UNREACHABLE_URL = 'http://127.0.0.1:1';

suite('check-connection', async () => {
  const job = await useJob();

  const check = (inputs: Record<string, string> = {}, env: Record<string, string> = {}) =>
    job.run('check-connection', inputs, env);
  const as = (user: keyof TestJob['sandbox']['users']) => ({
    'offline-token': job.sandbox.users[user].offlineToken,
  });
  const elsewhere = (changed: Record<string, string>) =>
    JSON.stringify({ ...job.sandbox.endpoints, ...changed });

  test('check-connection reports user, roles and services when the connection is good', async () => {
    const result = await expectSuccess(check({ require: 'read, write, linked' }));
    const { ok, services, username, roles, version } = result.outputs;
    assert.deepEqual({ ok, username }, { ok: 'true', username: 'modeller' });
    assert.equal(result.outputs['person-id'], job.seed.person);
    assert.ok(assumeType<string[]>(JSON.parse(roles ?? '[]')).includes('entity-registry-write'));
    const results: Record<string, { ok: boolean; ms: number }> = JSON.parse(services ?? '{}');
    assert.deepEqual(Object.keys(results), ALL_SERVICES);
    assert.ok(Object.values(results).every((one) => one.ok && one.ms >= 0));
    const { tag_name: tag } = await new CheckedClient(job.sandbox).call(
      'registry',
      'GET',
      '/registry/general/about/version',
    );
    assert.equal(version, tag);
    assert.match(result.log, /✔ token: modeller, with \d+ roles; the access token is valid until 20\d\d-/);
    assert.match(result.log, /– admin: .*entity-registry-admin is missing/);
    assert.match(result.summary, /\| ✔ \| registry \|/);
  });

  test('check-connection lists everything that is missing, with the remedy', async () => {
    const result = await check({ ...as('reader'), require: 'read write\nlinked admin' });
    assert.equal(result.exitCode, 1);
    assert.equal(result.outputs['ok'], 'false');
    assert.equal('person-id' in result.outputs, false);
    const message = result.lastMessage;
    assert.match(message, /3 connection checks failed/);
    assert.match(message, /write: .*entity-registry-write/);
    assert.match(message, /admin: .*entity-registry-admin/);
    assert.match(message, /linked: the user is not linked to a person/);
    assert.match(message, /Ask an administrator of the instance for .*\nLink the user to a person/s);
    assert.match(message, /troubleshooting\.md#connection-check-failed$/);
  });

  test('check-connection ignores abilities that are not required', async () => {
    const result = await expectSuccess(check(as('nobody')));
    assert.equal(result.outputs['username'], 'nobody');
    assert.equal('version' in result.outputs, false);
    assert.match(result.log, /– read: .*the role entity-registry-read is missing/);
    assert.match(result.log, /– write: .*the roles entity-registry-read, entity-registry-write are missing/);
  });

  test('check-connection recognizes an administrator', async () => {
    await expectSuccess(check({ ...as('admin'), require: 'admin' }));
  });

  test('check-connection names every unreachable service and still checks the others', async () => {
    await using page = await startServer((_, response) => response.end('<html>Welcome</html>'));
    const unusable = { prov: UNREACHABLE_URL, search: UNREACHABLE_URL, handle: page.url };
    const result = await check({ endpoints: elsewhere(unusable) });
    assert.equal(result.exitCode, 1);
    const services: Record<string, { ok: boolean }> = JSON.parse(result.outputs['services'] ?? '{}');
    const matches = ALL_SERVICES.filter((name) => services[name]?.ok);
    assert.deepEqual(matches, ['registry', 'datastore', 'jobs', 'auth']);
    const message = result.lastMessage;
    for (const name of ['prov', 'search', 'handle']) assert.match(message, new RegExp(`^${name}: `, 'm'));
    assert.match(message, /Check that the address above is a Provena service/);
    assert.equal(result.outputs['username'], 'modeller');
  });

  for (const status of [400, 401, 403]) {
    test(`check-connection names the address, and not the token, when it rejects a health request with ${status}`, async () => {
      await using gateway = await startServer((_, response) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end('{"detail": "Rejected"}'),
      );
      const result = await check({ endpoints: elsewhere({ search: gateway.url }) });
      assertFailed(result, /^search: http:\/\/127\.0\.0\.1:\d+ rejects .*\nCheck the address above/m);
      assert.ok(result.lastMessage.includes(`search: ${gateway.url} rejects the health request (${status})`));
      assert.doesNotMatch(result.log, /offline-token|no credentials|owner of the item/);
    });
  }

  test('check-connection waits for a service that has to start, and names the addresses that do not respond', async () => {
    await using silent = await startServer(() => {});
    const { url } = silent;
    for (const service of ['registry', 'keycloak'] as const)
      job.sandbox.injectFault({ fault: 'delay', service, milliseconds: 20_000, times: 1 });
    const [slow, unreachable] = await Promise.all([
      check({ services: 'registry' }),
      check({ services: 'search', endpoints: elsewhere({ search: url, keycloak: url }) }),
    ]);
    assert.match(slow.log, /✔ registry: /);
    assert.match(slow.log, /✔ token: modeller/);
    assertFailed(
      unreachable,
      new RegExp(`^search: .*no response .*${url}\ntoken: .*no response .*${url}`, 'm'),
    );
  });

  test('check-connection reports each problem in one line of sentences', async () => {
    await using redirect = await startServer((_, response) =>
      response.writeHead(302, { location: 'https://sso.example' }).end(),
    );
    const result = await check({ endpoints: elsewhere({ search: redirect.url }) });
    assertFailed(result, /^search: .* redirects to another host .* endpoint of search\. Address: http/m);
  });

  test('check-connection skips services that are not in the list', async () => {
    const result = await check({
      endpoints: elsewhere({ prov: UNREACHABLE_URL, auth: UNREACHABLE_URL }),
      services: 'registry, datastore',
    });
    assert.equal(result.exitCode, 0, result.log);
    assert.deepEqual(Object.keys(JSON.parse(result.outputs['services'] ?? '{}')), ['registry', 'datastore']);
    assert.match(result.log, /– linked: /);
  });

  test('check-connection reports a rejected token together with the services', async () => {
    const result = await check({ 'offline-token': 'of-another-realm' });
    assert.equal(result.exitCode, 1);
    assert.match(result.log, /✔ registry/);
    assert.match(result.lastMessage, /^token: .*\nCheck the input offline-token/ms);
    assert.equal('username' in result.outputs, false);
  });

  test('check-connection tests the store with read credentials, and with write credentials when write is required', async () => {
    const id = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
    const read = await expectSuccess(check({ 'dataset-id': id }));
    assert.match(read.log, /✔ store, to read: provena-storage\/datasets\//);
    assert.doesNotMatch(read.log, /store, to write/);
    const write = await check({ 'dataset-id': id, require: 'write' });
    assert.match(write.log, /✔ store, to write/);
    const otherRegion = await check({ 'dataset-id': id, 's3-region': 'eu-west-1' });
    assert.match(otherRegion.lastMessage, /^store, to read: .*eu-west-1.*: set s3-region to it/m);
    await using page = await startServer((_, response) => response.writeHead(403).end());
    const wrong = await check({ 'dataset-id': id, 's3-endpoint': page.url });
    assertFailed(wrong, /^store, to read: /m);
  });

  test('check-connection fails when the dataset of the store check does not exist', async () => {
    assertFailed(await check({ 'dataset-id': '10378.1/404' }), /^store, to read: .*Check the id/ms);
  });

  test('check-connection names the item when that of the store check is not a dataset', async () => {
    assertFailed(
      await check({ 'dataset-id': job.seed.model }),
      /^store, to read: input dataset-id: 10378\.1\/\d+ is the model ".*"\nSet the handle of a dataset\./m,
    );
  });

  test('check-connection lists the valid words when one is unknown', async () => {
    const result = await check({ require: 'write, linkt', services: 'registri' });
    const message = result.lastMessage;
    assert.match(
      message,
      /input require: expected any of read, write, admin, linked, found "linkt"\. Did you mean "linked"\?/,
    );
    assert.match(
      message,
      /input services: expected any of registry, .*, found "registri"\. Did you mean "registry"\?/,
    );
  });
});
