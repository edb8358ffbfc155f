import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assertFailed } from './step-assertions.ts';
import { formatDatasetDocument, listApiRequests, useJob } from './test-job.ts';

suite('a document that contains a secret of the step is rejected before anything is recorded', async () => {
  const job = await useJob();
  const { offlineToken } = job.sandbox.users.modeller;
  const metadata = formatDatasetDocument(job.seed.organisation);
  const escaped = `\\x${offlineToken.charCodeAt(0).toString(16)}${offlineToken.slice(1)}`;
  const person = '{kind: organisation, display_name: A, name: A}';
  const table = `_workflow template id ${job.seed.workflowTemplate},display name,description\n`;

  for (const [file, action, input, content, line] of [
    ['a.yaml', 'mint-dataset', 'metadata-file', metadata.replace('A record.', `from ${offlineToken}`), '5'],
    ['b.yaml', 'mint-dataset', 'metadata-file', metadata.replace('A record.', `"${escaped}"`), '5'],
    ['c.yaml', 'update-item', 'updates-file', `user_metadata:\n  ${offlineToken}: key\n`, '2'],
    ['d.json', 'version-item', 'updates-file', `{\n"description": "${offlineToken}"}`, '2'],
    ['e.yaml', 'register-item', 'item-file', `${person}\n---\nkind: study\ntitle: ${offlineToken}\n`, '4'],
    ['f.jsonl', 'register-model-run', 'model-run-file', `{}\n{"description": "${offlineToken}"}\n`, '2'],
    ['g.json', 'register-model-run', 'model-run-file', `[{},\n{"description": "${offlineToken}"}]`, '2'],
    ['h.csv', 'register-model-run', 'model-run-file', `${table},A,x\n,B,${offlineToken}\n`, '3'],
    ['i.yaml', 'record-run', 'run-file', `outputs: []\ndescription: ${offlineToken}\n`, '2'],
    ['j.yaml', 'validate', 'path', `kind: dataset\n${metadata.replace('Record', offlineToken)}`, '5'],
  ] as const)
    test(`${action} rejects ${file}, and names the input with the secret and the line`, async () => {
      const sent = listApiRequests(job.sandbox).length;
      const result = await job.runner.runStep(action, {
        files: { [file]: content },
        with: { [input]: file, ...(input === 'updates-file' ? { id: job.seed.study, reason: 'r' } : {}) },
      });
      assertFailed(result, /found the value of input offline-token, which would be recorded\. Remove it/);
      assert.deepEqual(
        result.annotations
          .filter(({ message }) => /^(?:description: )?found the value/.test(message))
          .map((annotation) => [annotation.file, annotation.line]),
        [[file, line]],
      );
      assert.ok(!result.raw.replace(/^::add-mask::.*$/gm, '').includes(offlineToken), result.log);
      // The server converts the other rows of a table.
      const writes = listApiRequests(job.sandbox)
        .slice(sent)
        .filter(({ method, path }) => method !== 'GET' && !path.includes('/convert_model_runs/'));
      assert.deepEqual(writes, []);
    });
});
