import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import { getErrorLines, getErrorMessage, RunSchema } from '../testing/documents-support.ts';
import { validateDocument } from '../validation/validate-document.ts';
import { loadDocument } from './load.ts';

suite('loadDocument with an inline document and a file', async () => {
  const workspace = createTemporaryFolder();
  await writeFile(join(workspace, 'run.yaml'), 'display_name: from file\nstatus: WRONG\ninputs: []\n');

  test('loadDocument reports each problem in the text that has the value', async () => {
    const source = await loadDocument({
      inline: { input: 'model-run', text: '\ninputs:\n  - {}\n' },
      file: { input: 'model-run-file', path: 'run.yaml' },
      workspace,
    });
    assert.ok(source);
    assert.deepEqual(await getErrorLines(() => validateDocument(source, RunSchema)), [
      'run.yaml:2:9: status: expected one of "DRAFT", "FINAL", found "WRONG"',
      'input model-run, line 3, column 5: inputs[0].dataset_id: is required: expected a string',
    ]);
  });

  for (const [title, file] of [
    ['the file has no value for its field', 'inputs: []\n'],
    ['it removes the value of the file', 'inputs: []\ndisplay_name: Run\n'],
  ] as const)
    test(`loadDocument reports an empty expression when ${title}`, async () => {
      await writeFile(join(workspace, 'partial.yaml'), file);
      const source = await loadDocument({
        inline: { input: 'model-run', text: 'display_name: \nstatus: DRAFT\n' },
        file: { input: 'model-run-file', path: 'partial.yaml' },
        workspace,
      });
      assert.ok(source);
      assert.deepEqual(await getErrorLines(() => validateDocument(source, RunSchema)), [
        'input model-run, line 1, column 15: display_name: is required: expected a string. Check that the expression or value for this field is not empty. A value that starts with # or & needs quotes',
      ]);
    });

  test('loadDocument names the line of a byte that is not text when lines end with carriage returns', async () => {
    await writeFile(join(workspace, 'mac.yaml'), Buffer.from('a: 1\rb: \xe9\r', 'latin1'));
    assert.match(
      await getErrorMessage(() =>
        loadDocument({ file: { input: 'metadata-file', path: 'mac.yaml' }, workspace }),
      ),
      /^mac\.yaml:2:4: input metadata-file: the file is not UTF-8 text\. Save it in this encoding$/,
    );
  });
});
