import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../sandbox/testing/temporary-folder.ts';
import { createModelRunDocument } from './model-run.ts';
import { expectSuccess } from './step-assertions.ts';
import {
  CheckedClient,
  createDatasetMetadata,
  formatDatasetDocument,
  mintDataset,
  useJob,
} from './test-job.ts';

/** Jobs of one workflow run that have the same name, step and content: calls of a reusable workflow. */
suite('equal jobs of a workflow run', async () => {
  const job = await useJob();
  const input = await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation);
  const temporary = createTemporaryFolder();

  /** The actions that create something with the same key in each call, and the output with its ids. */
  const creations = [
    {
      action: 'mint-dataset',
      inputs: () => ({ metadata: formatDatasetDocument(job.seed.organisation, 'Equal') }),
      output: 'dataset-id',
    },
    {
      action: 'register-model-run',
      inputs: () => {
        const record = createModelRunDocument(job, { input, output: input }, { display_name: 'Equal' });
        return { 'model-run': JSON.stringify([record, record]), wait: 'true' };
      },
      output: 'model-run-ids',
    },
    {
      action: 'record-run',
      inputs: () => {
        const dataset = createDatasetMetadata(job.seed.organisation, 'Recorded');
        const run = createModelRunDocument(job, { input, output: input }, { display_name: 'Recorded' });
        const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset }];
        return { run: JSON.stringify({ ...run, outputs }) };
      },
      output: 'model-run-id',
    },
  ] as const;

  for (const { action, inputs, output } of creations) {
    let document: Readonly<Record<string, string>> | undefined;
    const call = (runId: string, attempt: number, jobIndex: string) => {
      document ??= inputs();
      return job.runner.runStep(action, {
        with: { ...document, 'job-index': jobIndex },
        env: {
          GITHUB_RUN_ID: runId,
          GITHUB_RUN_ATTEMPT: String(attempt),
          GITHUB_JOB: 'record',
          GITHUB_ACTION: 'create',
          // Each job has a temporary folder of its own.
          RUNNER_TEMP: mkdtempSync(join(temporary, 'job-')),
        },
      });
    };

    test(`${action} finds its own work when job-index names the call`, async () => {
      const north = await expectSuccess(call('7001', 1, 'north-0'));
      // The other call failed before it created anything, so that its first creation is in the second attempt.
      const south = await expectSuccess(call('7001', 2, 'south-0'));
      assert.notEqual(south.outputs[output], north.outputs[output]);
      for (const [name, first] of [
        ['north-0', north],
        ['south-0', south],
      ] as const) {
        const rerun = await expectSuccess(call('7001', 3, name));
        assert.deepEqual(sortIds(rerun.outputs[output]), sortIds(first.outputs[output]));
        assert.doesNotMatch(rerun.log, /equal (results|to records)/);
      }
    });

    test(`${action} warns and names the remedy when a call finds more equal results than it needs`, async () => {
      for (let i = 0; i < 2; i++) {
        await expectSuccess(call('7002', 1, '0'));
      }
      const rerun = await expectSuccess(call('7002', 2, '0'));
      assert.match(
        rerun.warnings.join('\n'),
        /equal (results|to records).* set job-index in it.*re-runs\.md#reusable-workflows/,
      );
    });
  }
});

function sortIds(output = ''): unknown {
  return output.startsWith('[') ? JSON.parse(output).sort() : output;
}
