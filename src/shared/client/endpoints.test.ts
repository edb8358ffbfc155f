import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { connect } from './connect.ts';
import { accessToken } from './credentials/grants.ts';
import { type Instance, resolveEndpoints } from './endpoints.ts';
import { InvalidError } from './errors.ts';
import { prefetchToken } from './prefetch-token.ts';
import { mapServices, SERVICES } from './services.ts';

test('resolveEndpoints derives the URLs of a standard deployment from domain and realm', () => {
  assert.deepEqual(resolveEndpoints({ domain: ' dev.example.org ', realm: 'my realm' }), {
    keycloak: 'https://auth.dev.example.org/auth/realms/my%20realm',
    registry: 'https://registry-api.dev.example.org',
    datastore: 'https://data-api.dev.example.org',
    prov: 'https://prov-api.dev.example.org',
    jobs: 'https://job-api.dev.example.org',
    auth: 'https://auth-api.dev.example.org',
    search: 'https://search.dev.example.org',
    handle: 'https://handle.dev.example.org',
  });
});

test('resolveEndpoints uses the given URL of a service, and removes trailing slashes', () => {
  const endpoints = { jobs: 'http://127.0.0.1:8080/jobs//', keycloak: 'https://sso.example.org/realms/r' };
  const resolved = resolveEndpoints({ domain: 'dev.example.org', endpoints });
  assert.equal(resolved.jobs, 'http://127.0.0.1:8080/jobs');
  assert.equal(resolved.keycloak, 'https://sso.example.org/realms/r');
});

test('resolveEndpoints writes the given URL of a service in its canonical form', () => {
  const endpoints = { jobs: 'HTTPS://Jobs.Example.ORG:443/Api/', keycloak: 'https:sso.example.org' };
  const resolved = resolveEndpoints({ domain: 'dev.example.org', endpoints });
  assert.equal(resolved.jobs, 'https://jobs.example.org/Api');
  assert.equal(resolved.keycloak, 'https://sso.example.org');
});

test('resolveEndpoints needs no domain when all services are given', () => {
  const endpoints = mapServices((service) => `http://localhost/${service}`);
  assert.deepEqual(resolveEndpoints({ endpoints }), endpoints);
});

const withEndpoints = (endpoints: object): Instance => ({ domain: 'a.b', realm: 'r', endpoints });
const wrong: readonly (readonly [string, Instance, RegExp])[] = [
  [
    'a URL for a domain',
    { domain: 'https://dev.example.org', realm: 'r' },
    /domain: "https:\/\/dev\.example\.org" is not a domain/,
  ],
  [
    'an IP address for a domain',
    { domain: '127.0.0.1', realm: 'r' },
    /domain: "127\.0\.0\.1" is not a domain\. Set endpoints/,
  ],
  ['no domain', { realm: 'r' }, /domain: is required\. Set domain, or endpoints for every service\.$/],
  [
    'neither domain nor realm',
    { domain: ' ' },
    /domain: is required\. Set domain and realm, or endpoints for every service\.$/,
  ],
  [
    'no domain for some services',
    {
      endpoints: Object.fromEntries(
        SERVICES.filter((service) => service !== 'jobs' && service !== 'prov').map((s) => [s, 'http://x']),
      ),
    },
    /domain: is required for the prov, jobs services\. Set domain and realm, or endpoints for prov, jobs\.$/,
  ],
  [
    'no realm',
    { domain: 'dev.example.org' },
    /realm: is required for the keycloak service\. Set realm, or endpoints\.keycloak/,
  ],
  [
    'an unknown service',
    withEndpoints({ job: 'http://x' }),
    /endpoints\.job: is not a service\. Use one of keycloak, registry/,
  ],
  [
    'a relative endpoint',
    withEndpoints({ jobs: 'jobs.a.b' }),
    /endpoints\.jobs: "jobs\.a\.b" is not an http/,
  ],
  ['an endpoint with a query', withEndpoints({ jobs: 'http://x?y' }), /must not have a query or a fragment/],
  [
    'an endpoint with an empty query',
    withEndpoints({ jobs: 'http://x/?' }),
    /must not have a query or a fragment/,
  ],
  [
    'an endpoint with an empty fragment',
    withEndpoints({ jobs: 'http://x#' }),
    /must not have a query or a fragment/,
  ],
  [
    'an endpoint with a password and another scheme, without the password',
    withEndpoints({ jobs: 'ftp://u:p@x' }),
    /"ftp:\/\/\*\*\*@x" is not an http or https URL/,
  ],
  [
    'an endpoint with a password',
    withEndpoints({ jobs: 'http://u:p@x' }),
    /must not have a user name or a password/,
  ],
];
for (const [title, instance, message] of wrong) {
  test(`resolveEndpoints reports ${title} with its place and a remedy`, () => {
    assert.throws(
      () => resolveEndpoints(instance),
      (error) => {
        assert.ok(error instanceof InvalidError);
        assert.equal(error.issues.length, 1, error.message);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

suite('connect with credentials', () => {
  const hosts: readonly (readonly [url: string, isSafe: boolean])[] = [
    ['https://provena.example.org', true],
    ['http://127.0.0.1:8080', true],
    ['http://127.8.9.1', true],
    ['http://[::1]:8080', true],
    ['http://localhost:8080', true],
    ['http://api.localhost', true],
    ['http://provena.example.org', false],
    ['http://10.0.0.1', false],
    ['http://localhost.example.org', false],
    ['http://0.0.0.0', false],
  ];
  for (const [url, isSafe] of hosts) {
    test(`connect ${isSafe ? 'accepts' : 'rejects'} endpoints at ${url}`, () => {
      const endpoints = mapServices(() => url);
      const open = (allowHttp?: boolean) => connect({ endpoints, credentials: accessToken('t'), allowHttp });
      if (isSafe) {
        open();
        return;
      }
      assert.throws(
        () => open(),
        /registry: http:.* is not encrypted, and tokens would be sent to it\. Use https/,
      );
      open(true);
      connect({ endpoints });
      assert.equal(prefetchToken({ endpoints, offlineToken: 't', userAgent: 'test' }), undefined);
    });
  }
});
