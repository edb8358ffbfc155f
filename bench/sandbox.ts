import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { Command } from 'commander';
import { Agent } from 'undici';
import { parseCount } from '../action-tests/tools/number-arguments.ts';
import { startSandboxProgram } from '../action-tests/tools/sandbox-program.ts';
import { listenOnLoopback } from '../sandbox/testing/loopback-server.ts';
import { printTable } from './report/table.ts';
import { fillSandbox, type Target } from './sandbox/fill-sandbox.ts';
import { type BenchRequest, sendRequest } from './sandbox/requests.ts';

export const requires = 'no other programs';

export async function run(args: readonly string[]): Promise<void> {
  const command = new Command('npm run bench -- sandbox')
    .description(
      'Measures the sandbox with 10,000 items and 10,000 jobs: requests per second and the 99th percentile of the response time, ' +
        'with eight concurrent requests. A bare node:http server that returns 2 kB of JSON is the baseline.',
    )
    .argument('[seconds]', 'seconds per operation', parseCount, 3)
    .parse(args, { from: 'user' });
  const seconds: number = command.processedArgs[0];
  const { sandbox, stop } = await startSandboxProgram(['--pace', 'instant']);
  const agent = new Agent({ connections: CONCURRENCY, pipelining: 1 });
  const bare = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(BARE_BODY),
  );
  try {
    const bareUrl = await listenOnLoopback(bare);
    const target = await fillSandbox(sandbox);
    const operations = { 'bare node:http': () => ({ url: bareUrl }), ...createOperations(target) };
    const rows = [['operation', 'requests/s', 'p99 ms', 'first ms']];
    for (const [name, next] of Object.entries(operations))
      rows.push([name, ...(await measure(next, agent, seconds))]);
    printTable(rows);
  } finally {
    bare.close();
    await agent.close();
    await stop();
  }
}

const CONCURRENCY = 8;
const BARE_BODY = JSON.stringify({ text: 'x'.repeat(2000) });

/** The measured operations; each returns its next request. */
function createOperations({
  endpoints,
  token,
  sessions,
  ids,
  record,
}: Target): Record<string, () => BenchRequest> {
  const any = (list: readonly string[]) =>
    encodeURIComponent(list[Math.floor(Math.random() * list.length)] ?? '');
  return {
    fetch: () => ({ url: `${endpoints.registry}/registry/general/fetch?id=${any(ids)}`, token }),
    'fetch by kind': () => ({
      url: `${endpoints.registry}/registry/activity/study/fetch?id=${any(ids)}`,
      token,
    }),
    'list 20': () => ({ url: `${endpoints.registry}/registry/general/list`, body: { page_size: 20 }, token }),
    search: () => ({ url: `${endpoints.search}/search/entity-registry?query=study`, token }),
    'register run': () => ({ url: `${endpoints.prov}/model_run/register`, body: record, token }),
    'poll job': () => ({ url: `${endpoints.jobs}/jobs/user/fetch?session_id=${any(sessions)}`, token }),
  };
}

/** @returns the cells of a row. The first request, which may build an index, is measured separately. */
async function measure(next: () => BenchRequest, agent: Agent, seconds: number): Promise<string[]> {
  const begun = performance.now();
  await sendRequest(next(), agent);
  const first = performance.now() - begun;
  const times: number[] = [];
  const until = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) {
      const started = performance.now();
      await sendRequest(next(), agent);
      times.push(performance.now() - started);
    }
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const elapsed = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? 0;
  return [(times.length / elapsed).toFixed(0), p99.toFixed(1), first.toFixed(1)];
}
