import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { suite, test } from 'node:test';
import { assertFailed, expectSuccess } from './step-assertions.ts';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';
import { replaceService, startRewritingProxy } from './test-servers.ts';

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
    await using proxy = await startRewritingProxy(job, 'datastore', {
      [MINT]: (_, response) => sendWithoutEnd(response),
    });
    const step = await expectSuccess(mint('Endless', proxy.env));
    assert.deepEqual([step.outputs['dataset-id']], await handlesOf('Endless'));
  });

  test('await-job names a list of jobs that does not end, and its server', async () => {
    let pages = 0;
    // Two keys in turn: no page has the key of the one before it.
    await using proxy = await replaceService(job, 'jobs', () => ({
      status: { success: true, details: '' },
      jobs: [],
      total_item_count: 0,
      pagination_key: { at: pages++ % 2 },
    }));
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
        await using proxy = await replaceService(job, service, (_, response) => {
          requests++;
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end(`${'['.repeat(depth)}${']'.repeat(depth)}`);
        });
        const step = await job.run('fetch-item', { id: job.seed.study }, proxy.env);
        assertFailed(step, /more than 500 levels of nested lists/);
        assert.doesNotMatch(step.log, /bug in the action|connection lost/);
        assert.equal(requests, 1);
      });

  test('a step names the address of a response that it cannot use', async () => {
    await using proxy = await replaceService(job, 'registry', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Welcome</html>');
    });
    const step = await job.run('fetch-item', { id: job.seed.study }, proxy.env);
    assertFailed(
      step,
      new RegExp(
        `received text/html from ${proxy.url}/.*\nCheck that the address above is a Provena service`,
      ),
    );
  });
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
