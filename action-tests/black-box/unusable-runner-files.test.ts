import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createModelRunDocument } from './model-run.ts';
import { expectSuccess } from './step-assertions.ts';
import {
  CheckedClient,
  createDatasetMetadata,
  formatDatasetDocument,
  mintDataset,
  useJob,
} from './test-job.ts';

suite('files of the runner that cannot be written', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);
  const input = await mintDataset(api, job.seed.organisation, 'Input');
  const run = createModelRunDocument(job, { input, output: input }, { display_name: 'Recorded' });
  const dataset = createDatasetMetadata(job.seed.organisation, 'Recorded dataset');
  const outputs = [{ dataset_template_id: job.seed.outputTemplate, dataset }];
  const item = 'kind: organisation\ndisplay_name: Registered\nname: Registered\n';

  const creations = [
    ['mint-dataset', { metadata: formatDatasetDocument(job.seed.organisation, 'Minted') }],
    ['register-item', { item }],
    ['record-run', { run: JSON.stringify({ ...run, outputs }) }],
  ] as const;
  for (const [action, inputs] of creations) {
    test(`${action} completes its work, reports it and fails when GITHUB_OUTPUT cannot be written`, async () => {
      const { workspace } = job.runner;
      const step = await job.run(action, inputs, { GITHUB_OUTPUT: workspace });
      assert.equal(step.exitCode, 1, step.log);
      assert.match(
        step.annotations.find(({ level }) => level === 'error')?.message ?? '',
        new RegExp(
          `^output \\S+ cannot be written: ${workspace}: it is a folder\nCopy the value from the log`,
        ),
      );
      // The log has the outputs and what was created, and the summary is complete.
      const [, id] = /Output (?:dataset-)?id was not set. Its value is: (\S+)/.exec(step.log) ?? [];
      assert.ok(id, step.log);
      const notices = step.annotations.filter(({ level }) => level === 'notice');
      assert.match(notices.map(({ message }) => message).join('\n'), new RegExp(id));
      assert.match(step.summary, new RegExp(`${id}[\\s\\S]*\\*\\*Failed\\.\\*\\*`));
    });
  }

  test('a step succeeds and warns when GITHUB_STEP_SUMMARY cannot be written', async () => {
    const { workspace } = job.runner;
    const step = await expectSuccess(
      job.run('fetch-item', { id: job.seed.model }, { GITHUB_STEP_SUMMARY: workspace }),
    );
    const messages = step.annotations.map(({ message }) => message);
    assert.deepEqual(messages, [`This step is missing from the job summary: ${workspace}: it is a folder`]);
  });
});
