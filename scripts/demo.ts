import { Command } from 'commander';
import { findAct } from '../action-tests/tools/go-tool.ts';
import { startSandboxProgram } from '../action-tests/tools/sandbox-program.ts';
import { runAct } from '../action-tests/workflows/act.ts';
import type { ActRun } from '../action-tests/workflows/act-run.ts';
import { createRepositorySettings } from '../sandbox/cli/act-files.ts';
import type { SandboxInfo } from '../sandbox/testing/sandbox-support.ts';
import { getErrorMessage } from '../src/shared/client/error-message.ts';
import type { Graph } from '../src/shared/export/query-lineage.ts';
import { formatBytes } from '../src/shared/format-bytes.ts';

const options = new Command('npm run demo --')
  .description(
    'Starts a sandbox, runs examples/model-run.yml against it with act, and prints the result. Requires act, Go, or Python 3 with ' +
      'venv and pip. The exit code is 1 if a job of the workflow fails.',
  )
  .option('--keep', 'keep the sandbox running, to look at its web page, until Ctrl+C')
  .option('--json', 'print only one line of JSON with the result')
  .parse()
  .opts<{ keep?: boolean; json?: boolean }>();
const print = (line: string): void => {
  if (!options.json) console.log(line);
};

const started = performance.now();
process.exitCode = await runDemo().catch(reportError);

async function runDemo(): Promise<number> {
  // Before the sandbox starts, so that a missing program is reported at once.
  findAct(print);
  const { sandbox, stop, ended } = await startSandboxProgram();
  try {
    print(`The sandbox is running at ${sandbox.web}.\nRunning examples/model-run.yml with act.\n`);
    const run = await runAct({
      workflow: 'examples/model-run.yml',
      ...createRepositorySettings(sandbox),
      onLine: (line, job) => print(`${job.padEnd(20)} ${line}`),
    });
    printResult(run, sandbox);
    const exitCode = isSuccessful(run) ? 0 : 1;
    if (options.keep) {
      print(`\nThe sandbox keeps running at ${sandbox.web}. Press Ctrl+C to stop it.`);
      process.exitCode = exitCode;
      await ended;
    }
    return exitCode;
  } finally {
    await stop();
  }
}

function reportError(error: unknown): number {
  console.error(getErrorMessage(error));
  return 1;
}

function isSuccessful({ exitCode, jobs }: ActRun): boolean {
  return exitCode === 0 && jobs.length > 0 && jobs.every((job) => job.result === 'success');
}

function printResult(run: ActRun, sandbox: SandboxInfo): void {
  const values = (name: string): string[] =>
    run.outputs.filter((output) => output.name === name).map((output) => output.value);
  const graph: Graph = JSON.parse(values('graph').at(-1) ?? '{"nodes":[],"links":[]}');
  const result = collectResult(values, graph);
  if (options.json) {
    console.log(JSON.stringify(result));
    return;
  }
  const failures = run.jobs
    .filter((job) => job.result !== 'success')
    .map((job) => `${job.id} ${JSON.stringify(job.matrix)}: ${job.result}`);
  if (failures.length > 0) {
    const lines = ['The demo failed. The reason is in the lines above. Jobs that failed:', ...failures];
    print(`\n${lines.join('\n')}\n`);
  }
  const last = result.datasets.at(-1);
  if (last) print(formatResult(result, last, sandbox));
}

interface Result {
  readonly datasets: readonly string[];
  readonly modelRuns: readonly string[];
  readonly files: number;
  readonly bytes: number;
  readonly jobs: { readonly succeeded: number; readonly failed: number };
  readonly lineage: { readonly nodes: number; readonly links: number };
}

/** @param values of the outputs with a name, of all steps */
function collectResult(values: (name: string) => string[], graph: Graph): Result {
  const sum = (name: string): number => values(name).reduce((total, value) => total + Number(value), 0);
  const runs = values('model-run-ids').flatMap((value): string[] => JSON.parse(value));
  return {
    datasets: values('dataset-id'),
    modelRuns: [...new Set(runs)],
    files: sum('uploaded'),
    bytes: sum('total-bytes'),
    jobs: { succeeded: sum('succeeded'), failed: sum('failed') },
    lineage: { nodes: graph.nodes.length, links: graph.links.length },
  };
}

function formatResult(result: Result, dataset: string, { endpoints, web }: SandboxInfo): string {
  return [
    '',
    `Datasets      ${result.datasets.join(', ')}`,
    `Files         ${result.files} uploaded, ${formatBytes(result.bytes)}`,
    `Model runs    ${result.modelRuns.join(', ')}`,
    `Jobs          ${result.jobs.succeeded} succeeded, ${result.jobs.failed} failed`,
    `Lineage       ${result.lineage.nodes} items and ${result.lineage.links} relations, drawn in the log of job lineage above`,
    '',
    options.keep
      ? `Look at the lineage: ${web}/lineage/${dataset}; the handle: ${endpoints.handle}/${dataset}`
      : 'To look at the records on a web page, run npm run demo -- --keep.',
    'The workflow is examples/model-run.yml. For a real instance, change only its env block and variables.',
    `Took ${Math.round((performance.now() - started) / 1000)} s.`,
  ].join('\n');
}
