import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { createModelRunDocument } from './model-run.ts';
import { Runner } from './runner.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, createDatasetMetadata, mintDataset, useJob } from './test-job.ts';

/** Steps of a composite action have the same GITHUB_ACTION, so their keys are equal. */
suite('steps of one job that share a key', async () => {
  const job = await useJob();
  const input = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation, 'Input');

  /** Runs the steps of an attempt as one job, each with a list of records. @returns the names of each step's runs. */
  async function attempt(
    action: 'register-model-run' | 'record-run',
    number: number,
    lists: readonly (readonly string[])[],
  ): Promise<readonly (readonly string[])[]> {
    const runner = await Runner.start({
      PROVENA_ENDPOINTS: JSON.stringify(job.sandbox.endpoints),
      PROVENA_OFFLINE_TOKEN: job.sandbox.users.modeller.offlineToken,
    });
    const api = new CheckedClient(job.sandbox);
    const results: string[][] = [];
    try {
      for (const names of lists) {
        const records = names.map((name) => createRecord(action, name));
        const step = await expectSuccess(
          runner.runStep(action, {
            with: {
              [action === 'record-run' ? 'run' : 'model-run']: JSON.stringify(records),
              'job-index': '0',
              wait: 'true',
            },
            env: { GITHUB_RUN_ID: action, GITHUB_ACTION: '__run', GITHUB_RUN_ATTEMPT: String(number) },
          }),
        );
        const ids: string[] = JSON.parse(step.outputs['model-run-ids'] ?? '[]');
        assert.equal(new Set(ids).size, names.length);
        const items = await Promise.all(ids.map((id) => api.item('activity/model_run', id)));
        results.push(items.map((item) => String(item['display_name'])).sort());
      }
    } finally {
      await runner.stop();
    }
    return results;
  }

  function createRecord(action: string, name: string): Record<string, unknown> {
    const record = createModelRunDocument(job, { input, output: input }, { display_name: name });
    if (action !== 'record-run') return record;
    const dataset = createDatasetMetadata(job.seed.organisation, `Dataset of ${name}`);
    return { ...record, outputs: [{ dataset_template_id: job.seed.outputTemplate, dataset }] };
  }

  async function countRuns(): Promise<number> {
    const runs = await new CheckedClient(job.sandbox).list('registry', '/registry/activity/model_run/list');
    return runs.length;
  }

  test('each step keeps its session-file', async () => {
    const register = async (name: string) => {
      const step = await expectSuccess(
        job.runner.runStep('register-model-run', {
          with: { 'model-run': JSON.stringify(createRecord('register-model-run', name)), 'job-index': '0' },
          env: { GITHUB_RUN_ID: 'files', GITHUB_ACTION: '__run' },
        }),
      );
      return step.outputs;
    };
    for (const outputs of [await register('First'), await register('Second')])
      assert.equal(await readFile(outputs['session-file'] ?? '', 'utf8'), `${outputs['session-id']}\n`);
  });

  test('each step keeps its manifest of the same dataset', async () => {
    const upload = async (path: string) => {
      const step = await expectSuccess(
        job.runner.runStep('upload-data', {
          with: { 'dataset-id': input, path, destination: path },
          env: { GITHUB_ACTION: '__run' },
          files: { [`${path}/a.txt`]: path },
        }),
      );
      return step.outputs['manifest'] ?? '';
    };
    const manifests = [await upload('first'), await upload('second')];
    const texts = await Promise.all(manifests.map((file) => readFile(file, 'utf8')));
    for (const [i, path] of ['first', 'second'].entries())
      assert.deepEqual(
        JSON.parse(texts[i] ?? '').files.map((file: { name: string }) => file.name),
        [`${path}/a.txt`],
      );
  });

  for (const action of ['register-model-run', 'record-run'] as const) {
    test(`${action} registers every record of both steps when their lists grow and contain equal records`, async () => {
      const before = await countRuns();
      const first = [
        ['a', 'b', 'a'],
        ['b', 'a'],
      ];
      assert.deepEqual(await attempt(action, 1, first), [
        ['a', 'a', 'b'],
        ['a', 'b'],
      ]);
      assert.equal(await countRuns(), before + 5);
      const grown = [
        ['c', 'a', 'b', 'a'],
        ['a', 'b', 'c'],
      ];
      assert.deepEqual(await attempt(action, 2, grown), [
        ['a', 'a', 'b', 'c'],
        ['a', 'b', 'c'],
      ]);
      assert.equal(await countRuns(), before + 7);
      await attempt(action, 3, grown);
      assert.equal(await countRuns(), before + 7);
    });
  }
});
