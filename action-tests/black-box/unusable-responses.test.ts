import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import { closeServer, listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, type TestJob, useJob } from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

const MINT = '/register/mint-dataset';

suite('responses from which nothing can be used', async () => {
  const job = await useJob();

  const mint = (name: string, env: Readonly<Record<string, string>>) =>
    job.run('mint-dataset', { metadata: formatDatasetDocument(job.seed.organisation, name) }, env);

  async function handlesOf(name: string): Promise<readonly unknown[]> {
    const datasets = await new CheckedClient(job.sandbox).list('registry', '/registry/entity/dataset/list');
    return datasets.filter((item) => item['display_name'] === name).map(({ id }) => id);
  }

  test('mint-dataset finds the dataset when the response has an empty handle', async () => {
    await using proxy = await startRewritingProxy(job, 'datastore', {
      [MINT]: (response) => ({ ...response, handle: '' }),
    });
    const step = await expectSuccess(mint('Without a handle', proxy.env));
    assert.deepEqual([step.outputs['dataset-id']], await handlesOf('Without a handle'));
  });

  test('mint-dataset finds the dataset when the response does not end', async () => {
    const datastore = createServer(async (request, response) => {
      const { authorization = '' } = request.headers;
      const body = Buffer.concat(await Array.fromAsync(request));
      const upstream = await fetch(`${job.sandbox.endpoints.datastore}${request.url}`, {
        method: request.method ?? 'GET',
        headers: { authorization, 'content-type': 'application/json' },
        ...(body.length > 0 ? { body } : {}),
      });
      if (request.url === MINT) sendWithoutEnd(response);
      else
        response
          .writeHead(upstream.status, { 'content-type': 'application/json' })
          .end(await upstream.text());
    });
    await using proxy = await startServer('datastore', datastore);
    const step = await expectSuccess(mint('Endless', proxy.env));
    assert.deepEqual([step.outputs['dataset-id']], await handlesOf('Endless'));
  });

  test('await-job names a list of jobs that does not end, and its server', async () => {
    let pages = 0;
    // Two keys in turn: no page has the key of the one before it.
    const jobs = createServer((_request, response) => {
      const page = { jobs: [], total_item_count: 0, pagination_key: { at: pages++ % 2 } };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: { success: true, details: '' }, ...page }));
    });
    await using proxy = await startServer('jobs', jobs);
    const step = await job.run('await-job', { 'batch-id': 'endless', timeout: '1h' }, proxy.env);
    assert.equal(step.exitCode, 1, step.log);
    assert.ok(pages < 10, `${pages} pages were read`);
    assert.match(step.lastMessage, /same pagination key twice.*its list has no end/);
    assert.doesNotMatch(step.log, /bug in the action/);
  });

  for (const service of ['registry', 'keycloak'] as const)
    for (const depth of [3000, 500_000])
      test(`a step reports ${depth} levels of lists in a response of ${service} as such, and sends once`, async () => {
        let requests = 0;
        const server = createServer((_request, response) => {
          requests++;
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(`${'['.repeat(depth)}${']'.repeat(depth)}`);
        });
        await using proxy = await startServer(service, server);
        const step = await job.run('fetch-item', { id: job.seed.study }, proxy.env);
        assertFailed(step, /more than 500 levels of nested lists/);
        assert.doesNotMatch(step.log, /bug in the action|connection lost/);
        assert.equal(requests, 1);
      });

  test('a step names the address of a response that it cannot use', async () => {
    const page = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
    });
    await using proxy = await startServer('registry', page);
    const step = await job.run('fetch-item', { id: job.seed.study }, proxy.env);
    assertFailed(
      step,
      new RegExp(
        `received text/html from ${proxy.url}/.*\nCheck that the address above is a Provena service`,
      ),
    );
  });

  /** Steps with the environment reach the server instead of a service of the sandbox. */
  async function startServer(service: keyof TestJob['sandbox']['endpoints'], server: Server) {
    const url = await listenOnLoopback(server);
    return {
      url,
      env: { PROVENA_ENDPOINTS: JSON.stringify({ ...job.sandbox.endpoints, [service]: url }) },
      [Symbol.asyncDispose]: () => closeServer(server),
    };
  }
});

/** Sends JSON until the client closes the connection. */
function sendWithoutEnd(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' }).write('{"details":"');
  const chunk = Buffer.alloc(1 << 20, 'a');
  const send = (): void => {
    while (!response.destroyed && response.write(chunk));
  };
  response.on('drain', send);
  send();
}
