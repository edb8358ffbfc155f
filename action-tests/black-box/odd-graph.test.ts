import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { suite, test } from 'node:test';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { createOddGraph, startOddGraphProxy } from './odd-graph.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, mintDataset, useJob } from './test-job.ts';
import { type ServiceServer, startRewritingProxy } from './test-servers.ts';

/** Texts that a viewer could take for something else than the text of a box. */
const NAMES = [
  ...[
    '',
    '   ',
    '\u200B\u200B',
    'a\u0000b\u0007c\u009Bd\uFFFE',
    '\u202Eabc\u202C',
    '\uD800 half',
    '</svg>]]>',
  ],
  ...['x'.repeat(10_000), '\u6C49'.repeat(10_000), `z${'\u0301'.repeat(5000)}`, 'line\r\nline\u2028line'],
];

suite('the lineage of odd graphs and names', async () => {
  const job = await useJob();
  const api = new CheckedClient(job.sandbox);

  test('a graph with odd ids, kinds and relations is drawn with all its items and relations', async () => {
    const root = await mintDataset(api, job.seed.organisation, 'Root');
    const graph = createOddGraph(root);
    await using proxy = await startOddGraphProxy(job, root);
    const step = await expectSuccess(
      job.run('explore-lineage', { id: root, svg: 'odd.svg', group: 'never' }, proxy.env),
    );
    assert.equal(step.outputs['link-count'], String(graph.links.length));
    const svg = await readFile(step.outputs['svg'] ?? '', 'utf8');
    assert.equal(XMLValidator.validate(svg), true);
    assert.equal(svg.match(/class="node"/g)?.length, graph.nodes.length);
    const boxes = svg.match(/<path class="(entity|activity|agent)[ "]/g);
    assert.equal(boxes?.length, graph.nodes.length, 'each box has the colour of a category');
    assert.equal(svg.match(/class="edge"/g)?.length, graph.links.length);
    assert.doesNotMatch(svg, /NaN|undefined|\[object|function/);
    assert.doesNotMatch(step.log, /undefined|\[object|function|bug in the action/);
    assert.equal(step.summary.match(/ -->\|"[^"]+"\| /g)?.length, graph.links.length);
  });

  test('a name that shows nothing is replaced by the handle, and any other is one short line', async () => {
    for (const name of NAMES) {
      const id = await mintDataset(api, job.seed.organisation, 'Plain');
      await using proxy = await rename(id, name);
      const step = await expectSuccess(job.run('explore-lineage', { id, svg: 'name.svg' }, proxy.env));
      const svg = await readFile(step.outputs['svg'] ?? '', 'utf8');
      assert.equal(XMLValidator.validate(svg), true, JSON.stringify(name.slice(0, 20)));
      const { g } = assumeType<{ svg: { g: { a?: { title: string }[] }[] } }>(new XMLParser().parse(svg)).svg;
      const links = g.flatMap(({ a }) => a ?? []);
      const title = links.find((node) => node.title.includes(id))?.title.replace(` (${id})`, '');
      if (/[a-z<\u6C49]/.test(name)) assert.notEqual(title, id, JSON.stringify(name.slice(0, 20)));
      else assert.equal(title, id);
      assert.ok(svg.length < 10_000 && step.log.length < 10_000, `${svg.length}, ${step.log.length}`);
      assert.doesNotMatch(step.summary, /\[\]\(|\(\["<br>|\(\["dataset/);
    }
  });

  /** A proxy that gives an item another name: the registry of the sandbox rejects some of them. */
  function rename(id: string, name: string): Promise<ServiceServer> {
    return startRewritingProxy(job, 'registry', {
      '/registry/general/fetch': (response) => {
        const item = assumeType<{ id: string }>(response['item']);
        return item.id === id ? { ...response, item: { ...item, display_name: name } } : response;
      },
    });
  }
});
