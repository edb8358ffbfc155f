import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from './connect.ts';
import { optionsFromEnvironment } from './environment.ts';

test('optionsFromEnvironment reads domain, realm, endpoints and proxy', () => {
  const options = optionsFromEnvironment({
    PROVENA_DOMAIN: 'dev.example.org',
    PROVENA_REALM: 'r',
    PROVENA_ENDPOINTS: '{"jobs": "http://localhost:1"}',
    HTTPS_PROXY: 'http://upper:1',
    https_proxy: 'http://lower:1',
    NO_PROXY: 'localhost',
  });
  assert.equal(connect(options).endpoints.jobs, 'http://localhost:1');
  assert.deepEqual(options.proxy, {
    httpProxy: undefined,
    httpsProxy: 'http://lower:1',
    noProxy: 'localhost',
  });
});

test('optionsFromEnvironment removes white space and a byte order mark around values', () => {
  const options = optionsFromEnvironment({
    PROVENA_DOMAIN: ' dev.example.org\r\n',
    PROVENA_ENDPOINTS: '\uFEFF{"jobs": "http://localhost:1"}\n',
    PROVENA_ALLOW_HTTP: 'TRUE\n',
    PROVENA_S3_ENDPOINT: ' \n',
    AWS_ENDPOINT_URL: '\u00A0http://localhost:2\n',
  });
  assert.equal(options.domain, 'dev.example.org');
  assert.deepEqual(options.endpoints, { jobs: 'http://localhost:1' });
  assert.equal(options.allowHttp, true);
  assert.deepEqual(options.store, { endpoint: 'http://localhost:2' });
});

const kinds: readonly (readonly [Record<string, string>, string | undefined])[] = [
  [{}, undefined],
  [{ PROVENA_OFFLINE_TOKEN: 'o' }, 'grant'],
  [{ PROVENA_CLIENT_ID: 'c' }, undefined],
  [{ PROVENA_CLIENT_ID: 'c', PROVENA_CLIENT_SECRET: 's' }, 'grant'],
  [{ PROVENA_ACCESS_TOKEN: 'a', PROVENA_OFFLINE_TOKEN: 'o' }, 'fixed'],
  [{ PROVENA_ACCESS_TOKEN: '\n', PROVENA_OFFLINE_TOKEN: 'o' }, 'grant'],
];
for (const [env, kind] of kinds) {
  test(`optionsFromEnvironment uses ${kind ?? 'no credentials'} when ${Object.keys(env).join(' and ') || 'nothing'} is set`, () => {
    assert.equal(optionsFromEnvironment(env).credentials?.kind, kind);
  });
}

for (const text of ['[', '3', '{"jobs": 3}']) {
  test(`optionsFromEnvironment names PROVENA_ENDPOINTS when it is ${text}`, () => {
    assert.throws(() => optionsFromEnvironment({ PROVENA_ENDPOINTS: text }), /is not a JSON object of URLs/);
  });
}
