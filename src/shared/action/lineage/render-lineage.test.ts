import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mergeGraphs } from './graph.ts';
import { renderMermaid } from './render-mermaid.ts';
import { renderTree } from './render-tree.ts';

const node = (id: string, item_subtype: string, item_category = 'ENTITY') => ({
  id,
  item_subtype,
  item_category,
});
const GRAPH = {
  directed: true,
  multigraph: false,
  nodes: [
    node('out', 'DATASET'),
    node('run', 'MODEL_RUN', 'ACTIVITY'),
    node('in', 'DATASET'),
    node('model', 'MODEL'),
    node('me', 'PERSON', 'AGENT'),
  ],
  links: [
    { source: 'out', target: 'run', type: 'wasGeneratedBy' },
    { source: 'out', target: 'me', type: 'wasAttributedTo' },
    { source: 'run', target: 'me', type: 'wasAssociatedWith' },
    { source: 'run', target: 'in', type: 'used' },
    { source: 'run', target: 'model', type: 'used' },
  ],
};
const bare = ({ id }: { id: string }): string => id;

suite('lineage as a tree', () => {
  test('goes from a result to what it came from, each thing once', () => {
    assert.deepEqual(renderTree('out', GRAPH, 'upstream', bare), [
      'out',
      '├─ wasGeneratedBy run',
      '│  ├─ used in',
      '│  ├─ used model',
      '│  └─ wasAssociatedWith me',
      '└─ wasAttributedTo me',
    ]);
  });

  test('goes from a source to what came of it', () => {
    assert.deepEqual(renderTree('in', GRAPH, 'downstream', bare), [
      'in',
      '└─ used run',
      '   └─ wasGeneratedBy out',
    ]);
  });

  test('ends where the graph runs in a circle', () => {
    const circle = {
      nodes: [],
      links: [
        { source: 'a', target: 'b', type: 'x' },
        { source: 'b', target: 'a', type: 'x' },
      ],
    };
    assert.deepEqual(renderTree('a', circle, 'upstream', bare), ['a', '└─ x b', '   └─ x a (see above)']);
  });
});

test('graphs of two questions become one without repetition', () => {
  const merged = mergeGraphs([GRAPH, { ...GRAPH, nodes: [...GRAPH.nodes, node('extra', 'DATASET')] }]);
  assert.equal(merged.nodes.length, 6);
  assert.equal(merged.links.length, 5);
});

suite('lineage as a picture', () => {
  test('has every node, relation and link', () => {
    const picture = renderMermaid(GRAPH, bare, (id) => `https://example.org/${id}`);
    assert.match(picture, /^```mermaid\nflowchart LR\n/);
    assert.match(picture, /n0\(\["out<br>dataset"\]\)/);
    assert.match(picture, /n1\["run<br>model run"\]/);
    assert.match(picture, /n4\{\{"me<br>person"\}\}/);
    assert.match(picture, /n0 -->\|"wasGeneratedBy"\| n1/);
    assert.match(picture, /click n0 href "https:\/\/example.org\/out"/);
  });

  test('cannot be broken out of by a name', () => {
    const evil = '"]\n```\n# forged <script> `x` end';
    const picture = renderMermaid(
      GRAPH,
      () => evil,
      () => 'https://example.org',
    );
    assert.equal(picture.match(/```/g)?.length, 2);
    assert.doesNotMatch(picture, /<script|^# forged/m);
  });

  test('is folded when large and left out when too large', () => {
    const many = (count: number) => ({
      nodes: Array.from({ length: count }, (_, i) => node(`n${i}`, 'DATASET')),
      links: [],
    });
    assert.match(
      renderMermaid(many(30), bare, (id) => id),
      /^<details>/,
    );
    assert.doesNotMatch(
      renderMermaid(many(300), bare, (id) => id),
      /mermaid/,
    );
  });
});
