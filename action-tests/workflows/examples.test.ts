import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { createRepositorySettings } from '../../sandbox/cli/act-files.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { addReviewer } from '../black-box/test-job.ts';
import { type ActOptions, runAct } from './act.ts';
import type { ActRun } from './act-run.ts';
import { EXAMPLES } from './expected.ts';

suite('examples, run by act', () => {
  let sandbox: Awaited<ReturnType<typeof startSandbox>>;
  /** Variables and secrets of the repository; DATASET_ID is the first dataset that an example published. */
  let given: Pick<ActOptions, 'vars' | 'secrets'> = {};
  before(async () => {
    sandbox = await startSandbox({ pace: 'fast' });
    given = createRepositorySettings(sandbox);
    await addReviewer(sandbox, sandbox.seed?.person ?? '');
  });
  after(() => sandbox.close());

  for (const { workflow, events = ['workflow_dispatch'], jobs, check } of EXAMPLES) {
    for (const event of events) {
      // A pull request from a fork has no variables and secrets of the repository.
      const isFork = event === 'pull_request';
      test(`${workflow} succeeds when started by ${event}${isFork ? ' of a fork' : ''}`, async () => {
        const run = await runAct({ workflow, event, ...(isFork ? {} : given) });
        const results = Object.entries(Object.groupBy(run.jobs, ({ id }) => id)).map(
          ([id, matrixJobs = []]) => [id, matrixJobs.map(({ result }) => result)],
        );
        const expected = Object.entries(jobs).map(([id, count]) => [id, Array(count).fill('success')]);
        assert.deepEqual(Object.fromEntries(results), Object.fromEntries(expected), run.log);
        assert.equal(run.exitCode, 0, run.log);
        check(run);
        assertNoSecrets(run, sandbox.users.modeller.offlineToken);
        const dataset = run.outputs.find(
          ({ step, name }) => step === 'observations' && name === 'dataset-id',
        );
        if (!isFork && dataset) given = { ...given, vars: { DATASET_ID: dataset.value, ...given.vars } };
      });
    }
  }

  test('every example has an expectation', () => {
    const files = readdirSync(resolve(import.meta.dirname, '../../examples')).filter((file) =>
      file.endsWith('.yml'),
    );
    assert.deepEqual(files.sort(), EXAMPLES.map(({ workflow }) => workflow.split('/')[1]).sort());
  });

  test('actions run on Node 24', async () => {
    const run = await runAct({ workflow: 'action-tests/workflows/node-version.yml' });
    assert.equal(run.exitCode, 0, run.log);
    assert.match(run.log, /Node v24\./);
  });
});

function assertNoSecrets({ log, summaries }: ActRun, token: string): void {
  assert.ok(![log, ...summaries].some((text) => text.includes(token)), 'the offline token was shown');
}
