import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { CheckedClient, formatDatasetDocument, useJob } from './test-job.ts';

/** Nothing reads the log of the step, as when the runner was killed. A step that does not end is killed (exit code 137). */
const WITHOUT_READER = ['bash', '-o', 'pipefail', '-c', 'timeout -s KILL 60 "$0" "$@" | true'];

suite('a step whose log has no reader', async () => {
  const job = await useJob();

  for (const action of ['check-connection', 'mint-dataset']) {
    test(`${action} ends as cancelled, and its outputs name what it created`, async () => {
      const metadata = formatDatasetDocument(job.seed.organisation, 'Unread');
      const step = await job.runner.runStep(action, {
        with: action === 'mint-dataset' ? { metadata } : {},
        launcher: WITHOUT_READER,
      });
      assert.equal(step.exitCode, 1);
      assert.match(step.summary, /the step was cancelled \(the log cannot be written: write EPIPE\)/);
      const datasets = await new CheckedClient(job.sandbox).datasets();
      const created = datasets.filter((dataset) => dataset['display_name'] === 'Unread').map(({ id }) => id);
      const named = step.outputs['dataset-id'];
      assert.deepEqual(created, named === undefined ? [] : [named]);
    });
  }
});
