import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { startSandbox } from '../../sandbox/index.ts';
import { type ActOptions, runAct } from './act.ts';
import type { ActRun } from './act-run.ts';
import { settings } from './settings.ts';

/** What a workflow has to come to: every job by name with how often it runs, and what its steps hand on. */
interface Expected {
  readonly workflow: string;
  readonly jobs: Readonly<Record<string, number>>;
  readonly check: (run: ActRun) => void;
}

const outputs = (run: ActRun, name: string): string[] =>
  run.outputs.filter((output) => output.name === name).map(({ value }) => value);

const EXAMPLES: readonly Expected[] = [
  {
    workflow: 'examples/model-run.yml',
    jobs: { datasets: 1, scenario: 3, register: 1, lineage: 1 },
    check(run) {
      assert.equal(new Set(outputs(run, 'dataset-id')).size, 4);
      assert.deepEqual(outputs(run, 'uploaded').sort(), ['1', '2', '2', '2']);
      assert.equal((JSON.parse(outputs(run, 'model-run-ids').at(-1) ?? '[]') as string[]).length, 3);
      assert.match(
        run.log,
        /CO2 projection \(cubic trend\) \(DATASET.*\n.*wasGeneratedBy CO2 with a cubic trend/,
      );
    },
  },
  {
    workflow: 'examples/single-run.yml',
    jobs: { 'run-model': 1 },
    check(run) {
      const [id] = outputs(run, 'model-run-id');
      assert.match(id ?? '', /^10378\.1\/\d+$/);
      assert.ok(run.log.includes(`Registered ${id}`));
    },
  },
  {
    workflow: 'examples/matrix.yml',
    jobs: { record: 1, scenario: 3, await: 1 },
    check(run) {
      const [ids = '[]'] = run.outputs
        .filter(({ job, name }) => job === 'await' && name === 'model-run-ids')
        .map(({ value }) => value);
      assert.ok((JSON.parse(ids) as string[]).length >= 3, ids);
      const sessions = run.outputs
        .filter(({ job, step, name }) => job === 'scenario' && step === 'register' && name === 'session-id')
        .map(({ value }) => value);
      const [results = ''] = run.outputs
        .filter(({ job, name }) => job === 'await' && name === 'results')
        .map(({ value }) => value);
      assert.equal(new Set(sessions).size, 3);
      for (const session of sessions) assert.ok(results.includes(session), `${session} was not awaited`);
    },
  },
  {
    workflow: 'examples/records.yml',
    jobs: { records: 1, run: 3 },
    check(run) {
      assert.equal(new Set(outputs(run, 'model-run-id')).size, 3);
    },
  },
  {
    workflow: 'examples/provenance-as-code.yml',
    jobs: { validate: 1, register: 1 },
    check(run) {
      assert.match(run.log, /The workflow template is 10378\.1\/\d+/);
    },
  },
  {
    workflow: 'examples/versions.yml',
    jobs: { version: 1 },
    check(run) {
      assert.match(run.log, /Version \d+ is 10378\.1\/\d+, changed (true|false)/);
    },
  },
];

suite('the examples, run by act', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
  });
  after(() => sandbox.close());

  for (const { workflow, jobs, check } of EXAMPLES) {
    for (const uses of ['local', 'published'] satisfies ActOptions['uses'][]) {
      test(`${workflow} with ${uses} actions`, async () => {
        const run = await runAct({ workflow, uses, ...settings(sandbox) });
        const results = Object.entries(Object.groupBy(run.jobs, ({ id }) => id)).map(([id, legs = []]) => [
          id,
          legs.map(({ result }) => result),
        ]);
        const expected = Object.entries(jobs).map(([id, legs]) => [id, Array(legs).fill('success')]);
        assert.deepEqual(Object.fromEntries(results), Object.fromEntries(expected), run.log);
        assert.equal(run.exitCode, 0, run.log);
        check(run);
        assertNoSecrets(run, sandbox.users.modeller.offlineToken);
      });
    }
  }

  test('actions run on Node 24, as action.yml asks', async () => {
    const run = await runAct({
      workflow: 'action-tests/workflows/node-version.yml',
      uses: 'local',
      ...settings(sandbox),
    });
    assert.equal(run.exitCode, 0, run.log);
    assert.match(run.log, /Node v24\./);
  });
});

function assertNoSecrets({ log, summaries }: ActRun, token: string): void {
  assert.ok(![log, ...summaries].some((text) => text.includes(token)), 'the offline token was shown');
}
