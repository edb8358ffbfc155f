import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { registerRun } from '../black-box/model-run.ts';
import { createOddGraph, startOddGraphProxy } from '../black-box/odd-graph.ts';
import { expectSuccess } from '../black-box/step-assertions.ts';
import { CheckedClient, useJob } from '../black-box/test-job.ts';
import { runScript } from './python-scripts.ts';

interface ProvRecord {
  readonly kind: string;
  readonly id: string | null;
  readonly label: string | null;
  readonly ends: readonly string[];
  readonly attributes: readonly (readonly [string, string])[];
}

suite('PROV-JSON and PROV-N, read by the Python package prov', async () => {
  const job = await useJob();
  const run = await registerRun(new CheckedClient(job.sandbox), job, 'A "run"\\ of\nreefs \u{1f41f}\t% <b>');

  async function readExports(
    inputs: Record<string, string>,
    env: Readonly<Record<string, string>> = {},
  ): Promise<ProvRecord[]> {
    const paths: string[] = [];
    for (const format of ['prov-json', 'prov-n']) {
      const step = await expectSuccess(
        job.run('export-lineage', { format, path: `out/${format}`, ...inputs }, env),
      );
      paths.push(step.outputs['path'] ?? '');
    }
    return assumeType<ProvRecord[]>(await runScript('read_prov.py', ...paths));
  }

  test('both formats have the same items and relations as the graph', async () => {
    const step = await job.run('explore-lineage', { id: run.run, direction: 'both' });
    const graph: {
      nodes: { id: string; item_category: string }[];
      links: { type: string; source: string; target: string }[];
    } = JSON.parse(step.outputs['graph'] ?? '');
    const records = await readExports({ id: run.run, direction: 'both' });
    const url = (id: string) => `${job.sandbox.endpoints.handle}/${id}`;
    const elements = records.filter(({ id }) => id !== null);
    assert.deepEqual(
      elements.map(({ id, kind }) => [id, kind.toUpperCase()]).sort(),
      graph.nodes.map((node) => [url(node.id), node.item_category]).sort(),
    );
    assert.equal(records.length - elements.length, graph.links.length);
    const used = records.filter(({ kind }) => kind === 'Usage').map(({ ends }) => ends.slice(0, 2));
    assert.ok(used.some(([from, to]) => from === `hdl:${run.run}` && to === `hdl:${run.input}`));
  });

  test('times, annotations and any characters of names are kept', async () => {
    const records = await readExports({ id: run.output, depth: '1' });
    const activity = records.find(({ id }) => id?.endsWith(`/${run.run}`));
    assert.equal(activity?.label, 'A "run"\\ of\nreefs \u{1f41f}\t% <b>');
    assert.deepEqual(activity?.ends.slice(-2), ['2024-05-01 06:00:00+00:00', '2024-05-01 07:00:00+00:00']);
    assert.ok(
      activity?.attributes.some(
        ([name, value]) => name === 'provena:annotation' && value === 'scenario: test',
      ),
    );
  });

  test('a graph with odd ids, kinds and relations is complete in both formats', async () => {
    const graph = createOddGraph(run.run);
    await using proxy = await startOddGraphProxy(job, run.run);
    const records = await readExports({ id: run.run }, proxy.env);
    const elements = records.filter(({ id }) => id !== null);
    assert.equal(elements.length, graph.nodes.length);
    assert.equal(records.length - elements.length, graph.links.length);
  });
});
