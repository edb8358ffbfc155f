import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, beforeEach, suite, test } from 'node:test';
import { startGitHubServer } from '../../sandbox/testing/github-server.ts';
import { EVERY_ACTION, FILES, runEveryAction } from './every-action.ts';
import { expectSuccess } from './step-assertions.ts';
import { addReviewer, CheckedClient, useJob } from './test-job.ts';
import { forwardRequest, replaceService, startServer } from './test-servers.ts';

/** Actions that do not connect to an instance. */
const ACTIONS_WITHOUT_CONNECTION = ['start-sandbox'];
/** The environment variables that could replace the inputs. */
const NO_CONNECTION_ENV = {
  PROVENA_ENDPOINTS: '',
  PROVENA_OFFLINE_TOKEN: '',
  PROVENA_S3_ENDPOINT: '',
  AWS_ENDPOINT_URL_S3: '',
};

const SERVICE_ACCOUNT = { 'client-id': 'pipeline', 'client-secret': 'secret-of-the-pipeline' };

suite('every action takes its connection from inputs alone', async () => {
  const job = await useJob();
  await addReviewer(job.sandbox, job.seed.person);
  const instance = { endpoints: JSON.stringify(job.sandbox.endpoints), domain: 'reef.test', realm: 'reef' };
  const api = await startGitHubServer();
  const github = { GITHUB_API_URL: api.url, GITHUB_EVENT_NAME: 'pull_request' };
  after(() => api[Symbol.asyncDispose]());
  beforeEach(() => {
    api.comments.length = 0;
  });

  const runAllAs = (who: Record<string, string>, env: Record<string, string> = {}) =>
    runEveryAction(job, (inputs) => ({
      with: { ...instance, ...who, ...inputs },
      env: { ...NO_CONNECTION_ENV, ...env },
    }));

  test('the list of actions is complete', () => {
    const folder = resolve(import.meta.dirname, '../../actions');
    const all = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const here = [...EVERY_ACTION.map(({ action }) => action), ...ACTIONS_WITHOUT_CONNECTION];
    assert.deepEqual(here.sort(), all.map(({ name }) => name).sort());
  });

  test('every action works with an offline token and a pull request comment', async () => {
    const event = { pull_request: { number: 7 }, repository: { name: 'models', owner: { login: 'reef' } } };
    await job.runner.runStep('validate', { files: { ...FILES, 'event.json': JSON.stringify(event) } });
    const comment = { comment: 'true', 'github-token': 'ghs_token_of_the_job', 'job-index': '3' };
    const { offlineToken } = job.sandbox.users.modeller;
    const outputs = await runAllAs(
      { 'offline-token': offlineToken, 'client-id': 'automated-access', ...comment },
      { ...github, GITHUB_EVENT_PATH: `${job.runner.workspace}/event.json` },
    );
    assert.equal(outputs['check-connection']?.['username'], 'modeller');
    const { body = '' } = api.comments[0] ?? {};
    for (const { action } of EVERY_ACTION)
      assert.ok(body.includes(`### Provena: ${action}`), `${action} is not in the comment`);
    assert.deepEqual([...api.authorizations], ['token ghs_token_of_the_job']);
  });

  test('every action works with an access token', async () => {
    const outputs = await runAllAs({
      'access-token': await new CheckedClient(job.sandbox).token(),
      'allow-http': 'true',
    });
    assert.equal(outputs['check-connection']?.['username'], 'modeller');
  });

  test('a step sends tokens unencrypted to another host only when allow-http is set, and warns then', async () => {
    const seen: string[] = [];
    await using proxy = await startServer((incoming, outgoing) => {
      const { host, port } = new URL(incoming.url ?? '');
      seen.push(host);
      const target = `http://127.0.0.1:${port}`;
      // The sandbox accepts only requests whose host is this machine.
      forwardRequest(incoming, outgoing, target, { host: `127.0.0.1:${port}` });
    });
    const fetchItem = async (allow: string) =>
      job.runner.runStep('fetch-item', {
        with: {
          id: job.seed.organisation,
          endpoints: JSON.stringify(job.sandbox.endpoints).replaceAll('127.0.0.1', 'provena.test'),
          'offline-token': job.sandbox.users.modeller.offlineToken,
          'allow-http': allow,
        },
        env: { ...NO_CONNECTION_ENV, HTTP_PROXY: proxy.url.replace('http://', '') },
      });
    const rejected = await fetchItem('false');
    assert.equal(rejected.exitCode, 1);
    assert.match(
      rejected.log,
      /registry.*http:\/\/provena\.test:\d+.* is not encrypted, and tokens would be sent to it.*set input allow-http to true/,
    );
    assert.deepEqual(seen, []);
    const allowed = await expectSuccess(fetchItem('true'));
    assert.match(allowed.log, /warning: input allow-http: tokens are sent unencrypted to provena\.test/);
    assert.match(seen[0] ?? '', /^provena\.test:/);
  });

  test('every action works with a client secret', async () => {
    const secret = `${SERVICE_ACCOUNT['client-id']}:${SERVICE_ACCOUNT['client-secret']}`;
    const authorization = `Basic ${Buffer.from(secret).toString('base64')}`;
    await using realm = await startRealm({ grant_type: 'client_credentials' }, authorization);
    const outputs = await runAllAs({ ...SERVICE_ACCOUNT, endpoints: realm.endpoints });
    assert.equal(outputs['check-connection']?.['username'], 'modeller');
  });

  test('a step exchanges the ID token of its job when it has a client id and no other credentials', async () => {
    const idToken = 'id-token-of-the-job';
    await using issuer = await startServer(({ headers }, response) =>
      response
        .writeHead(headers.authorization === 'Bearer request-token' ? 200 : 401)
        .end(JSON.stringify({ value: idToken })),
    );
    const env = {
      ...NO_CONNECTION_ENV,
      ACTIONS_ID_TOKEN_REQUEST_URL: issuer.url,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
    };
    const exchange = {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: idToken,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      subject_issuer: 'github',
      client_id: 'pipeline',
    };
    await using realm = await startRealm(exchange);
    const { log, outputs } = await expectSuccess(
      job.run('check-connection', { endpoints: realm.endpoints, 'client-id': 'pipeline' }, env),
    );
    assert.equal(outputs['username'], 'modeller');
    assert.ok(!log.includes(idToken), log);
  });

  /**
   * Starts a realm that accepts one token request. Its token is of a user with an email address and a linked person, which minting
   * requires. The clients of the sandbox have none, as in a new Keycloak.
   */
  function startRealm(expected: Readonly<Record<string, string>>, authorization?: string) {
    return replaceService(job, 'keycloak', async (incoming, response) => {
      const form = new URLSearchParams(await text(incoming));
      const isExpected =
        incoming.headers.authorization === authorization &&
        Object.entries(expected).every(([name, value]) => form.get(name) === value);
      if (isExpected) return { access_token: await new CheckedClient(job.sandbox).token(), expires_in: 300 };
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"invalid_client"}');
      return undefined;
    });
  }
});
