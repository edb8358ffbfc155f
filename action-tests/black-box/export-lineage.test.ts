import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { registerRun } from './model-run.ts';
import { ApiClient, type Job, startJob } from './test-job.ts';

type Elements = Record<string, Record<string, unknown>>;

suite('export-lineage', () => {
  let job: Job;
  let look: ApiClient;
  let run: { run: string; input: string; output: string };
  before(async () => {
    job = await startJob();
    look = new ApiClient(job.sandbox);
    run = await registerRun(look, job);
  });
  after(() => job.stop());

  const exportLineage = (inputs: Record<string, string>) =>
    job.runner.runStep('export-lineage', { with: { path: 'out/lineage', ...inputs } });

  test('export-lineage writes PROV-JSON and sets its outputs', async () => {
    const step = await exportLineage({ id: run.output, path: 'out/lineage.json', depth: '2' });
    assert.equal(step.exitCode, 0, step.log);
    const document = JSON.parse(await readFile(step.outputs['path'] ?? '', 'utf8')) as Record<
      string,
      Elements
    >;
    const { entity = {}, activity = {}, agent = {}, prefix, ...relations } = document;
    const count = [entity, activity, agent].flatMap((section) => Object.keys(section)).length;
    assert.equal(step.outputs['node-count'], String(count));
    const links = Object.values(relations).flatMap((section) => Object.keys(section)).length;
    assert.equal(step.outputs['link-count'], String(links));
    assert.equal(step.outputs['unreadable'], '[]');
    assert.equal(activity[`hdl:${run.run}`]?.['prov:startTime'], '2024-05-01T06:00:00+00:00');
    assert.equal(prefix?.['hdl'], `${job.sandbox.endpoints.handle}/`);
    assert.match(
      step.summary,
      /Output.*items, \d+ relations within 2 steps, written as PROV-JSON to out\/lineage/,
    );
  });

  test('export-lineage writes downstream items as PROV-N', async () => {
    const step = await exportLineage({ id: run.input, format: 'prov-n', direction: 'downstream' });
    const text = await readFile(step.outputs['path'] ?? '', 'utf8');
    assert.match(text, /^document\n/);
    assert.ok(text.includes(`used(hdl:${run.run}, hdl:${run.input}, -)`), text);
    assert.ok(text.includes(`entity(hdl:${run.output}, [prov:label="Output", `), text);
    assert.match(text, /\nendDocument\n$/);
  });

  test('export-lineage writes the item itself when nothing is connected to it', async () => {
    const step = await exportLineage({ id: job.seed.organisation, format: 'prov-n' });
    assert.equal(step.outputs['node-count'], '1');
    assert.match(
      await readFile(step.outputs['path'] ?? '', 'utf8'),
      new RegExp(`agent\\(hdl:${job.seed.organisation}, `),
    );
  });

  test('export-lineage names items that the user cannot read', async () => {
    const hidden = await registerRun(look, job, 'Hidden run');
    await look.call('registry', 'PUT', `/registry/entity/dataset/auth/configuration?id=${hidden.input}`, {
      owner: 'modeller',
      general: [],
      groups: {},
    });
    const reader = startReader(job);
    const step = await reader('export-lineage', { id: hidden.run, path: 'out/hidden.json' });
    assert.equal(step.exitCode, 0, step.log);
    assert.deepEqual(JSON.parse(step.outputs['unreadable'] ?? ''), [hidden.input]);
    assert.match(
      step.log,
      new RegExp(`1 of \\d+ items cannot be read.*\\n.*${hidden.input}: the user may not`),
    );
    const document = JSON.parse(await readFile(step.outputs['path'] ?? '', 'utf8')) as Record<
      string,
      Elements
    >;
    const element = document['entity']?.[`hdl:${hidden.input}`];
    assert.equal(element?.['prov:label'], hidden.input);
    assert.equal(element?.['provena:unreadable'], 'the user may not read the item');
  });

  test('export-lineage reports an unknown id as not found and writes no file', async () => {
    const step = await exportLineage({ id: '10378.1/404', path: 'out/none.json' });
    assert.equal(step.exitCode, 1);
    assert.match(step.annotations.at(-1)?.message ?? '', /not found: .*10378\.1\/404/);
    await assert.rejects(readFile(`${step.workspace}/out/none.json`), { code: 'ENOENT' });
  });
});

/** Steps of another user of the same instance, who may read what is not hidden. */
function startReader(job: Job) {
  return (action: string, inputs: Record<string, string>) =>
    job.runner.runStep(action, {
      with: inputs,
      env: { PROVENA_OFFLINE_TOKEN: job.sandbox.users.reader.offlineToken },
    });
}
