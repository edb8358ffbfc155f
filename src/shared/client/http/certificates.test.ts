import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { createCertificate } from '../testing/certificate.ts';
import { startLoopbackProxy } from '../testing/loopback-proxy.ts';

const folder = mkdtempSync(join(tmpdir(), 'provena-certificate-'));
const authority = join(folder, 'authority.pem');
const { key, cert } = createCertificate();
const server = createServer({ key, cert }, (_, response) => {
  response.setHeader('content-type', 'application/json').end('{"message":"hello"}');
});
let url = '';

before(async () => {
  writeFileSync(authority, cert);
  url = (await listenOnLoopback(server)).replace('http:', 'https:');
});
after(async () => {
  await closeServer(server);
  rmSync(folder, { recursive: true });
});

/** Output of a program that sends a request to the server. Node.js reads the trusted authorities at the start of a process. */
async function greeting(environment: Readonly<Record<string, string>>, proxy = ''): Promise<string> {
  const client = pathToFileURL(resolve(import.meta.dirname, '../index.ts')).href;
  const program = `
    import { connect, SERVICES } from '${client}';
    const endpoints = Object.fromEntries(SERVICES.map((service) => [service, '${url}']));
    await using provena = connect({ endpoints, proxy: { httpsProxy: '${proxy}' } });
    console.log(await provena.registry.health().then(({ message }) => message, ({ message }) => message));
  `;
  const options = { env: { PATH: process.env['PATH'], ...environment } };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', program],
    options,
  );
  return stdout.trim();
}

test('an untrusted certificate is reported with the remedy', async () => {
  assert.match(
    await greeting({}),
    /certificate is not trusted\. Set NODE_EXTRA_CA_CERTS to the file that contains the certificate of your certificate authority/,
  );
});

test('NODE_EXTRA_CA_CERTS makes the certificate of another authority trusted', async () => {
  assert.equal(await greeting({ NODE_EXTRA_CA_CERTS: authority }), 'hello');
});

test('client uses a tunnel through the proxy for https', async () => {
  await using proxy = await startLoopbackProxy(url);
  assert.equal(await greeting({ NODE_EXTRA_CA_CERTS: authority }, proxy.url), 'hello');
  assert.deepEqual(proxy.hosts, [new URL(url).host]);
});
