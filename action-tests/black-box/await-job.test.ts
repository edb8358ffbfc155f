import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createModelRunDocument } from './model-run.ts';
import { assertFailed, assertOutputs, expectSuccess } from './step-assertions.ts';
import { CheckedClient, createDatasetMetadata, mintDataset, useJob } from './test-job.ts';

suite('await-job', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const dataset = await mintDataset(api, job.seed.organisation);

  const record = (name: string) =>
    createModelRunDocument(job, { input: dataset, output: dataset }, { display_name: name });
  const register = (
    document: unknown,
    inputs: Record<string, string> = {},
    env: Record<string, string> = {},
  ) => job.run('register-model-run', { 'model-run': JSON.stringify(document), ...inputs }, env);

  test('await-job waits only for the job itself when follow is false', async () => {
    const sent = await register([record('A'), record('B')]);
    const session = sent.outputs['session-id'] ?? '';
    const step = await expectSuccess(job.run('await-job', { 'session-id': session, follow: 'false' }));
    assertOutputs(step, { succeeded: '1', 'model-run-ids': '[]' });
  });

  test('await-job finds a session when its id is in upper case', async () => {
    const sent = await register(record('A'));
    const session = sent.outputs['session-id']?.toUpperCase() ?? '';
    const step = await expectSuccess(job.run('await-job', { 'session-id': session, timeout: '10s' }));
    assert.equal(step.outputs['succeeded'], '1');
  });

  test('await-job reports the other jobs when one belongs to another user', async () => {
    const own = (await register(record('A'))).outputs['session-id'] ?? '';
    const person = await api.call('registry', 'POST', '/registry/agent/person/create', {
      display_name: 'C L',
      first_name: 'C',
      last_name: 'L',
      email: 'c@example.org',
      ethics_approved: true,
    });
    const link = { username: 'colleague', person_id: assumeType<{ id: string }>(person['created_item']).id };
    await new CheckedClient(job.sandbox, 'admin').call('auth', 'POST', '/link/admin/assign', link);
    const metadata = createDatasetMetadata(job.seed.organisation);
    const colleague = new CheckedClient(job.sandbox, 'colleague');
    const minted = await colleague.call('datastore', 'POST', '/register/mint-dataset', metadata);
    const other = String(minted['register_create_activity_session_id']);
    const step = await job.run('await-job', { 'session-id': JSON.stringify([other, own]), timeout: '3s' });
    assertFailed(step, new RegExp(`1 of 2 jobs are not finished \\(1 succeeded\\):\n${other} is`));
    assert.equal(step.outputs['succeeded'], '1');
  });

  test('await-job waits for the sessions of a file when session-file is set', async () => {
    const sent = await register([record('A'), record('B')]);
    const inputs = { 'session-file': sent.outputs['session-file'] ?? '' };
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'MODEL_RUN_PROV_LODGE' });
    const more = await register(record('C'), { wait: 'true', timeout: '2s' });
    job.sandbox.clearFaults();
    const step = await expectSuccess(job.run('await-job', inputs));
    assert.equal(JSON.parse(step.outputs['model-run-ids'] ?? '').length, 2);
    assert.equal(step.outputs['pending-file'], undefined);
    const left = await job.runner.runStep('await-job', {
      with: { 'session-file': more.outputs['pending-file'] ?? '', timeout: '1s', 'fail-on': 'never' },
    });
    assertOutputs(left, { status: 'timeout', pending: more.outputs['pending'] });
  });

  test('await-job takes a JSON list of any length and names the file and what is wrong with it', async () => {
    const ids = Array.from(
      { length: 4000 },
      (_, i) => `00000000-0000-4000-8000-${String(i).padStart(12, '0')}`,
    );
    const run = (files: Record<string, string>) =>
      job.runner.runStep('await-job', {
        files,
        with: { 'session-file': 'ids.json', timeout: '0', 'fail-on': 'never' },
      });
    const long = await expectSuccess(run({ 'ids.json': JSON.stringify(ids, null, 1) }));
    // 4,000 ids cannot be passed in an environment variable.
    assert.equal(long.outputs['pending'], '');
    assert.equal(readFileSync(long.outputs['pending-file'] ?? '', 'utf8').split('\n').length, 4001);
    const wrong = await run({ 'ids.json': '["x"]' });
    assert.match(wrong.lastMessage, /input session-file: "x" is not a session id/);
    const missing = await job.run('await-job', { 'session-file': 'none.txt' });
    assert.match(missing.lastMessage, /none\.txt.*input session-file: the file does not exist/);
    const empty = await run({ 'ids.json': '[]' });
    assert.match(
      empty.lastMessage,
      /^nothing to wait for: input session-file: ids\.json contains no session id\. Check the step that wrote it/,
    );
  });

  test('await-job stops early when more jobs failed than max-failures allows', async () => {
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 2 });
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', after: 2 });
    const sent = await register([record('A'), record('B'), record('C')]);
    const step = await job.runner.runStep('await-job', {
      with: { 'session-id': sent.outputs['session-id'] ?? '', 'max-failures': '1', 'fail-on': 'never' },
    });
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    assert.equal(step.outputs['failed'], '2');
    assert.equal(JSON.parse(step.outputs['pending'] ?? '').length, 1);
  });

  test('await-job fails with the reason of the server and keeps the successful ids when a job fails', async () => {
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    const sent = await register([record('Fails'), record('Works')]);
    const session = sent.outputs['session-id'] ?? '';
    const any = await job.run('await-job', { 'session-id': session });
    const all = await job.run('await-job', { 'session-id': session, 'fail-on': 'all' });
    const never = await job.run('await-job', { 'session-id': session, 'fail-on': 'never' });
    job.sandbox.clearFaults();
    assert.deepEqual([any.exitCode, all.exitCode, never.exitCode], [1, 0, 0]);
    for (const step of [any, all, never]) {
      assertOutputs(step, { status: 'failed', failed: '1' });
      assert.equal(JSON.parse(step.outputs['model-run-ids'] ?? '').length, 1);
    }
    assert.match(any.lastMessage, /1 of 2 jobs failed:\n1 × /);
  });

  test('await-job fails when all records of a batch failed and fail-on is all, although the batch was submitted', async () => {
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 2 });
    const sent = await register([record('Fails'), record('Fails, too')]);
    const step = await job.runner.runStep('await-job', {
      with: { 'session-id': sent.outputs['session-id'] ?? '', 'fail-on': 'all' },
    });
    job.sandbox.clearFaults();
    assertFailed(step, /2 of 2 jobs failed:\n2 × /);
  });

  test('await-job reports the running jobs and can be run again when the timeout is reached', async () => {
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    const sent = await register(record('Hangs'));
    job.sandbox.clearFaults();
    const step = await job.runner.runStep('await-job', {
      with: { 'session-id': sent.outputs['session-id'] ?? '', timeout: '2s' },
    });
    assert.equal(step.exitCode, 1);
    assert.equal(step.outputs['status'], 'timeout');
    assert.deepEqual(JSON.parse(step.outputs['pending'] ?? ''), [sent.outputs['session-id']]);
    assert.match(step.lastMessage, /1 of 1 job is not finished.*is IN_PROGRESS.*output pending/s);
  });

  test('await-job ends at once and sets its outputs when the step is cancelled', async () => {
    job.sandbox.injectFault({ fault: 'hang-job', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    const sent = await register([record('Hangs'), record('Ends')]);
    job.sandbox.clearFaults();
    const step = await job.runner.runStep('await-job', {
      with: { 'session-id': sent.outputs['session-id'] ?? '' },
      interrupt: { signal: 'SIGTERM', when: (log) => log.includes('1 of 2 jobs succeeded') },
    });
    assert.equal(step.exitCode, 1);
    assert.equal(step.outputs['status'], 'cancelled');
    assert.equal(JSON.parse(step.outputs['pending'] ?? '').length, 1);
    assert.equal(JSON.parse(step.outputs['model-run-ids'] ?? '').length, 1);
    assert.match(step.lastMessage, /the step was cancelled \(SIGTERM\)/);
    const [open] = JSON.parse(step.outputs['pending'] ?? '');
    assert.match(
      step.log,
      new RegExp(`The jobs continue on the server: 1 of 2 jobs are not finished .*\n${open} is IN_PROGRESS`),
    );
    const lines = step.log.split('\n').filter((line) => /cancelled|aborted|could not be read/.test(line));
    assert.deepEqual(lines, [
      'error: the step was cancelled (SIGTERM)',
      'Help: docs/troubleshooting.md#step-cancelled',
    ]);
  });

  test('await-job finds the jobs of the workflow run when of-this-run is set', async () => {
    const env = { GITHUB_RUN_ID: '31337' };
    await register(record('Run 1'), {}, { ...env, GITHUB_ACTION: 'job-1' });
    await register([record('Run 2'), record('Run 3')], {}, { ...env, GITHUB_ACTION: 'job-2' });
    await register(record('Other'), {}, { GITHUB_RUN_ID: '31338' });
    const step = await expectSuccess(job.run('await-job', { 'of-this-run': 'true' }, env));
    const results: { display_name?: string }[] = JSON.parse(step.outputs['results'] ?? '[]');
    assert.deepEqual(results.flatMap(({ display_name: name }) => name ?? []).sort(), [
      'Run 1',
      'Run 2',
      'Run 3',
    ]);
    const none = await job.run('await-job', { 'of-this-run': 'true' }, { GITHUB_RUN_ID: '1' });
    assert.match(
      none.lastMessage,
      /^nothing to wait for: input of-this-run found no model run that this user registered in the workflow run \S+\/runs\/1\. Check that the step/,
    );
    const outside = await job.run('await-job', { 'of-this-run': 'true' }, { GITHUB_RUN_ID: '' });
    assert.match(
      outside.lastMessage,
      /^input of-this-run: this step does not run in GitHub Actions\. Use session-id or batch-id\n/,
    );
  });

  test('await-job finds the jobs of the workflow run when the repository was renamed between two attempts', async () => {
    const env = { GITHUB_RUN_ID: '31339', GITHUB_REPOSITORY_ID: '77', GITHUB_ACTION: 'renamed' };
    await register(record('Before'), {}, env);
    const renamed = { ...env, GITHUB_REPOSITORY: 'reef/renamed', GITHUB_RUN_ATTEMPT: '2' };
    const step = await expectSuccess(job.run('await-job', { 'of-this-run': 'true' }, renamed));
    assert.equal(step.outputs['succeeded'], '1');
    const other = { ...renamed, GITHUB_REPOSITORY_ID: '78' };
    const none = await job.run('await-job', { 'of-this-run': 'true' }, other);
    assert.match(
      none.lastMessage,
      /found no model run that this user registered in .*reef\/renamed.*link-run/,
    );
  });

  /** Runs an attempt of the step that registers documents; the jobs with `failed` numbers, counted from 1, fail. */
  const runAttempt = async (runId: string, attempt: number, document: unknown, failed: readonly number[]) => {
    for (const number of failed)
      job.sandbox.injectFault({
        fault: 'fail-job',
        job_sub_type: 'MODEL_RUN_PROV_LODGE',
        after: number - 1,
        times: 1,
      });
    const env = { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: String(attempt), GITHUB_ACTION: 'register' };
    const sent = await register(document, { 'job-index': '0', wait: 'true' }, env);
    job.sandbox.clearFaults();
    assert.equal(sent.exitCode, failed.length > 0 ? 1 : 0, sent.log);
    return sent;
  };
  const awaitRun = (runId: string, attempt: number) =>
    job.runner.runStep('await-job', {
      with: { 'of-this-run': 'true' },
      env: { GITHUB_RUN_ID: runId, GITHUB_RUN_ATTEMPT: String(attempt), GITHUB_ACTION: 'wait' },
    });

  test('await-job ignores a failed job when a later attempt sent its record again', async () => {
    await runAttempt('501', 1, record('Repeated'), [1]);
    const failing = await awaitRun('501', 1);
    assert.equal(failing.exitCode, 1);
    assert.match(
      failing.log,
      /re-run the workflow job that started these jobs, because this step only waits/,
    );
    assert.equal((await awaitRun('501', 2)).exitCode, 1);
    await runAttempt('501', 2, record('Repeated'), [1]);
    assert.equal((await awaitRun('501', 2)).outputs['failed'], '1');
    await runAttempt('501', 3, record('Repeated'), []);
    const step = await expectSuccess(awaitRun('501', 3));
    assert.match(step.log, /Ignored 2 jobs of earlier attempts/);
    assertOutputs(step, { succeeded: '1', failed: '0' });
  });

  test('await-job ignores a failed job when a later attempt registered a run with another start time', async () => {
    const startedAt = (start_time: number) => ({ ...record('Started again'), start_time });
    await runAttempt('511', 1, startedAt(1_714_543_200), [1]);
    const second = await runAttempt('511', 2, startedAt(1_714_546_800), []);
    const step = await expectSuccess(awaitRun('511', 2));
    assert.deepEqual(JSON.parse(step.outputs['model-run-ids'] ?? ''), [second.outputs['model-run-id']]);
  });

  test('await-job ignores a job when its run was deleted and a later attempt registered it again', async () => {
    const list = ['Equal', 'Equal', 'Other'].map(record);
    const first = await runAttempt('509', 1, list, []);
    const [deleted, ...others] = assumeType<string[]>(JSON.parse(first.outputs['model-run-ids'] ?? ''));
    await new CheckedClient(job.sandbox, 'admin').call(
      'registry',
      'DELETE',
      `/registry/general/delete?id=${deleted}`,
    );
    const rerun = await runAttempt('509', 2, list, []);
    const step = await expectSuccess(awaitRun('509', 2));
    const ids: string[] = JSON.parse(step.outputs['model-run-ids'] ?? '');
    assert.deepEqual(ids.toSorted(), JSON.parse(rerun.outputs['model-run-ids'] ?? '').toSorted());
    assert.ok(others.every((id) => ids.includes(id)));
    assert.match(step.log, /Ignored 1 job of earlier attempts/);
  });

  test('await-job ignores a failed job when a later attempt lodged its registered run with an update', async () => {
    const list = ['Stays', 'Lodged again'].map(record);
    const env = { GITHUB_RUN_ID: '503', GITHUB_ACTION: 'register' };
    job.sandbox.injectFault({ fault: 'fail-lodge', after: 1, times: 1 });
    await register(list, { 'job-index': '0', wait: 'true' }, env);
    job.sandbox.clearFaults();
    assert.equal((await awaitRun('503', 1)).outputs['failed'], '1');
    const rerun = await runAttempt('503', 2, list, []);
    assert.match(rerun.log, /Adding it to the graph/);
    const step = await expectSuccess(awaitRun('503', 2));
    assert.equal(new Set(JSON.parse(step.outputs['model-run-ids'] ?? '')).size, 2);
  });

  test('await-job counts a run that is in the graph although its job failed', async () => {
    const list = ['Fails', 'Lodged'].map(record);
    const env = { GITHUB_RUN_ID: '505', GITHUB_ACTION: 'register' };
    const lose = (times: number, fault: 'fail-lodge' | 'fail-after-lodge', after = 0) =>
      job.sandbox.injectFault({ fault, job_sub_type: 'MODEL_RUN_PROV_LODGE', after, times });
    // Both jobs fail; only the run of the second is in the graph.
    lose(1, 'fail-lodge');
    lose(1, 'fail-after-lodge', 1);
    await register(list, { 'job-index': '0', wait: 'true' }, env);
    job.sandbox.clearFaults();
    const first = await awaitRun('505', 1);
    assert.equal(first.exitCode, 1, first.log);
    assert.equal(first.outputs['failed'], '1');
    assert.equal(first.outputs['succeeded'], '2', 'the submit job and the lodged run');
    const rerun = await runAttempt('505', 2, list, []);
    const step = await expectSuccess(awaitRun('505', 2));
    assert.deepEqual(
      new Set(JSON.parse(step.outputs['model-run-ids'] ?? '')),
      new Set(JSON.parse(rerun.outputs['model-run-ids'] ?? '')),
    );
    assert.match(step.log, /Ignored the failed job \S+: its run \S+ is in the graph/);
  });

  test('await-job succeeds when the only job failed and its run is in the graph', async () => {
    const env = { GITHUB_RUN_ID: '506', GITHUB_ACTION: 'register' };
    job.sandbox.injectFault({ fault: 'fail-after-lodge', job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
    const failed = await register(record('Alone'), { 'job-index': '0', wait: 'true' }, env);
    job.sandbox.clearFaults();
    assert.equal(failed.exitCode, 1, failed.log);
    const rerun = await runAttempt('506', 2, record('Alone'), []);
    const step = await expectSuccess(awaitRun('506', 2));
    assertOutputs(step, {
      status: 'succeeded',
      failed: '0',
      succeeded: '1',
      'model-run-id': rerun.outputs['model-run-id'],
    });
    assert.match(step.summary, /In the graph although their jobs failed/);
  });

  test('await-job names the error of the server when the jobs cannot be read until the time has elapsed', async () => {
    job.sandbox.injectFault({ fault: 'refuse', service: 'jobs', status: 503 });
    const step = await job.runner.runStep('await-job', {
      with: { 'session-id': 'b0b0b0b0-0000-4000-8000-000000000000', timeout: '1s' },
    });
    job.sandbox.clearFaults();
    assert.match(step.lastMessage, /\nThe last attempt to read the jobs failed: jobService\..* \(503\)/);
  });

  test('await-job names the batches whose jobs are not listed when the time has elapsed or it is cancelled', async () => {
    const batch = 'b0b0b0b0-0000-4000-8000-000000000000';
    const message = new RegExp(`not list all jobs of these batches yet \\(0 succeeded\\):\n${batch}`);
    const late = await job.run('await-job', { 'batch-id': batch, timeout: '1s' });
    assert.match(late.lastMessage, message);
    assert.match(late.lastMessage, /run await-job with these ids as batch-id/);
    const sent = job.sandbox.requestLog().length;
    const cancelled = await job.runner.runStep('await-job', {
      with: { 'batch-id': batch },
      interrupt: { signal: 'SIGINT', when: () => job.sandbox.requestLog().length > sent + 2 },
    });
    assert.match(cancelled.log, message);
  });

  test('await-job ignores the jobs of later edits of its runs', async () => {
    const sent = await runAttempt('508', 1, record('Edited'), []);
    const run = sent.outputs['model-run-id'] ?? '';
    const api = new CheckedClient(job.sandbox);
    const edit = async (description: string) => {
      const { record: stored } = await api.item('activity/model_run', run);
      const change = { ...assumeType<object>(stored), description };
      await api.call('prov', 'POST', '/model_run/update', {
        model_run_id: run,
        reason: 'Corrected by hand.',
        record: change,
      });
    };
    await edit('Corrected.');
    job.sandbox.injectFault({ fault: 'fail-job', job_sub_type: 'MODEL_RUN_UPDATE', times: 1 });
    await edit('Corrected again.');
    const step = await awaitRun('508', 2);
    job.sandbox.clearFaults();
    assert.equal(step.exitCode, 0, step.log);
    assertOutputs(step, { succeeded: '1', 'model-run-ids': JSON.stringify([run]) });
  });

  test('await-job counts a run of another matrix job only for that job', async () => {
    const env = { GITHUB_RUN_ID: '507', GITHUB_ACTION: 'register' };
    for (const [index, fault] of (['fail-after-lodge', 'fail-lodge'] as const).entries()) {
      job.sandbox.injectFault({ fault, job_sub_type: 'MODEL_RUN_PROV_LODGE', times: 1 });
      await register(record('Leg'), { 'job-index': String(index), wait: 'true' }, env);
      job.sandbox.clearFaults();
    }
    const step = await awaitRun('507', 2);
    assert.equal(step.exitCode, 1, step.log);
    assertOutputs(step, { failed: '1', succeeded: '1' });
  });

  test('await-job names a batch that does not exist', async () => {
    const batch = '00000000-0000-4000-8000-000000000000';
    const step = await job.run('await-job', { 'batch-id': batch, timeout: '60s' });
    assert.equal(step.exitCode, 1);
    const message = step.lastMessage;
    assert.match(
      message,
      new RegExp(`^batch ${batch} has no jobs: there is no such batch, .*\nCheck the batch id`),
    );
    assert.match(message, /#not-found$/);
    assert.doesNotMatch(step.log, /0 of 0 jobs/);
  });

  test('await-job sends no request when there is nothing to wait for', async () => {
    job.sandbox.clearRequestLog();
    const step = await job.run('await-job', { 'session-id': '\n\n' });
    assertFailed(
      step,
      /^nothing to wait for: set input session-id, session-file or batch-id, or of-this-run: true\. If/,
    );
    assert.deepEqual(job.sandbox.requestLog(), []);
  });

  test('await-job waits for several sessions and batches concurrently', async () => {
    const one = await register(record('X'));
    const batch = await register([record('Y'), record('Z')], { wait: 'true' });
    const step = await expectSuccess(
      job.run('await-job', {
        'session-id': `["${one.outputs['session-id']}"]`,
        'batch-id': batch.outputs['batch-id'] ?? '',
      }),
    );
    assert.equal(JSON.parse(step.outputs['model-run-ids'] ?? '').length, 3);
  });
});
