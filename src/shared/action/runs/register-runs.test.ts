import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../../../sandbox/testing/assume-type.ts';
import {
  createCollectionFormat,
  useSandbox,
  waitForSuccess,
} from '../../client/against-sandbox/sandbox-support.ts';
import type { ModelRunRecord } from '../../client/index.ts';
import { createRecordKey, FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import { claimIdempotencyKey } from '../idempotency/idempotency-key.ts';
import { readWorkflowRun } from '../runner/github/workflow-run.ts';
import type { StepFailedError } from '../runner/step-failed-error.ts';
import { createRecordingLog } from '../testing/recording-log.ts';
import { createStepEnvironment } from '../testing/step-environment.ts';
import { registerModelRuns } from './register-runs.ts';
import { awaitRegistration } from './register-step-records.ts';

const server = await useSandbox();
const signal = AbortSignal.timeout(120_000);

suite('registerModelRuns', async () => {
  const provena = server.as('modeller');
  const { seed } = server;
  const mint = async (name: string): Promise<string> =>
    (await provena.datastore.mintDataset(createCollectionFormat(name, seed.organisation))).handle;
  const { item } = await provena.registry.datasetTemplate.fetch(seed.inputTemplate);
  const keys = (item.deferred_resources ?? []).map(({ key }) => key);
  const dataset_type = 'DATA_STORE';
  const base: ModelRunRecord = {
    workflow_template_id: seed.workflowTemplate,
    inputs: [
      {
        dataset_template_id: seed.inputTemplate,
        dataset_id: await mint('Input'),
        dataset_type,
        resources: Object.fromEntries(keys.map((key) => [key, 'a.csv'])),
      },
    ],
    outputs: [{ dataset_template_id: seed.outputTemplate, dataset_id: await mint('Output'), dataset_type }],
    annotations: { scenario: 'warm' },
    display_name: 'Run',
    description: 'A run.',
    associations: { modeller_id: seed.person },
    start_time: 1,
    end_time: 2,
  };

  const named = (name: string, template = seed.workflowTemplate) => ({
    record: { ...base, display_name: name, workflow_template_id: template },
    fingerprint: `${name}${template === seed.workflowTemplate ? '' : template}`,
  });

  /** One step of an attempt: registers runs of these names and waits for them. */
  async function step(
    names: readonly string[],
    {
      key: userKey,
      isSingle = false,
      template,
      templates = names.map(() => template),
    }: {
      key?: string;
      isSingle?: boolean;
      template?: string;
      templates?: readonly (string | undefined)[];
    } = {},
  ) {
    const records = names.map((name, i) => named(name, templates[i]));
    const inputs = { 'job-index': '0', ...(userKey === undefined ? {} : { 'idempotency-key': userKey }) };
    const key = claimIdempotencyKey(inputs, readWorkflowRun(process.env), {
      fingerprint: names.toSorted().join(),
      records: records.map(({ fingerprint }) => fingerprint),
    });
    const log = createRecordingLog();
    const options = { provena, key, log, signal, onSession: () => {} };
    const registration = await registerModelRuns({ records, isBatch: !isSingle }, options);
    const outputs: Record<string, unknown> = {};
    const wait = awaitRegistration(registration, 60, {
      connect: async () =>
        // What awaitRegistration uses of a connection.
        ({ provena, pages: { handle: String, item: String, dataset: String }, proxy: {} }) as never,
      log,
      signal,
      setOutputs: (values) => void Object.assign(outputs, values),
      summary: { add: () => {} } as never, // All that awaitRegistration uses of a summary.
    });
    const error = await wait.then(() => undefined).catch((reason: StepFailedError) => reason);
    const ids = assumeType<string[]>(outputs['model-run-ids'] ?? []);
    return { registration, error, ids, names: await Promise.all(ids.map(nameOf)), lines: log.lines };
  }
  const nameOf = async (id: string): Promise<string | null | undefined> =>
    (await provena.registry.modelRun.fetch(id)).item?.display_name;
  const countRuns = async (prefix: string): Promise<number> => {
    const runs = await Array.fromAsync(
      provena.registry.general.forAll({ filter_by: { item_subtype: 'MODEL_RUN' }, page_size: 100 }),
    );
    return runs.filter(({ display_name: name }) => name?.startsWith(prefix)).length;
  };
  /** Runs one attempt of a job of its own. */
  async function attempt<T>(job: string, number: string, work: () => Promise<T>) {
    using _environment = createStepEnvironment({ GITHUB_JOB: job, GITHUB_RUN_ATTEMPT: number });
    // Awaited, so that the environment lasts as long as the step.
    return await work();
  }

  test('registerModelRuns sends nothing again and keeps the order of the records when they are reordered', async () => {
    const first = await attempt('order', '1', () => step(['order a', 'order b', 'order c']));
    assert.deepEqual(first.names, ['order a', 'order b', 'order c']);
    const rerun = await attempt('order', '2', () => step(['order c', 'order new', 'order a']));
    assert.deepEqual(rerun.names, ['order c', 'order new', 'order a']);
    assert.deepEqual([rerun.ids[0], rerun.ids[2]], [first.ids[2], first.ids[0]]);
    assert.deepEqual([rerun.registration.sent, rerun.registration.reused], [1, 2]);
    assert.match(rerun.lines.join('\n'), /Earlier attempts sent 1 more record/);
    assert.equal(await countRuns('order'), 4);
  });

  test('registerModelRuns registers each of equal records once, in one step and in several', async () => {
    const steps = [['equal', 'equal'], ['equal']];
    const run = (number: string) =>
      attempt('equal', number, async () => {
        const results: string[][] = [];
        for (const names of steps) results.push((await step(names)).ids.toSorted());
        return results;
      });
    const first = await run('1');
    assert.equal(new Set(first.flat()).size, 3);
    // Jobs created in the same second are unordered, so the steps may swap equal runs.
    assert.deepEqual((await run('2')).flat().sort(), first.flat().sort());
    assert.equal(await countRuns('equal'), 3);
  });

  for (const isSingle of [true, false])
    test(`registerModelRuns registers a run again that was deleted (${isSingle ? 'one run' : 'a batch'})`, async () => {
      const job = `deleted-${isSingle}`;
      const names = isSingle ? [job] : [`${job} a`, `${job} b`];
      const first = await attempt(job, '1', () => step(names, { isSingle }));
      const [deleted = '', ...others] = first.ids;
      // An edit is another job of the same run.
      const { item: run } = await provena.registry.modelRun.fetch(deleted);
      const changed = { ...base, annotations: run?.record.annotations, end_time: 3 };
      const edit = await provena.prov.updateModelRun(deleted, 'Correct the end', changed);
      await waitForSuccess(provena, edit.session_id);
      await server.as('admin').registry.admin.delete(deleted);
      const rerun = await attempt(job, '2', () => step(names, { isSingle }));
      assert.deepEqual(rerun.names, names);
      assert.deepEqual(rerun.ids.slice(1), others);
      assert.match(rerun.lines.join('\n'), new RegExp(`no longer has 1 model run .*: ${deleted}\\.`));
      const again = await attempt(job, '3', () => step(names, { isSingle }));
      assert.deepEqual(again.ids, rerun.ids);
      assert.equal(await countRuns(job), names.length);
    });

  test('registerModelRuns requests pages of runs, not each run, in a re-run of a large batch', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `many ${i}`);
    const first = await attempt('many', '1', () => step(names));
    const [deleted = ''] = first.ids;
    await server.as('admin').registry.admin.delete(deleted);
    const countFetched = () =>
      server.sandbox.requestLog().filter(({ path }) => path === '/registry/general/fetch').length;
    const before = countFetched();
    const rerun = await attempt('many', '2', () => step(names));
    assert.equal(countFetched() - before, 1);
    assert.equal(rerun.registration.sent, 1);
  });

  test('registerModelRuns requests each page of runs once when runs were deleted and others are not lodged', async () => {
    const names = Array.from({ length: 102 }, (_, i) => `pages ${i}`);
    server.sandbox.injectFault({ fault: 'fail-lodge', times: 1 });
    const first = await attempt('pages', '1', () => step(names));
    server.sandbox.clearFaults();
    await server.as('admin').registry.admin.delete(first.ids[0] ?? '');
    server.sandbox.clearRequestLog();
    const rerun = await attempt('pages', '2', () => step(names));
    assert.deepEqual([rerun.registration.sent, rerun.registration.lodgedNow], [1, 1]);
    const pages = server.sandbox.requestLog().filter(({ path }) => path === '/registry/general/list');
    const runs = await Array.fromAsync(
      provena.registry.general.forAll({ filter_by: { item_subtype: 'MODEL_RUN' } }),
    );
    assert.ok(pages.length <= Math.ceil(runs.length / 100) + 1, `${pages.length} of ${runs.length} runs`);
  });

  for (const isSingle of [true, false]) {
    test(`registerModelRuns finds the job when the response is lost (${isSingle ? 'one run' : 'a batch'})`, async () => {
      const name = `lost ${isSingle}`;
      const path = isSingle ? '/model_run/register' : '/model_run/register_batch';
      server.sandbox.injectFault({ fault: 'lose-answer', service: 'prov', path, times: 1 });
      const result = await attempt(name, '1', () => step([name], { isSingle }));
      server.sandbox.clearFaults();
      assert.deepEqual(result.names, [name]);
      assert.equal(await countRuns(name), 1);
    });
  }

  for (const isSingle of [true, false])
    test(`registerModelRuns finds records with the fingerprints of an earlier version (${isSingle ? 'one run' : 'a batch'})`, async () => {
      const job = `upgrade-${isSingle ? 'single' : 'list'}`;
      const names = isSingle ? [job] : [`${job} a`, `${job} b`];
      await attempt(job, '1', async () => {
        const key = claimIdempotencyKey({ 'job-index': '0' }, readWorkflowRun(process.env), {
          isDryRun: true,
        });
        const sent = names
          .map((name) => named(name).record)
          .map((record, i) => ({
            ...record,
            annotations: {
              ...record.annotations,
              [KEY_FIELD]: isSingle ? key.value : createRecordKey(key.value, i),
              [FINGERPRINT_FIELD]: `former fingerprint ${i}`,
            },
          }));
        const [first] = sent;
        if (isSingle && first) await provena.prov.registerModelRun(first);
        else await provena.prov.registerBatchModelRuns(sent);
      });
      const rerun = await attempt(job, '2', () => step(names, { isSingle }));
      assert.deepEqual(rerun.names, names);
      assert.deepEqual([rerun.registration.sent, rerun.registration.reused], [0, names.length]);
      assert.equal(await countRuns(job), names.length);
    });

  for (const isSingle of [true, false])
    test(`registerModelRuns finds records whose template has a new version since (${isSingle ? 'one run' : 'a batch'})`, async () => {
      const job = `versioned-${isSingle ? 'single' : 'list'}`;
      const names = isSingle ? [job] : [`${job} a`, `${job} b`];
      const { registry } = provena;
      const { item } = await registry.modelRunWorkflow.fetch(seed.workflowTemplate);
      const template = (await registry.modelRunWorkflow.create(item as never)).created_item.id;
      const version = async (id: string) =>
        (await registry.modelRunWorkflow.version({ id, reason: 'Next' })).new_version_id;
      const first = await attempt(job, '1', () => step(names, { isSingle, template }));
      const latest = await version(await version(template));
      const options = { isSingle, template: latest };
      const rerun = await attempt(job, '2', () => step(names, options));
      assert.deepEqual(rerun.ids, first.ids);
      assert.match(
        rerun.lines.join('\n'),
        new RegExp(`used ${template}, an earlier version of the template ${latest}\\.`),
      );
      assert.equal(await countRuns(job), names.length);
    });

  test('registerModelRuns finds two runs of a batch that differ only in the version of a template when both use the latest', async () => {
    const { registry } = provena;
    const { item } = await registry.modelRunWorkflow.fetch(seed.workflowTemplate);
    const template = (await registry.modelRunWorkflow.create(item as never)).created_item.id;
    const { new_version_id: latest } = await registry.modelRunWorkflow.version({
      id: template,
      reason: 'Next',
    });
    const name = 'two-versions';
    const first = await attempt(name, '1', () => step([name, name], { templates: [template, latest] }));
    const both = await attempt(name, '2', () => step([name, name], { templates: [latest, latest] }));
    assert.deepEqual(both.ids.toSorted(), first.ids.toSorted());
    assert.equal(await countRuns(name), 2);
    // The run with this very template, not the older one.
    const one = await attempt(name, '3', () => step([name], { templates: [latest] }));
    assert.deepEqual(one.ids, first.ids.slice(1));
  });

  test('registerModelRuns does not find the record of an earlier step when it has an earlier version of the template', async () => {
    const { new_version_id: latest } = await provena.registry.modelRunWorkflow.version({
      id: seed.workflowTemplate,
      reason: 'Next',
    });
    const first = await attempt('compare', '1', () => step(['compare']));
    const [same, other] = await attempt('compare', '2', async () => [
      await step(['compare']),
      await step(['compare'], { template: latest }),
    ]);
    assert.deepEqual(same?.ids, first.ids);
    assert.equal(other?.registration.sent, 1);
    assert.doesNotMatch(other?.lines.join('\n') ?? '', /an earlier version of the template/);
  });

  test('registerModelRuns sends no request when the step is cancelled before', async () => {
    using _environment = createStepEnvironment({ GITHUB_JOB: 'cancelled' });
    const key = claimIdempotencyKey({ 'job-index': '0' }, readWorkflowRun(process.env));
    const options = { provena, key, log: createRecordingLog(), onSession: () => {} };
    const aborted = AbortSignal.abort(new Error('cancelled'));
    await assert.rejects(
      registerModelRuns({ records: [named('cancelled')], isBatch: true }, { ...options, signal: aborted }),
      /cancelled/,
    );
    assert.equal(await countRuns('cancelled'), 0);
  });
});
