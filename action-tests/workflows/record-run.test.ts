import assert from 'node:assert/strict';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { parse, stringify } from 'yaml';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { type Sandbox, startSandbox } from '../../sandbox/index.ts';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { CheckedClient } from '../black-box/test-job.ts';
import { runAct } from './act.ts';
import type { ActRun } from './act-run.ts';

const EXAMPLES = resolve(import.meta.dirname, '../../examples');

interface Workflow {
  readonly jobs: { readonly record: { readonly steps: readonly { id?: string; with?: object }[] } };
}

suite('examples/record-run.yml, run by act again', () => {
  let sandbox: Sandbox;
  const repository = createTemporaryFolder();
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
    cpSync(EXAMPLES, repository, { recursive: true, filter: (path) => !path.includes('node_modules') });
  });
  after(() => sandbox.close());

  /** Runs the example with more inputs of its step. Under act every run has the same id, so that it needs a key. */
  function runExample(
    inputs: Readonly<Record<string, string>>,
    options: Partial<Parameters<typeof runAct>[0]> = {},
  ): Promise<ActRun> {
    const workflow: Workflow = parse(readFileSync(join(EXAMPLES, 'record-run.yml'), 'utf8'), { merge: true });
    for (const step of workflow.jobs.record.steps)
      if (step.id === 'record') step.with = { ...step.with, ...inputs };
    const file = join(repository, 'changed.yml');
    writeFileSync(file, stringify(workflow));
    return runAct({ workflow: file, ...createRepositorySettings(sandbox), ...options });
  }

  async function listIds(): Promise<readonly string[]> {
    const api = new CheckedClient(sandbox);
    const lists = ['entity/dataset', 'activity/model_run'].map(async (kind) => {
      const page = await api.call('registry', 'POST', `/registry/${kind}/list`, { page_size: 10_000 });
      return assumeType<{ id: string }[]>(page['items']).map(({ id }) => id);
    });
    return (await Promise.all(lists)).flat().sort();
  }

  const getOutput = (run: ActRun, name: string) =>
    run.outputs.findLast((output) => output.name === name)?.value;

  test('a plan names what would be created, and creates nothing', async () => {
    const before = await listIds();
    const run = await runExample({ plan: 'true' });
    assert.equal(run.exitCode, 0, run.log);
    assert.deepEqual(await listIds(), before);
    const summary = run.summaries.join('\n');
    assert.match(summary, /Nothing was written/);
    for (const name of ['linear', 'quadratic', 'cubic'])
      assert.match(
        summary,
        new RegExp(
          `CO2 projection \\(${name}\\) \\| output \\|  \\|  \\| to mint, results/${name} to upload after the command`,
        ),
      );
    assert.match(summary, /1958-2020 \| input \| 1 \| \d+ KiB \| to mint, 1 file to upload \|/);
    assert.match(summary, /3 model runs to register: CO2 with a linear trend, CO2 with a quadratic trend/);
  });

  test('a run after a killed one creates what is missing, and the next one creates nothing', async () => {
    const inputs = { 'idempotency-key': 'co2-scenarios' };
    const before = await listIds();
    const killed = new AbortController();
    await assert.rejects(
      runExample(inputs, {
        signal: killed.signal,
        onLine(line) {
          if (line.includes('Minted dataset')) killed.abort();
        },
      }),
      { name: 'AbortError' },
    );
    const left = (await listIds()).filter((id) => !before.includes(id));
    assert.ok(left.length > 0, 'the killed run has created nothing');

    const run = await runExample(inputs);
    assert.equal(run.exitCode, 0, run.log);
    const complete = await listIds();
    // Four datasets and their creations, of which the list has only the datasets, and three runs.
    assert.equal(complete.length, before.length + 7, run.log);
    const datasets: string[] = JSON.parse(getOutput(run, 'dataset-ids') ?? '[]');
    const runs: string[] = JSON.parse(getOutput(run, 'model-run-ids') ?? '[]');
    assert.deepEqual([...before, ...datasets, ...runs].sort(), complete);
    assert.ok(left.every((id) => datasets.includes(id)));

    const planned = await runExample({ ...inputs, plan: 'true' });
    assert.equal(planned.exitCode, 0, planned.log);
    assert.match(planned.summaries.join('\n'), /earlier attempts sent 3 of them/);
    assert.equal(planned.summaries.join('\n').match(/\| exists, /g)?.length, 4);

    const rerun = await runExample(inputs);
    assert.equal(rerun.exitCode, 0, rerun.log);
    assert.deepEqual(await listIds(), complete);
    assert.deepEqual(JSON.parse(getOutput(rerun, 'dataset-ids') ?? '[]'), datasets);
    assert.deepEqual(JSON.parse(getOutput(rerun, 'model-run-ids') ?? '[]').sort(), runs.sort());
    const summary = rerun.summaries.join('\n');
    assert.equal(summary.match(/\| minted earlier, files unchanged \|/g)?.length, 4, summary);
    assert.doesNotMatch(summary, /\| minted, /);
  });
});
