import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { ApiClient, datasetMetadata, type Job, mintDataset, startJob } from './test-job.ts';

suite('record-run', () => {
  let job: Job;
  let look: ApiClient;
  before(async () => {
    job = await startJob();
    look = new ApiClient(job.sandbox);
  });
  after(() => job.stop());

  const output = (name: string, path: string | undefined = 'results/') => ({
    dataset_template_id: job.seed.outputTemplate,
    dataset: datasetMetadata(job.seed.organisation, name),
    ...(path === undefined ? {} : { path }),
  });
  const document = (name: string, changes: Record<string, unknown> = {}) => ({
    workflow_template_id: job.seed.workflowTemplate,
    display_name: name,
    description: 'A run.',
    annotations: { scenario: 'test' },
    associations: { modeller_id: 'me' },
    inputs: [
      {
        dataset_template_id: job.seed.inputTemplate,
        dataset: datasetMetadata(job.seed.organisation, `${name}, input`),
        path: 'data/',
        resources: { series: 'data/a.csv' },
      },
    ],
    outputs: [output(`${name}, output`)],
    ...changes,
  });
  const record = (
    run: unknown,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
    files: Record<string, string> = { 'data/a.csv': 'a', 'results/b.csv': 'b' },
  ) => job.runner.runStep('record-run', { with: { run: JSON.stringify(run), ...inputs }, env, files });
  const countItems = async (): Promise<readonly number[]> =>
    Promise.all(
      ['entity/dataset', 'activity/model_run'].map(async (kind) => {
        const page = await look.call('registry', 'POST', `/registry/${kind}/list`, { page_size: 10_000 });
        return (page['items'] as unknown[]).length;
      }),
    );
  const readRun = async (id = ''): Promise<Record<string, unknown>> =>
    (await look.item('activity/model_run', id))['record'] as Record<string, unknown>;

  test('record-run mints, uploads, registers and prints the lineage', async () => {
    const step = await record(document('One'));
    assert.equal(step.exitCode, 0, step.log);
    const ids = JSON.parse(step.outputs['dataset-ids'] ?? '[]') as string[];
    assert.equal(ids.length, 2);
    const run = await readRun(step.outputs['model-run-id']);
    const [input] = run['inputs'] as { dataset_id: string; resources: unknown }[];
    assert.equal(input?.dataset_id, ids[0]);
    assert.deepEqual(input?.resources, { series: 'a.csv' });
    assert.equal((run['outputs'] as { dataset_id: string }[])[0]?.dataset_id, ids[1]);
    assert.equal(step.outputs['status'], 'succeeded');
    assert.match(step.log, /Lineage of .*\n.*One, output.*\n├─ wasGeneratedBy One/);
    assert.match(step.summary, /\| One, output \| output \| .* \| minted, uploaded \|/);
  });

  test('record-run creates nothing when it is run again', async () => {
    const env = { GITHUB_ACTION: 'again', 'INPUT_JOB-INDEX': '0' };
    const first = await record(document('Again'), {}, env);
    assert.equal(first.exitCode, 0, first.log);
    const before = await countItems();
    const again = await record(document('Again'), {}, { ...env, GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(again.exitCode, 0, again.log);
    assert.deepEqual(await countItems(), before);
    for (const name of ['dataset-ids', 'model-run-id'])
      assert.equal(again.outputs[name], first.outputs[name]);
    assert.equal(again.outputs['reused'], '1');
  });

  test('record-run continues where a failed attempt stopped', async () => {
    const env = { GITHUB_ACTION: 'continue', 'INPUT_JOB-INDEX': '0' };
    const before = await countItems();
    job.sandbox.injectFault({
      fault: 'refuse',
      service: 'prov',
      path: '/model_run/register',
      status: 400,
      times: 1,
    });
    const failed = await record(document('Continue'), {}, env);
    job.sandbox.clearFaults();
    assert.equal(failed.exitCode, 1);
    assert.equal(JSON.parse(failed.outputs['dataset-ids'] ?? '[]').length, 2, failed.log);
    assert.match(failed.summary, /minted, uploaded/);
    const again = await record(document('Continue'), {}, { ...env, GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(again.exitCode, 0, again.log);
    assert.equal(again.outputs['dataset-ids'], failed.outputs['dataset-ids']);
    const [datasets = 0, runs = 0] = before;
    assert.deepEqual(await countItems(), [datasets + 2, runs + 1]);
  });

  test('record-run registers a list as one batch and mints equal datasets once', async () => {
    const shared = { inputs: document('Sweep').inputs };
    const step = await record(
      ['low', 'high'].map((name) =>
        document(name, { ...shared, outputs: [output(name, `results/${name}`)] }),
      ),
      {},
      {},
      { 'data/a.csv': 'a', 'results/low/b.csv': '1', 'results/high/b.csv': '2' },
    );
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(JSON.parse(step.outputs['dataset-ids'] ?? '[]').length, 3);
    const runs = JSON.parse(step.outputs['model-run-ids'] ?? '[]') as string[];
    const inputs = await Promise.all(
      runs.map(async (id) => ((await readRun(id))['inputs'] as { dataset_id: string }[])[0]?.dataset_id),
    );
    assert.equal(runs.length, 2);
    assert.equal(inputs[0], inputs[1]);
  });

  test('record-run uploads files to an existing dataset', async () => {
    const id = await mintDataset(look, job.seed.organisation, 'Existing');
    const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset_id: id, path: 'results/' }];
    const step = await record(document('Into existing', { outputs }));
    assert.equal(step.exitCode, 0, step.log);
    const [, stored] = JSON.parse(step.outputs['dataset-ids'] ?? '[]') as string[];
    assert.ok([step.outputs['dataset-ids']].join().includes(id), `${stored}`);
  });

  test('record-run reports all problems and creates nothing when a document is invalid', async () => {
    const before = await countItems();
    const step = await record([
      document('No description', { description: undefined }),
      document('Unknown template', { workflow_template_id: '10378.1/404' }),
    ]);
    assert.equal(step.exitCode, 1);
    assert.match(step.log, /description/);
    const unknown = await record(document('Unknown template', { workflow_template_id: '10378.1/404' }));
    assert.equal(unknown.exitCode, 1);
    assert.match(unknown.log, /10378\.1\/404 is not in this registry/);
    assert.deepEqual(await countItems(), before);
  });

  const invalid: readonly [what: string, changes: () => Record<string, unknown>, message: RegExp][] = [
    [
      'a resource is not among the files',
      () => ({ inputs: [{ ...document('x').inputs[0], resources: { series: 'data/missing.csv' } }] }),
      /"data\/missing\.csv" is not among the 1 files/,
    ],
    ['no file matches', () => ({ outputs: [output('x', 'nowhere/')] }), /no file matches "nowhere\/"/],
    [
      'files have no dataset',
      () => ({ outputs: [{ dataset_template_id: job.seed.outputTemplate, path: 'results/' }] }),
      /lacks the dataset of these files/,
    ],
    [
      'an output has dataset and dataset_id',
      () => ({ outputs: [{ ...output('x'), dataset_id: '10378.1/1' }] }),
      /has both dataset and dataset_id/,
    ],
    [
      'the metadata of a dataset is invalid',
      () => ({ outputs: [{ ...output('x'), dataset: { dataset_info: { name: 1 } } }] }),
      /dataset_info\.name/,
    ],
    ['path is not text', () => ({ outputs: [{ ...output('x'), path: [1] }] }), /expected a path, a pattern/],
  ];
  for (const [what, changes, message] of invalid) {
    test(`record-run fails when ${what}`, async () => {
      const before = await countItems();
      const step = await record(document('Invalid', changes()));
      assert.equal(step.exitCode, 1);
      assert.match(step.log, message);
      assert.deepEqual(await countItems(), before);
    });
  }

  test('record-run plan creates nothing, and needs no token', async () => {
    const before = await countItems();
    const planned = document('Planned', { outputs: [output('Planned', 'results/b.csv')] });
    for (const env of [{}, { PROVENA_OFFLINE_TOKEN: '' }]) {
      const step = await record(planned, { plan: 'true' }, env);
      assert.equal(step.exitCode, 0, step.log);
      const plan = JSON.parse(step.outputs['plan'] ?? '{}') as {
        runs: number;
        datasets: { action: string; files: number; bytes: number }[];
      };
      assert.equal(plan.runs, 1);
      assert.deepEqual(
        plan.datasets.map(({ action, files, bytes }) => [action, files, bytes]),
        [
          ['mint', 1, 1],
          ['mint', 1, 1],
        ],
      );
      assert.match(step.summary, /to mint, to upload/);
    }
    assert.deepEqual(await countItems(), before);
  });

  test('record-run runs the command, and records its start, end and exit code', async () => {
    const command =
      'mkdir -p made; test -z "$PROVENA_OFFLINE_TOKEN"; date > made/b.csv; echo "from the command"';
    const step = await record(document('Wrapped', { outputs: [output('Wrapped', 'made/')] }), { command });
    assert.equal(step.exitCode, 0, step.log);
    assert.match(step.log, /from the command/);
    assert.equal(step.outputs['exit-code'], '0');
    const run = await readRun(step.outputs['model-run-id']);
    assert.equal((run['annotations'] as Record<string, string>)['command_exit_code'], '0');
    assert.ok(Math.abs(Number(run['end_time']) - Date.now() / 1000) < 60);
  });

  test('record-run records nothing when the command fails, and says so when a failure cannot be recorded', async () => {
    const before = await countItems();
    const failing = { command: 'exit 3' };
    const step = await record(document('Fails'), failing);
    assert.equal(step.exitCode, 1);
    assert.equal(step.outputs['exit-code'], '3');
    assert.match(step.annotations.at(-1)?.message ?? '', /the command failed with exit code 3/);
    assert.deepEqual(await countItems(), before);

    const recorded = await record(document('Fails, recorded'), { ...failing, 'record-failures': 'true' });
    assert.equal(recorded.exitCode, 1);
    // The template of the sandbox requires an output.
    assert.match(
      recorded.annotations.at(-1)?.message ?? '',
      /the command failed with exit code 3\n.*The failed run was not recorded: .*has no output/,
    );
    assert.equal((await countItems())[1], before[1], recorded.log);
  });
});
