import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';
import { createModelRunDocument } from './model-run.ts';
import type { Interrupt } from './runner.ts';
import { expectSuccess } from './step-assertions.ts';
import {
  addReviewer,
  CheckedClient,
  createDatasetMetadata,
  createModel,
  formatDatasetDocument,
  formatModelDocument,
  isFaultApplied,
  mintDataset,
  useJob,
} from './test-job.ts';

/** A step that writes, and what it leaves on the server. */
interface Write {
  readonly title: string;
  readonly action: string;
  /** Path of the request that is in progress when the step is interrupted. */
  readonly path: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** Output that names the result. */
  readonly output: string;
  /** What identifies the results on the server. */
  readonly find: () => Promise<readonly unknown[]>;
}

suite('write actions that are interrupted during a request', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const input = await mintDataset(api, job.seed.organisation, 'Input');
  await addReviewer(job.sandbox, job.seed.person);

  const named = async (kind: string, name: string) =>
    (await api.list('registry', `/registry/${kind}/list`)).filter((item) => item['display_name'] === name);
  const releaseHistory = async (id: string) =>
    assumeType<unknown[]>((await api.item('entity/dataset', id))['release_history']);

  let count = 0;
  /** The names of their results differ from those of earlier writes, which the server may still complete. */
  async function createWrites(): Promise<readonly Write[]> {
    const suffix = ++count;
    const updated = await createModel(api, 'Updated', 'A model.');
    const versioned = await createModel(api, `Versioned ${suffix}`, 'A model.');
    const merged = await createModel(api, `Merged ${suffix}`, 'A model.');
    const applied = { item: formatModelDocument(`Applied ${suffix}`, 'Old') };
    await job.run('register-item', applied);
    const requested = await mintDataset(api, job.seed.organisation, 'Requested');
    const decided = await mintDataset(api, job.seed.organisation, 'Decided');
    await api.call('datastore', 'POST', '/release/approval-request', {
      dataset_id: decided,
      approver_id: job.seed.person,
      notes: 'Please review',
    });
    const record = (name: string) =>
      createModelRunDocument(job, { input, output: input }, { display_name: name });
    const dataset = createDatasetMetadata(job.seed.organisation, `Recorded dataset ${suffix}`);
    const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset }];
    const recorded = JSON.stringify({ ...record('Recorded'), outputs });
    const name = `Interrupted ${suffix}`;
    const item = `kind: organisation\ndisplay_name: ${name}\nname: ${name}\n`;
    return [
      {
        title: 'mint-dataset',
        action: 'mint-dataset',
        path: '/register/mint-dataset',
        inputs: { metadata: formatDatasetDocument(job.seed.organisation, `Minted ${suffix}`) },
        output: 'dataset-id',
        find: () => named('entity/dataset', `Minted ${suffix}`),
      },
      {
        title: 'register-model-run',
        action: 'register-model-run',
        path: '/model_run/register',
        inputs: { 'model-run': JSON.stringify(record(`Single ${suffix}`)) },
        output: 'session-id',
        find: () => named('activity/model_run', `Single ${suffix}`),
      },
      {
        title: 'register-model-run with a batch',
        action: 'register-model-run',
        path: '/model_run/register_batch',
        inputs: { 'model-run': JSON.stringify([record(`In a batch ${suffix}`)]) },
        output: 'session-id',
        find: () => named('activity/model_run', `In a batch ${suffix}`),
      },
      {
        title: 'record-run',
        action: 'record-run',
        path: '/register/mint-dataset',
        inputs: { run: recorded },
        output: 'dataset-id',
        find: () => named('entity/dataset', `Recorded dataset ${suffix}`),
      },
      {
        title: 'record-run, when it registers,',
        action: 'record-run',
        path: '/model_run/register',
        inputs: { run: JSON.stringify(record(`Registered ${suffix}`)) },
        output: 'session-ids',
        find: () => named('activity/model_run', `Registered ${suffix}`),
      },
      {
        title: 'register-item',
        action: 'register-item',
        path: '/registry/agent/organisation/create',
        inputs: { item },
        output: 'id',
        find: () => named('agent/organisation', name),
      },
      {
        title: 'update-item',
        action: 'update-item',
        path: '/registry/entity/model/update',
        inputs: { id: updated, reason: 'Once', updates: 'description: New' },
        output: 'id',
        find: async () =>
          assumeType<{ reason: string }[]>((await api.item('entity/model', updated))['history']).filter(
            ({ reason }) => reason.startsWith('Once'),
          ),
      },
      {
        title: 'version-item',
        action: 'version-item',
        path: '/registry/entity/model/version',
        inputs: { id: versioned, reason: 'Next' },
        output: 'id',
        find: async () =>
          (await named('entity/model', `Versioned ${suffix}`)).filter(({ id }) => id !== versioned),
      },
      {
        title: 'version-item, when it merges updates,',
        action: 'version-item',
        path: '/registry/entity/model/update',
        inputs: { id: merged, reason: 'Next', updates: 'description: New' },
        output: 'id',
        find: async () =>
          (await named('entity/model', `Merged ${suffix}`)).filter(
            ({ id, description }) => id !== merged && description === 'New',
          ),
      },
      {
        title: 'register-item, when it updates,',
        action: 'register-item',
        path: '/registry/entity/model/update',
        inputs: { item: formatModelDocument(`Applied ${suffix}`, 'New'), 'if-exists': 'update' },
        output: 'id',
        find: async () =>
          assumeType<{ history: unknown[] }[]>(await named('entity/model', `Applied ${suffix}`)).flatMap(
            ({ history }) => history.slice(0, -1),
          ),
      },
      {
        title: 'request-release',
        action: 'request-release',
        path: '/release/approval-request',
        inputs: { 'dataset-id': requested, approver: 'me' },
        output: 'decision',
        find: () => releaseHistory(requested),
      },
      {
        title: 'decide-release',
        action: 'decide-release',
        path: '/release/action-approval-request',
        inputs: { 'dataset-id': decided, decision: 'approve' },
        output: 'decision',
        find: async () => (await releaseHistory(decided)).slice(1),
      },
    ];
  }

  test('each write action names its result, and a re-run finds it', async (context) => {
    for (const [index, { title, action, path, inputs, output, find }] of (await createWrites()).entries()) {
      await context.test(title, async () => {
        const env = { GITHUB_ACTION: `write-${index}`, 'INPUT_JOB-INDEX': '0' };
        job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 1500, times: 1 });
        const step = await job.runner.runStep(action, {
          with: inputs,
          env,
          interrupt: { signal: 'SIGINT', when: () => isFaultApplied(job.sandbox) },
        });
        job.sandbox.clearFaults();
        assert.notEqual(step.exitCode, 0, step.log);
        assert.match(step.lastMessage, /the step was cancelled/);
        assert.ok(step.outputs[output], `output ${output} is not set: ${step.log}`);
        const rerun = await expectSuccess(
          job.runner.runStep(action, {
            with: { ...inputs, ...(action === 'register-model-run' ? { wait: 'true' } : {}) },
            env: { ...env, GITHUB_RUN_ATTEMPT: '2' },
          }),
        );
        // A re-run waits for the jobs of the records, not for the submit job of their batch.
        if (!path.endsWith('register_batch')) assert.equal(rerun.outputs[output], step.outputs[output]);
        assert.equal((await find()).length, 1, rerun.log);
      });
    }
  });

  test('each write action warns that the outcome is unknown when the server does not respond in time', async () => {
    const all = await createWrites();
    const writes = all.filter(({ path }, index) => all.findIndex((other) => other.path === path) === index);
    for (const { path } of writes) job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 12_000 });
    await Promise.all(
      writes.map(async ({ title, action, path, inputs }, index) => {
        const step = await job.runner.runStep(action, {
          with: inputs,
          env: { GITHUB_ACTION: `hangs-${index}`, 'INPUT_JOB-INDEX': '0' },
          interrupt: { signal: 'SIGINT', when: () => isFaultApplied(job.sandbox, path) },
        });
        assert.match(step.log, /the step was cancelled/, title);
        assert.match(step.summary, /was cancelled.*It is unknown whether the server completed/, title);
        assert.match(
          step.log,
          /Cancelled during a request.*\n.*It is unknown whether the server completed/,
          title,
        );
      }),
    );
    job.sandbox.clearFaults();
  });

  test('each write action sends nothing more when it is cancelled before another attempt', async (context) => {
    for (const [index, { title, action, path, inputs, find }] of (await createWrites()).entries()) {
      await context.test(title, async () => {
        const before = (await find()).length;
        job.sandbox.injectFault({ fault: 'refuse', status: 429, retry_after_seconds: 3, path, times: 1 });
        const step = await job.runner.runStep(action, {
          with: inputs,
          env: { GITHUB_ACTION: `waits-${index}` },
          interrupt: { signal: 'SIGINT', when: (log) => /attempt 2 of \d in/.test(log) },
        });
        job.sandbox.clearFaults();
        assert.match(step.lastMessage, /the step was cancelled/);
        assert.doesNotMatch(step.log, /It is unknown/);
        assert.equal((await find()).length, before, step.log);
      });
    }
  });

  test('register-item names the documents that it did not send', async () => {
    const path = '/registry/agent/organisation/create';
    job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 1500, times: 1 });
    const documents = ['One', 'Two', 'Three'].map(
      (name) => `kind: organisation\ndisplay_name: ${name}\nname: ${name}\n`,
    );
    const step = await job.runner.runStep('register-item', {
      with: { item: documents.join('---\n') },
      interrupt: { signal: 'SIGINT', when: () => isFaultApplied(job.sandbox) },
    });
    job.sandbox.clearFaults();
    assert.deepEqual(
      step.annotations.map(({ level, message }) => `${level}: ${message.split(/[\n:]/, 1)[0]}`),
      ['notice: Created input item', 'warning: Not sent', 'error: the step was cancelled (SIGINT)'],
    );
    assert.match(step.log, /Not sent: input item#2, input item#3\./);
    assert.equal(step.outputs['created'], '1');
  });

  test('call sets its result when it is interrupted during the request', async () => {
    const path = '/registry/agent/organisation/create';
    job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 1500, times: 1 });
    const step = await job.runner.runStep('call', {
      with: { method: 'registry.organisation.create', arguments: 'display_name: Called\nname: Called\n' },
      interrupt: { signal: 'SIGINT', when: () => isFaultApplied(job.sandbox) },
    });
    job.sandbox.clearFaults();
    assert.notEqual(step.exitCode, 0, step.log);
    assert.match(step.lastMessage, /the step was cancelled/);
    const [item] = await named('agent/organisation', 'Called');
    assert.equal(JSON.parse(step.outputs['result'] ?? '{}').created_item?.id, item?.['id']);
  });

  test('a re-run finds what a request creates whose step was killed, or names both results if it is still in progress', async () => {
    for (const isWaiting of [true, false]) {
      const name = `Killed ${isWaiting}`;
      const inputs = { metadata: formatDatasetDocument(job.seed.organisation, name) };
      const run = (attempt: string, interrupt?: Interrupt) =>
        job.runner.runStep('mint-dataset', {
          with: inputs,
          env: { GITHUB_ACTION: name, 'INPUT_JOB-INDEX': '0', GITHUB_RUN_ATTEMPT: attempt },
          ...(interrupt ? { interrupt } : {}),
        });
      const path = '/register/mint-dataset';
      job.sandbox.injectFault({ fault: 'delay', path, milliseconds: isWaiting ? 1500 : 20_000, times: 1 });
      const killed = await run('1', { signal: 'SIGKILL', when: () => isFaultApplied(job.sandbox) });
      job.sandbox.clearFaults();
      assert.deepEqual(killed.outputs, {});
      const waitFor = (count: number) =>
        waitUntil(async () => (await named('entity/dataset', name)).length === count, {
          subject: `${count} datasets`,
        });
      if (isWaiting) await waitFor(1);
      const rerun = await expectSuccess(run('2'));
      assert.equal(rerun.outputs['reused'], String(isWaiting));
      if (isWaiting) continue;
      await waitFor(2);
      const again = await expectSuccess(run('3'));
      assert.equal(again.outputs['dataset-id'], rerun.outputs['dataset-id']);
      assert.match(again.warnings.join('\n'), /2 equal results have the key of this step/);
    }
  });

  test('a re-run finds the result when the request of the killed attempt is still in progress', async (context) => {
    // The server accepts each of these once.
    const paths = [
      '/registry/entity/model/version',
      '/release/approval-request',
      '/release/action-approval-request',
    ];
    const exclusive = (await createWrites()).filter(({ path }) => paths.includes(path));
    assert.equal(exclusive.length, 3);
    for (const { title, action, path, inputs, output, find } of exclusive) {
      await context.test(title, async () => {
        const env = { GITHUB_ACTION: `slow-${action}`, 'INPUT_JOB-INDEX': '0' };
        job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 2500, times: 1 });
        const killed = await job.runner.runStep(action, {
          with: inputs,
          env,
          interrupt: { signal: 'SIGKILL', when: () => isFaultApplied(job.sandbox) },
        });
        assert.equal(killed.signal, 'SIGKILL', killed.log);
        // The second request arrives while the first one is in progress, and is handled after it.
        job.sandbox.injectFault({ fault: 'delay', path, milliseconds: 4000, times: 1 });
        const rerun = await job.run(action, inputs, { ...env, GITHUB_RUN_ATTEMPT: '2' });
        job.sandbox.clearFaults();
        assert.equal(rerun.exitCode, 0, rerun.log);
        assert.ok(rerun.outputs[output]);
        assert.equal((await find()).length, 1, rerun.log);
      });
    }
  });
});
