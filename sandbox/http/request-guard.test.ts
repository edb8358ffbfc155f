import assert from 'node:assert/strict';
import { request } from 'node:http';
import { suite, test } from 'node:test';
import { startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const PORTS = Object.entries({
  ...sandbox.endpoints,
  s3: sandbox.s3,
  control: sandbox.control,
  web: sandbox.web,
});

/** `fetch` cannot set these headers. */
function send(url: string, method: string, headers: Record<string, string>, body = ''): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    })
      .on('error', reject)
      .end(body);
  });
}

suite('every port of the sandbox', () => {
  for (const [name, url] of PORTS) {
    test(`${name} rejects a foreign Host`, async () => {
      for (const host of ['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '10.0.0.1'])
        assert.equal(await send(url, 'GET', { host }), 403, host);
    });

    test(`${name} rejects cross-site requests`, async () => {
      for (const headers of [
        { origin: 'https://evil.example' },
        { origin: 'null' },
        { 'sec-fetch-site': 'cross-site' },
        { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      ])
        assert.equal(await send(url, 'POST', headers, '{}'), 403, JSON.stringify(headers));
      assert.equal(await send(url, 'GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }), 403);
    });

    // An unsigned request gets a 403 of S3 itself; the tests of access send signed ones.
    if (name === 's3') continue;
    test(`${name} answers programs and pages of this machine`, async () => {
      const { port } = new URL(url);
      for (const headers of [
        { host: `127.0.0.1:${port}` },
        { host: `localhost:${port}` },
        { host: `bucket.localhost:${port}` },
        { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
      ])
        assert.notEqual(await send(url, 'POST', headers), 403, JSON.stringify(headers));
    });
  }

  test('the page can be opened by a link on another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    assert.equal(await send(sandbox.web, 'GET', headers), 200);
  });

  test('the control API rejects bodies that are not JSON', async () => {
    const url = `${sandbox.control}/reset`;
    assert.equal(await send(url, 'POST', {}, '{"name":"start"}'), 415);
    assert.equal(await send(url, 'POST', { 'content-type': 'text/plain' }, '{"name":"start"}'), 415);
    assert.equal(await send(url, 'POST', { 'content-type': 'application/json' }, '{"name":"start"}'), 200);
  });

  test('names of Object.prototype are no routes and no grants', async () => {
    for (const name of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      assert.equal(await send(`${sandbox.endpoints.keycloak}${name}`, 'GET', {}), 404, name);
      const form = { 'content-type': 'application/x-www-form-urlencoded' };
      const token = `${sandbox.endpoints.keycloak}/protocol/openid-connect/token`;
      assert.equal(await send(token, 'POST', form, `grant_type=${name}&client_id=client-tools`), 400, name);
    }
  });
});
