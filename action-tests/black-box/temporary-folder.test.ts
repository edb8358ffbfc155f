import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { runEveryAction } from './every-action.ts';
import { expectSuccess } from './step-assertions.ts';
import { addReviewer, CheckedClient, mintDataset, useJob } from './test-job.ts';

suite('RUNNER_TEMP without a usable folder', () => {
  const FOLDERS = [
    // Linux reports ENOENT for a new folder here, although the parent exists.
    { title: 'below /proc', folder: '/proc/none', skip: process.platform !== 'linux' },
    { title: 'empty', folder: '', skip: false },
  ] as const;
  for (const { title, folder, skip } of FOLDERS) {
    test(`every action ends and leaves no file in the workspace: ${title}`, { skip }, async () => {
      const job = await useJob();
      await addReviewer(job.sandbox, job.seed.person);
      await runEveryAction(job, (inputs) => ({
        with: inputs,
        env: { RUNNER_TEMP: folder },
        timeoutMs: 30_000,
      }));
      const written = readdirSync(job.runner.workspace).sort();
      assert.deepEqual(written, ['How fast CO2 rises.docx', 'down', 'items.json', 'lineage.json', 'provena']);
    });
  }
});

suite('a machine whose folder for temporary files does not exist', async () => {
  const job = await useJob();
  const folder = join(job.runner.workspace, 'missing');
  const env = { TMPDIR: folder, TMP: folder, TEMP: folder };

  test('upload-data lists thousands of files', async () => {
    const names = Array.from({ length: 2500 }, (_, i) => `data/${i}.csv`);
    const step = await expectSuccess(
      job.runner.runStep('upload-data', {
        files: Object.fromEntries(names.map((name) => [name, 'x'])),
        with: {
          'dataset-id': await mintDataset(new CheckedClient(job.sandbox), job.seed.organisation),
          path: 'data/',
          'dry-run': 'true',
        },
        env,
      }),
    );
    assert.match(step.log, /2500 files .* to upload/);
  });

  test('start-sandbox starts', async () => {
    const { state } = await expectSuccess(job.runner.runStep('start-sandbox', { env }));
    const end = await expectSuccess(job.runner.runStep('start-sandbox', { phase: 'post', state }));
    assert.match(end.log, /has stopped/);
  });
});
