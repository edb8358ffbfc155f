import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { requestToken } from '../../sandbox/testing/sandbox-support.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';

/** A label of DNS has at most 63 characters, so that no host of this domain exists anywhere. */
const UNKNOWN_DOMAIN = `${'a'.repeat(64)}.example`;

suite('mistakes in the connection', async () => {
  const job = await useJob();

  /** Runs an action and returns the error messages of its log. */
  const run = async (action: string, inputs: Record<string, string>, env: Record<string, string> = {}) => {
    const step = await job.run(action, inputs, env);
    return { ...step, messages: step.annotations.map(({ message = '' }) => message) };
  };

  test('a step reports one error with domain and realm when PROVENA_DOMAIN is empty', async () => {
    const env = { PROVENA_ENDPOINTS: '', PROVENA_DOMAIN: '' };
    const { messages, exitCode } = await run('fetch-item', { id: job.seed.model }, env);
    assert.equal(exitCode, 1);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /^input domain \(or PROVENA_DOMAIN\): .* Set domain and realm, or /);
  });

  test('a step advises to correct the domain, and not to wait, when its hosts do not exist', async () => {
    const env = { PROVENA_ENDPOINTS: '', PROVENA_DOMAIN: UNKNOWN_DOMAIN, PROVENA_REALM: 'provena' };
    const { messages, exitCode } = await run('fetch-item', { id: job.seed.model }, env);
    assert.equal(exitCode, 1);
    assert.equal(messages.length, 1);
    assert.match(messages[0] ?? '', /cannot reach auth\.a+\.example: unknown host.*\nCorrect the domain/);
    assert.doesNotMatch(messages[0] ?? '', /again later/);
  });

  test('check-connection reports one error for all hosts of a wrong domain', async () => {
    const env = { PROVENA_ENDPOINTS: '', PROVENA_DOMAIN: UNKNOWN_DOMAIN, PROVENA_REALM: 'provena' };
    const { messages, log, outputs } = await run('check-connection', {}, env);
    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? '',
      /^1 connection check failed:\ndomain: unknown hosts: registry-api\.a+\.example, /,
    );
    assert.match(messages[0] ?? '', /\nCorrect the domain /);
    assert.doesNotMatch(log, /again later/);
    assert.match(outputs['services'] ?? '', /"registry":\{"ok":false/);
  });

  for (const [mistake, change, expected] of [
    [
      'an additional path',
      (url: string) => `${url}/api/v1`,
      /does not exist\. Check the endpoint of datastore/,
    ],
    ['https for a server without TLS', (url: string) => url.replace('http:', 'https:'), /does not use TLS/],
  ] as const) {
    test(`a step advises to correct the address when an endpoint has ${mistake}`, async () => {
      const { endpoints } = job.sandbox;
      const wrong = JSON.stringify({ ...endpoints, datastore: change(endpoints.datastore) });
      const metadata = formatDatasetDocument(job.seed.organisation);
      const { messages, exitCode } = await run('mint-dataset', { metadata, endpoints: wrong });
      assert.equal(exitCode, 1);
      assert.match(messages.at(-1) ?? '', expected);
      assert.match(messages.at(-1) ?? '', /\nCorrect .*address in endpoints/);
      assert.doesNotMatch(messages.at(-1) ?? '', /It is unknown whether|Check the id/);
    });
  }

  test('check-connection advises to correct the address, and not the token, when there is no such realm', async () => {
    const keycloak = job.sandbox.endpoints.keycloak.replace(/[^/]+$/, 'no-such-realm');
    const endpoints = JSON.stringify({ ...job.sandbox.endpoints, keycloak });
    const { messages } = await run('check-connection', { endpoints });
    assert.match(messages.at(-1) ?? '', /there is no realm at .*no-such-realm.*\nCorrect the address/s);
    assert.doesNotMatch(messages.at(-1) ?? '', /Check the secret/);
  });

  test('check-connection finds services whose addresses are swapped', async () => {
    const { endpoints } = job.sandbox;
    const swapped = {
      ...endpoints,
      registry: endpoints.prov,
      prov: endpoints.registry,
      search: endpoints.jobs,
    };
    const { exitCode, messages, outputs } = await run('check-connection', {
      endpoints: JSON.stringify(swapped),
    });
    assert.equal(exitCode, 1);
    for (const name of ['registry', 'prov', 'search'])
      assert.match(
        messages.at(-1) ?? '',
        new RegExp(`^${name}: another service responds at http://127`, 'm'),
      );
    assert.match(
      messages.at(-1) ?? '',
      /^3 connection checks failed:.*\nCorrect the addresses in endpoints/s,
    );
    const services = JSON.parse(outputs['services'] ?? '{}');
    assert.deepEqual([services.registry.ok, services.datastore.ok, services.handle.ok], [false, true, true]);
  });

  test('check-connection warns when the offline token is a refresh token of a session', async () => {
    const login = { client_id: 'automated-access', grant_type: 'password', scope: 'roles' };
    const { password } = job.sandbox.users.modeller;
    const tokens = await requestToken(job.sandbox, { ...login, username: 'modeller', password });
    const inputs = { 'offline-token': tokens.text('refresh_token') };
    const { log } = await expectSuccess(job.run('check-connection', inputs));
    assert.match(log, /warning: input offline-token: this is a refresh token, .* offline_access/);
    const good = await run('check-connection', {});
    assert.doesNotMatch(good.log, /refresh token/);
  });

  test('a step explains an offline token in place of an access token, and the reverse', async () => {
    const { offlineToken } = job.sandbox.users.modeller;
    const offline = await run('fetch-item', { id: job.seed.model, 'access-token': offlineToken });
    assert.match(
      offline.messages.at(-1) ?? '',
      /^the access token is an offline token.* Set it as the offline token/,
    );
    const accessToken = await new CheckedClient(job.sandbox).token();
    const access = await run('fetch-item', { id: job.seed.model, 'offline-token': accessToken });
    assert.match(access.messages.at(-1) ?? '', /^the offline token is an access token/);
    for (const { messages, exitCode } of [offline, access]) {
      assert.equal(exitCode, 1);
      assert.match(messages.at(-1) ?? '', /#authentication-failed$/);
    }
  });

  test('a step links to the section about unlinked users when the server rejects its user', async () => {
    const env = { PROVENA_OFFLINE_TOKEN: job.sandbox.users.admin.offlineToken };
    const study = 'kind: study\ndisplay_name: A\ntitle: A study\ndescription: A study.\n';
    const steps = [
      await run('register-item', { item: study }, env),
      await run('update-item', { id: job.seed.study, updates: 'title: B', reason: 'x' }, env),
      await run('check-connection', { require: 'linked' }, env),
      await run(
        'register-item',
        { item: 'kind: organisation\nname: A\ndisplay_name: A\nror: null\nuser_metadata: { a: b }\n' },
        env,
      ),
    ];
    for (const { messages } of steps.slice(0, 3)) {
      assert.match(messages.at(-1) ?? '', /not linked to a person/);
      assert.match(messages.at(-1) ?? '', /\nLink the user to a person.*#user-not-linked$/s);
    }
    assert.equal(steps[3]?.exitCode, 0, steps[3]?.log);
    const inputs = { method: 'registry.general.delete', arguments: '10378.1/1', confirm: 'true' };
    const { messages } = await run('call', inputs, env);
    assert.match(messages.at(-1) ?? '', /^registry\.general\.delete: not found: .*#not-found$/s);
  });
});
