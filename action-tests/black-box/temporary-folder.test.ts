import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { suite, test } from 'node:test';
import { runEveryAction } from './every-action.ts';
import { addReviewer, useJob } from './test-job.ts';

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
