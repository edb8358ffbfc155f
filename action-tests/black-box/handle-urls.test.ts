import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { runEveryAction } from './every-action.ts';
import { assertOutputs, expectSuccess } from './step-assertions.ts';
import { addReviewer, listApiRequests, useJob } from './test-job.ts';

/** Ways in which people paste a handle. */
const FORMS: readonly ((handle: string) => string)[] = [
  (handle) => `https://hdl.handle.net/${handle}`,
  (handle) => `http://hdl.handle.net/${handle}/`,
  (handle) => `hdl:${handle}`,
  (handle) => `https://registry.example.org/item/${handle}?view=overview`,
];

suite('handles pasted as URLs', () => {
  for (const format of FORMS) {
    test(`every action takes ${format('10378.1/1')} for the handle`, async () => {
      const job = await useJob();
      await addReviewer(job.sandbox, job.seed.person);
      const outputs = await runEveryAction(job, (inputs) => {
        const entries = Object.entries(inputs).map(([name, value]) => [
          name,
          value.replaceAll(/10378\.1\/\d+/g, format),
        ]);
        return { with: Object.fromEntries(entries) };
      });
      const id = outputs['register-item']?.['id'] ?? '';
      assert.match(id, /^10378\.1\/\d+$/);
      assert.equal(outputs['fetch-item']?.['id'] ?? id, id);
      await expectSuccess(
        job.run('call', { method: 'registry.general.fetch', arguments: JSON.stringify([format(id)]) }),
      );
      const sent = listApiRequests(job.sandbox).map(({ path }) => decodeURIComponent(path));
      const matches = sent.filter((path) => path.includes(format('10378.1')));
      assert.deepEqual(matches, []);
    });
  }

  test('documents of items accept URLs in $handle and in links, and a URL of something else is rejected', async () => {
    const job = await useJob();
    const register = (document: unknown) =>
      job.run('register-item', { item: JSON.stringify(document), 'if-exists': 'update' });
    const own = await register({ kind: 'organisation', display_name: 'Own', name: 'Own' });
    const rerun = await register({
      kind: 'organisation',
      $handle: `https://hdl.handle.net/${own.outputs['id']}`,
      display_name: 'Own',
      name: 'Renamed',
    });
    assert.equal(rerun.exitCode, 0, rerun.log);
    assertOutputs(rerun, { id: own.outputs['id'], updated: '1' });
    const template = (software: string) => ({
      kind: 'model-run-workflow-template',
      display_name: 'Template',
      software_id: software,
      input_templates: [],
      output_templates: [],
    });
    const model = await register({
      kind: 'model',
      display_name: 'M',
      name: 'M',
      description: 'd',
      documentation_url: 'https://example.org/docs',
      source_url: 'https://example.org/source',
    });
    const linked = await expectSuccess(register(template(`hdl:${model.outputs['id']}`)));
    const item = await job.run('fetch-item', { id: linked.outputs['id'] ?? '', query: 'software_id' });
    assert.match(JSON.stringify(item.outputs), new RegExp(`"${model.outputs['id']}"`));
    const wrong = await register(template('https://example.org/model'));
    assert.match(wrong.lastMessage, /software_id: expected a handle such as 10378\.1\/1234567, or its URL/);
    const input = await job.run('fetch-item', { id: 'https://example.org/model' });
    assert.match(
      input.lastMessage,
      /input id: expected a handle such as 10378\.1\/1234567, or its URL, found "https:\/\/example\.org\/model"/,
    );
  });
});
