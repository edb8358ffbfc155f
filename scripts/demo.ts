import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { runAct } from '../action-tests/workflows/act.ts';
import type { ActRun } from '../action-tests/workflows/act-run.ts';
import { repositorySettings } from '../sandbox/cli/act-files.ts';
import type { Graph } from '../src/shared/action/lineage/graph.ts';
import { renderTree } from '../src/shared/action/lineage/render-tree.ts';
import { formatEnumName } from '../src/shared/action/runner/markdown.ts';
import { formatBytes } from '../src/shared/action/uploads/format-transfer.ts';
import { root } from './project.ts';

/**
 * Starts a local Provena, lets act run `examples/model-run.yml` against it, and tells what came of it. With --json the
 * last line is one for programs. The exit code is 1 when any job of the workflow did not succeed.
 */
const json = process.argv.includes('--json');
const print = (line: string): void => {
  if (!json) console.log(line);
};

type SandboxInfo = Parameters<typeof repositorySettings>[0];

const started = performance.now();
const { line: sandbox, stop } = await startSandbox();
try {
  print(
    `A local Provena is running; its registry is at ${sandbox.endpoints.registry}.\nRunning examples/model-run.yml by act.\n`,
  );
  const run = await runAct({
    workflow: 'examples/model-run.yml',
    uses: 'local',
    ...repositorySettings(sandbox),
    onLine: (line, job) => print(`${job.padEnd(9)} ${line}`),
  });
  printResult(run, sandbox);
  process.exitCode = isSuccessful(run) ? 0 : 1;
} finally {
  await stop();
}

async function startSandbox(): Promise<{ line: SandboxInfo; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, [resolve(root, 'sandbox/main.ts'), '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((done) => child.once('close', () => done()));
  const line = await new Promise<string>((done, failed) => {
    createInterface({ input: child.stdout }).once('line', done);
    child
      .once('error', failed)
      .once('close', (code) => failed(new Error(`the sandbox ended with exit code ${code}`)));
  });
  return {
    line: JSON.parse(line),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function isSuccessful({ exitCode, jobs }: ActRun): boolean {
  return exitCode === 0 && jobs.length > 0 && jobs.every((job) => job.result === 'success');
}

function printResult(run: ActRun, { endpoints }: SandboxInfo): void {
  const values = (name: string): string[] =>
    run.outputs.filter((output) => output.name === name).map((output) => output.value);
  const sum = (name: string): number => values(name).reduce((total, value) => total + Number(value), 0);
  const graph: Graph = JSON.parse(values('graph').at(-1) ?? '{"nodes":[],"links":[]}');
  const runs = values('model-run-ids').flatMap((value): string[] => JSON.parse(value));
  const result = {
    datasets: values('dataset-id'),
    modelRuns: [...new Set(runs)],
    files: sum('uploaded'),
    bytes: sum('total-bytes'),
    jobs: { succeeded: sum('succeeded'), failed: sum('failed') },
    lineage: { nodes: graph.nodes.length, links: graph.links.length },
  };
  if (json) {
    console.log(JSON.stringify(result));
    return;
  }
  const failures = run.jobs
    .filter((job) => job.result !== 'success')
    .map((job) => `${job.id} ${JSON.stringify(job.matrix)}: ${job.result}`);
  const names = new Map(graph.nodes.map((node) => [node.id, String(node['display_name'] ?? node.id)]));
  const start = values('dataset-id').at(-1) ?? '';
  const page = (id: string): string => `${endpoints.handle}/${id}`;
  print(
    [
      '',
      ...(failures.length > 0 ? ['These jobs did not succeed:', ...failures, ''] : []),
      `Datasets      ${result.datasets.join(', ')}`,
      `Files         ${result.files} uploaded, ${formatBytes(result.bytes)}`,
      `Model runs    ${result.modelRuns.join(', ')}`,
      `Jobs          ${result.jobs.succeeded} succeeded, ${result.jobs.failed} failed`,
      '',
      'What the last projection came from:',
      ...renderTree(
        start,
        graph,
        'upstream',
        (node) => `${names.get(node.id) ?? node.id} (${formatEnumName(node.item_subtype ?? '')}, ${node.id})`,
      ),
      '',
      `Look further: npm run sandbox keeps a local Provena running; a handle such as ${start} resolves at ${page(start)} while it does.`,
      `The workflow is examples/model-run.yml; against a real instance only its env block and variables differ.`,
      `Took ${Math.round((performance.now() - started) / 1000)} s.`,
    ].join('\n'),
  );
}
