import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer } from 'node:net';
import { after, suite, test } from 'node:test';
import { createProxy } from 'proxy';
import { listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import { registerRun } from './model-run.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';

suite('destinations of secrets', async () => {
  const job = await useJob();
  const { run } = await registerRun(new CheckedClient(job.sandbox), job);
  const proxy = startRecordingProxy();
  const env = { HTTP_PROXY: await proxy.start(), NO_PROXY: '' };
  after(() => proxy.stop());
  const step = async (action: string, inputs: Readonly<Record<string, string>>) => {
    const files = { 'data/a.txt': 'a' };
    return expectSuccess(job.runner.runStep(action, { with: inputs, env, files }));
  };
  const minted = await step('mint-dataset', { metadata: formatDatasetDocument(job.seed.organisation) });
  const dataset = minted.outputs['dataset-id'] ?? '';
  await step('upload-data', { 'dataset-id': dataset, path: 'data' });
  await step('download-data', { 'dataset-id': dataset, path: 'back' });
  await step('generate-report', { id: run });

  const hostOf = (address: string): string => new URL(address).host;
  const listReceivers = (secret: string): string[] => [
    ...new Set(proxy.requests().flatMap(({ host, text }) => (text.includes(secret) ? [host] : []))),
  ];

  test('the offline token is sent only to the realm', () => {
    const { endpoints, users } = job.sandbox;
    assert.deepEqual(listReceivers(users.modeller.offlineToken), [hostOf(endpoints.keycloak)]);
  });

  test('access tokens are sent to the services of the instance and not to the store', () => {
    const services = Object.values(job.sandbox.endpoints).map(hostOf);
    const accessTokens = proxy
      .requests()
      .flatMap(({ text }) => /authorization: Bearer (\S+)/i.exec(text)?.[1] ?? []);
    assert.ok(accessTokens.length > 0);
    assert.ok(proxy.requests().some(({ host }) => host === hostOf(job.sandbox.s3)));
    for (const token of new Set(accessTokens)) {
      const matches = listReceivers(token).filter((host) => !services.includes(host));
      assert.deepEqual(matches, []);
    }
  });

  test('no other host is contacted', () => {
    const known = new Set([...Object.values(job.sandbox.endpoints), job.sandbox.s3].map(hostOf));
    for (const { host } of proxy.requests()) assert.ok(known.has(host), host);
  });
});

/** A proxy that records the raw bytes of all requests. */
function startRecordingProxy() {
  const proxy = createProxy(createHttpServer());
  const sent: Buffer[][] = [];
  const tap = createServer((client) => {
    const bytes: Buffer[] = [];
    sent.push(bytes);
    // A listening TCP server has an AddressInfo.
    const { port } = proxy.address() as { port: number };
    const upstream = connect(port, '127.0.0.1');
    for (const end of [client, upstream])
      end.on('error', () => [client, upstream].map((one) => one.destroy()));
    client.on('data', (chunk) => bytes.push(chunk));
    client.pipe(upstream).pipe(client);
  });
  return {
    async start(): Promise<string> {
      await listenOnLoopback(proxy);
      return listenOnLoopback(tap);
    },
    stop() {
      for (const server of [tap, proxy]) server.close();
      proxy.closeAllConnections();
    },
    /** A request to a proxy starts with the absolute URL. */
    requests: () =>
      sent
        .flatMap((bytes) =>
          Buffer.concat(bytes)
            .toString('latin1')
            .split(/(?=\b[A-Z]+ http:\/\/\S+ HTTP\/1\.1\r\n)/),
        )
        .map((text) => ({ text, host: /^[A-Z]+ http:\/\/([^/]+)/.exec(text)?.[1] ?? text.slice(0, 80) })),
  };
}
