import assert from 'node:assert/strict';
import { request } from 'node:http';
import { connect } from 'node:net';
import { suite, test } from 'node:test';
import { startTestSandbox } from '../testing/sandbox-support.ts';

const sandbox = await startTestSandbox();
const PORTS = Object.entries({
  ...sandbox.endpoints,
  s3: sandbox.s3,
  control: sandbox.control,
  web: sandbox.web,
});

/** Services that respond to a foreign GET as a real server; CORS decides whether a page can read the response. */
const APIS: ReadonlySet<string> = new Set([
  'registry',
  'datastore',
  'prov',
  'jobs',
  'auth',
  'search',
  'handle',
]);

/** Sends a request as it is. @returns the status of the last response; undefined if the connection was closed */
async function sendRaw(url: string, text: string): Promise<string | undefined> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(text);
  let received = '';
  for await (const chunk of socket) {
    received += chunk;
    if (/^HTTP\/1\.1 [^1]/m.test(received)) break; // not 100 Continue
  }
  return received
    .match(/^HTTP\/1\.1 \d+/gm)
    ?.at(-1)
    ?.slice(-3);
}

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
      const navigation = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
      for (const headers of [
        { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
        { ...navigation, 'sec-fetch-dest': 'iframe' },
        { ...navigation, 'sec-fetch-dest': 'script' },
        ...(APIS.has(name) ? [] : [{ origin: 'https://evil.example' }]),
      ])
        assert.equal(await send(url, 'GET', headers), 403, JSON.stringify(headers));
      const preflight = { 'sec-fetch-site': 'cross-site', 'access-control-request-method': 'PUT' };
      assert.equal(await send(url, 'OPTIONS', { ...preflight, origin: 'https://evil.example' }), 403);
      assert.equal(await send(url, 'POST', navigation, 'name=start'), 403);
    });

    test(`${name} rejects a foreign Host however the request is sent`, async () => {
      for (const [head, status] of [
        ['GET / HTTP/1.0', '403'],
        ['GET / HTTP/1.1', '400'],
        ['GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: Upgrade\r\nUpgrade: websocket', '403'],
        ['POST / HTTP/1.1\r\nHost: evil.example\r\nExpect: 100-continue\r\nContent-Length: 0', '403'],
        ['GET / HTTP/1.1\r\nHost: 127.0.0.1@evil.example', '403'],
        ['CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example', undefined],
      ])
        assert.equal(await sendRaw(url, `${head}\r\n\r\n`), status, head);
    });

    // An unsigned request gets a 403 of S3 itself; the tests of access send signed ones.
    if (name === 's3') continue;
    test(`${name} accepts requests of programs and pages of this machine`, async () => {
      const { port } = new URL(url);
      for (const headers of [
        { host: `127.0.0.1:${port}` },
        { host: `localhost:${port}` },
        { host: `bucket.localhost:${port}` },
        { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-site' },
        { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
      ])
        assert.notEqual(await send(url, 'POST', headers), 403, JSON.stringify(headers));
    });
  }

  test('the web page can be opened by a link on another site', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    assert.equal(await send(sandbox.web, 'GET', headers), 200);
    assert.equal(await send(sandbox.web, 'GET', { ...headers, 'sec-fetch-dest': 'document' }), 200);
  });

  test('the control API rejects bodies that are not JSON', async () => {
    const url = `${sandbox.control}/reset`;
    assert.equal(await send(url, 'POST', {}, '{"name":"start"}'), 415);
    assert.equal(await send(url, 'POST', { 'content-type': 'text/plain' }, '{"name":"start"}'), 415);
    assert.equal(await send(url, 'POST', { 'content-type': 'application/json' }, '{"name":"start"}'), 200);
  });
});
