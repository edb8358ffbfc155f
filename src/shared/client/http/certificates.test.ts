import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerOptions } from 'node:https';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { closeServer, listenOnLoopback } from '../../../../sandbox/testing/loopback-server.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { createCertificate } from '../testing/certificate.ts';
import { startLoopbackProxy } from '../testing/loopback-proxy.ts';

const folder = createTemporaryFolder();
const authority = join(folder, 'authority.pem');
const { key, cert } = createCertificate();
const servers: Server[] = [];
let url = '';

before(async () => {
  writeFileSync(authority, cert);
  url = await startTlsServer({ key, cert });
});
after(async () => {
  for (const server of servers) await closeServer(server);
});

async function startTlsServer(settings: ServerOptions): Promise<string> {
  const server = createServer(settings, (_, response) => {
    response.setHeader('content-type', 'application/json').end('{"message":"hello"}');
  });
  servers.push(server);
  return (await listenOnLoopback(server)).replace('http:', 'https:');
}

/** Output of a program that sends a request to the server. Node.js reads the trusted authorities at the start of a process. */
async function greeting(
  environment: Readonly<Record<string, string>>,
  { proxy = '', address = url } = {},
): Promise<string> {
  const client = pathToFileURL(resolve(import.meta.dirname, '../index.ts')).href;
  const program = `
    import { connect, SERVICES } from '${client}';
    const endpoints = Object.fromEntries(SERVICES.map((service) => [service, '${address}']));
    await using provena = connect({ endpoints, proxy: { httpsProxy: '${proxy}' }, retry: { attempts: 1 } });
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

const DAY_MS = 24 * 3_600_000;
const rejected: readonly (readonly [what: string, settings: ServerOptions, message: RegExp])[] = [
  [
    'a certificate has expired',
    createCertificate({ validFrom: Date.now() - DAY_MS }),
    /its certificate has expired\. Ask its administrator to renew it, and check the clock/,
  ],
  [
    'a certificate is not valid yet',
    createCertificate({ validFrom: Date.now() + DAY_MS }),
    /its certificate is not valid yet\. Check the clock of this machine/,
  ],
  [
    'a certificate is for another host',
    createCertificate({ ip: '127.0.0.2' }),
    /its certificate is for another host name\. Check the domain and endpoints/,
  ],
  [
    'the server supports only an old version of TLS',
    { key, cert, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' },
    /the TLS connection failed/,
  ],
];
for (const [what, settings, message] of rejected) {
  test(`error names the reason, and does not advise to trust the certificate, when ${what}`, async () => {
    const trusted = join(folder, 'trusted.pem');
    writeFileSync(trusted, `${settings.cert}`);
    const address = await startTlsServer(settings);
    const error = await greeting({ NODE_EXTRA_CA_CERTS: trusted }, { address });
    assert.match(error, message);
    assert.doesNotMatch(error, /NODE_EXTRA_CA_CERTS/);
  });
}

test('NODE_EXTRA_CA_CERTS makes the certificate of another authority trusted', async () => {
  assert.equal(await greeting({ NODE_EXTRA_CA_CERTS: authority }), 'hello');
});

test('client uses a tunnel through the proxy for https', async () => {
  await using proxy = await startLoopbackProxy(url);
  assert.equal(await greeting({ NODE_EXTRA_CA_CERTS: authority }, { proxy: proxy.url }), 'hello');
  assert.deepEqual(proxy.hosts, [new URL(url).host]);
});
