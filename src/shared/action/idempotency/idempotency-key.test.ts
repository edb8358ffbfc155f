import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { readWorkflowRun, type WorkflowRun } from '../runner/github/workflow-run.ts';
import { useRunnerTemp } from '../testing/use-runner-temp.ts';
import { claimIdempotencyKey } from './idempotency-key.ts';

const NOW = 10_000_000;
const ENVIRONMENT = {
  GITHUB_REPOSITORY: 'reef/models',
  GITHUB_REPOSITORY_ID: '7',
  GITHUB_RUN_ID: '4711',
  GITHUB_JOB: 'run',
  GITHUB_ACTION: 'mint',
};

function createRun(changes: Record<string, string> = {}): WorkflowRun {
  const run = readWorkflowRun({ ...ENVIRONMENT, ...changes });
  assert.ok(run);
  return run;
}

suite('claimIdempotencyKey', () => {
  const getFolder = useRunnerTemp();

  const create = (
    workflowRun: WorkflowRun | undefined,
    inputs: Record<string, string> = {},
    fingerprint = 'f',
  ) => claimIdempotencyKey({ 'job-index': '0', ...inputs }, workflowRun, { fingerprint, now: NOW });

  test('claimIdempotencyKey contains repository id, run, job, step and matrix job', () => {
    assert.equal(create(createRun()).value, '7/4711/run/mint/0');
  });

  test('claimIdempotencyKey does not change when the repository is renamed or the attempt differs', () => {
    const renamed = createRun({ GITHUB_REPOSITORY: 'reef/renamed', GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(create(renamed).value, create(createRun()).value);
  });

  for (const input of ['idempotency-key', 'job-index'])
    test(`claimIdempotencyKey does not depend on the Unicode form of ${input}`, () => {
      const [composed, decomposed] = ['NFC', 'NFD'].map(
        (form) => create(createRun(), { [input]: 'récif'.normalize(form) }).value,
      );
      assert.equal(decomposed, composed);
    });

  test('claimIdempotencyKey counts the steps of a job with equal key and content', () => {
    assert.equal(create(createRun()).ordinal, 1);
    assert.equal(create(createRun()).ordinal, 2);
    assert.equal(create(createRun(), {}, 'g').ordinal, 1);
    assert.equal(create(createRun({ GITHUB_RUN_ATTEMPT: '2' })).ordinal, 1);
  });

  test('claimIdempotencyKey gives a plan the ordinal and the earlier records that the step itself gets', () => {
    const claim = (isDryRun: boolean) => {
      const options = { fingerprint: 'f', records: ['a'], isDryRun };
      const { ordinal, recordsBefore } = claimIdempotencyKey({ 'job-index': '0' }, createRun(), options);
      return { ordinal, recordsBefore };
    };
    claim(false);
    const plan = claim(true);
    assert.deepEqual(plan, { ordinal: 2, recordsBefore: ['a'] });
    assert.deepEqual(claim(false), plan);
  });

  test('claimIdempotencyKey gives steps another ordinal when they run at the same time', async () => {
    const program = `
      import { claimIdempotencyKey } from '${new URL('./idempotency-key.ts', import.meta.url)}';
      import { readWorkflowRun } from '${new URL('../runner/github/workflow-run.ts', import.meta.url)}';
      const key = claimIdempotencyKey({ 'job-index': '0' }, readWorkflowRun(process.env), { fingerprint: 'f' });
      console.log(String(key.ordinal));
    `;
    const env = { ...process.env, ...ENVIRONMENT };
    const step = () =>
      promisify(execFile)(process.execPath, ['--input-type=module-typescript', '--eval', program], { env });
    const ordinals = (await Promise.all([step(), step(), step()])).map(({ stdout }) => Number(stdout));
    assert.deepEqual(ordinals.sort(), [1, 2, 3]);
  });

  test('claimIdempotencyKey returns the records of earlier steps of the job', () => {
    const records = (...list: readonly string[]) =>
      claimIdempotencyKey({ 'job-index': '0' }, createRun(), { records: list, now: NOW }).recordsBefore;
    assert.deepEqual(records('a', 'a', 'b'), []);
    assert.deepEqual(records('a', 'c'), ['a', 'a', 'b']);
  });

  test('claimIdempotencyKey counts as the first step when RUNNER_TEMP is not writable', () => {
    writeFileSync(join(getFolder(), 'file'), '');
    process.env['RUNNER_TEMP'] = join(getFolder(), 'file');
    assert.equal(create(createRun()).ordinal, 1);
    assert.equal(create(createRun()).ordinal, 1);
  });

  test('claimIdempotencyKey counts the steps of a job when RUNNER_TEMP does not exist yet', () => {
    process.env['RUNNER_TEMP'] = join(getFolder(), 'missing');
    assert.equal(create(createRun()).ordinal, 1);
    assert.equal(create(createRun()).ordinal, 2);
  });

  test('claimIdempotencyKey searches first in a re-run only, up to 35 days back', () => {
    const first = create(createRun());
    assert.deepEqual([first.searchFirst, first.since], [false, NOW - 3600]);
    const rerun = create(createRun({ GITHUB_RUN_ATTEMPT: '2' }));
    assert.deepEqual([rerun.searchFirst, rerun.since], [true, NOW - 35 * 86_400]);
  });

  test('claimIdempotencyKey is the user-defined key, which is searched in every attempt', () => {
    const key = create(createRun(), { 'idempotency-key': 'release-1' });
    assert.deepEqual(key, {
      fingerprint: 'f',
      value: 'release-1',
      ordinal: 1,
      isUserDefined: true,
      searchFirst: true,
      since: NOW - 35 * 86_400,
    });
    assert.equal(create(createRun(), { 'idempotency-key': 'release-1' }).ordinal, 1);
  });

  test('claimIdempotencyKey is unique under act, where every run has the same id', () => {
    const act = createRun({ ACT: 'true', GITHUB_REPOSITORY_ID: '', GITHUB_RUN_ID: '1' });
    const first = create(act);
    const second = create(act);
    assert.notEqual(first.value, second.value);
    assert.deepEqual([first.ordinal, second.ordinal], [1, 1]);
  });

  test('claimIdempotencyKey is unique without the index of the matrix job, unless it is a re-run', () => {
    const withoutIndex = (run: WorkflowRun) => claimIdempotencyKey({}, run).value;
    assert.notEqual(withoutIndex(createRun()), withoutIndex(createRun()));
    const rerun = createRun({ GITHUB_RUN_ATTEMPT: '2' });
    assert.equal(withoutIndex(rerun), withoutIndex(rerun));
  });

  test('claimIdempotencyKey is unique outside of GitHub Actions', () => {
    assert.notEqual(create(undefined).value, create(undefined).value);
    assert.equal(create(undefined).searchFirst, false);
  });
});
