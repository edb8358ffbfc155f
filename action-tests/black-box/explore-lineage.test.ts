import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { ApiClient, type Job, mintDataset, startJob } from './test-job.ts';

suite('explore-lineage', () => {
  let job: Job;
  let look: ApiClient;
  let input = '';
  let output = '';
  before(async () => {
    job = await startJob();
    look = new ApiClient(job.sandbox);
    input = await mintDataset(look, job.seed.organisation, 'Source <b>');
    output = await mintDataset(look, job.seed.organisation, 'Result');
    const record = {
      workflow_template_id: job.seed.workflowTemplate,
      inputs: [
        { dataset_template_id: job.seed.inputTemplate, dataset_id: input, resources: { series: 'a' } },
      ],
      outputs: [{ dataset_template_id: job.seed.outputTemplate, dataset_id: output }],
      annotations: { scenario: 'x' },
      display_name: 'The run',
      description: 'd',
      associations: { modeller_id: job.seed.person },
      start_time: 0,
      end_time: 1,
    };
    const step = await job.runner.runStep('register-model-run', {
      with: { 'model-run': JSON.stringify(record), wait: 'true' },
    });
    assert.equal(step.exitCode, 0, step.log);
  });
  after(() => job.stop());

  const explore = (id: string, inputs: Record<string, string> = {}) =>
    job.runner.runStep('explore-lineage', { with: { id, ...inputs } });

  test('explore-lineage follows upstream relations and sets the graph output', async () => {
    const step = await explore(output, { depth: '2' });
    assert.equal(step.exitCode, 0, step.log);
    assert.match(
      step.log,
      /Result \(dataset, .*\n├─ wasGeneratedBy The run \(model run, .*\n│ {2}├─ used Source <b> \(dataset, /,
    );
    const graph = JSON.parse(step.outputs['graph'] ?? '') as {
      nodes: { id: string; display_name: string }[];
      links: unknown[];
    };
    assert.equal(graph.nodes.find(({ id }) => id === input)?.display_name, 'Source <b>');
    assert.equal(step.outputs['node-count'], String(graph.nodes.length));
    assert.equal(step.outputs['link-count'], String(graph.links.length));
    assert.ok((JSON.parse(step.outputs['ids'] ?? '[]') as string[]).includes(input));
    assert.match(step.summary, /```mermaid\nflowchart LR\n/);
    assert.doesNotMatch(step.summary, /<b>/);
  });

  test('explore-lineage follows downstream or both directions, by all relations, datasets or agents', async () => {
    const ids = async (id: string, inputs: Record<string, string>): Promise<string[]> =>
      JSON.parse((await explore(id, inputs)).outputs['ids'] ?? '[]') as string[];
    assert.ok((await ids(input, { direction: 'downstream' })).includes(output));
    const datasets = await ids(output, { only: 'datasets' });
    assert.ok(datasets.includes(input) && !datasets.includes(job.seed.model));
    assert.ok((await ids(output, { only: 'agents' })).includes(job.seed.person));
    const both = await ids(input, { direction: 'both' });
    assert.ok(both.includes(output) && both.includes(job.seed.person));
  });

  test('explore-lineage writes a well-formed SVG for any names', async () => {
    const step = await explore(output, { svg: 'pictures/lineage.svg' });
    const text = await readFile(step.outputs['svg'] ?? '', 'utf8');
    assert.equal(XMLValidator.validate(text), true);
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(text) as {
      svg: { a: unknown[]; '@_viewBox': string };
    };
    assert.equal(String(parsed.svg.a.length), step.outputs['node-count']);
    assert.match(text, /Source &lt;b&gt;/);
  });

  test('explore-lineage sets the graph output and fails when fail-if applies', async () => {
    assert.equal((await explore(output, { 'fail-if': 'outdated, unreadable empty' })).exitCode, 0);
    await look.call('datastore', 'POST', '/register/version', { id: input, reason: 'newer' });
    const outdated = await explore(output, { 'fail-if': 'outdated' });
    assert.equal(outdated.exitCode, 1);
    assert.match(
      outdated.annotations.at(-1)?.message ?? '',
      new RegExp(`Source <b> \\(${input}\\) is not the latest version: .* follows it`),
    );
    assert.notEqual(outdated.outputs['graph'], undefined);
    const unreleased = await explore(output, { 'fail-if': 'unreleased' });
    assert.match(unreleased.annotations.at(-1)?.message ?? '', /Result .* is NOT_RELEASED/);
    const lonely = await explore(job.seed.organisation, { 'fail-if': 'empty' });
    assert.match(lonely.annotations.at(-1)?.message ?? '', /nothing is connected to the item/);
    const unknown = await explore(output, { 'fail-if': 'outdate' });
    assert.match(
      unknown.annotations.at(-1)?.message ?? '',
      /unknown condition "outdate".*Did you mean "outdated"\?/,
    );
  });
});
