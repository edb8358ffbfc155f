import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lexer, type Token } from 'marked';
import { type Graph, type LineageDirection, mergeGraphs } from '../../export/query-lineage.ts';
import { createDisplayLineage } from '../../lineage/display-lineage.ts';
import type { GroupMode } from '../../lineage/group-lineage.ts';
import type { Box } from '../../lineage/layout.ts';
import { createLineage, listNumbers } from '../../lineage/testing/create-lineage.ts';
import { overlap } from '../../lineage/testing/path-points.ts';
import { maskSecret } from '../runner/secrets/secrets.ts';
import { groupGraph, listIdsByWeight, nameGroups } from './graph.ts';
import { renderMermaid } from './render-mermaid.ts';
import { renderSvg } from './render-svg.ts';
import { renderTree } from './render-tree.ts';

const node = (id: string, item_subtype: string, item_category = 'ENTITY') => ({
  id,
  item_subtype,
  item_category,
});

/** @param relations source, type and target of each, with spaces between them. */
function createGraph(relations: readonly string[]): Graph {
  const { items, relations: links } = createLineage(relations);
  return {
    nodes: items.map(({ id, subtype = '', category }) => node(id, subtype, category)),
    links: links.map((link) => ({ ...link })),
  };
}

const GRAPH = createGraph([
  'out wasGeneratedBy run',
  'out wasAttributedTo me',
  'run wasAssociatedWith me',
  'run used in',
  'run used model',
]);
const CIRCLE = createGraph(['study-a x study-b', 'study-b x study-a']);

/** What is known of an item. */
const details = (name: string, more: object = {}) => ({
  name,
  nextVersion: undefined,
  version: undefined,
  attributes: {},
  releaseStatus: undefined,
  ...more,
});

const tree = (root: string, graph: Graph, direction: LineageDirection, mode: GroupMode = 'auto') =>
  renderTree(root, createDisplayLineage(groupGraph(graph, mode, root)), direction);

const picture = (graph: Graph, root = 'out', mode: GroupMode = 'auto') =>
  renderMermaid(groupGraph(graph, mode, root), root, (id) => `https://example.org/${id}`);

/** One input, template and modeller, and a result for each run. */
const createSweep = (runs: number, relations: readonly string[] = []) =>
  createGraph([
    ...listNumbers(runs).flatMap((i) => [
      `run-${i} used in`,
      `run-${i} used template`,
      `run-${i} wasAssociatedWith me`,
      `out-${i} wasGeneratedBy run-${i}`,
    ]),
    ...relations,
  ]);

/** Runs of which no two are similar: each has a modeller of its own. */
const createIrregular = (runs: number) =>
  createGraph(
    listNumbers(runs).flatMap((i) => [
      `root wasGeneratedBy run-${i}`,
      `run-${i} wasAssociatedWith person-${i}`,
    ]),
  );

/** A tree of runs, each from the result of another, all with one template, person, organisation and study. */
const createTreeOfRuns = (runs: number) =>
  createGraph(
    listNumbers(runs).flatMap((i) => [
      `run-${i} used template`,
      `run-${i} wasAssociatedWith me`,
      `run-${i} wasAssociatedWith institute`,
      `run-${i} wasInformedBy study`,
      `out-${i} wasGeneratedBy run-${i}`,
      ...(i === 0 ? [] : [`run-${i} used out-${Math.floor((i - 1) / 2)}`]),
    ]),
  );

/** Datasets and runs in turn, each from the one before. */
const createChain = (length: number, relations: readonly string[] = []) =>
  createGraph([...listNumbers(length - 1).map((i) => `c-${i} used c-${i + 1}`), ...relations]);

/** Runs of which each uses the result of the one before, with one model, modeller and template, and creations of datasets. */
const createRecordedChain = (runs: number) =>
  createGraph(
    listNumbers(runs + 1).flatMap((i) => [
      `out-${i} wasAttributedTo me`,
      `out-${i} wasGeneratedBy create-${i}`,
      `create-${i} wasAssociatedWith me`,
      ...(i === 0
        ? []
        : [
            `out-${i} wasInfluencedBy results`,
            `out-${i} wasGeneratedBy run-${i}`,
            `run-${i} used out-${i - 1}`,
            `run-${i} used model`,
            `run-${i} used template`,
            `run-${i} wasAssociatedWith me`,
          ]),
    ]),
  );

/** Datasets that were derived from each other, with one or two sources each, so that few are similar. */
const createTreeOfDatasets = (count: number) =>
  createGraph(
    listNumbers(count)
      .slice(1)
      .map((i) => `d-${Math.floor((i * 2) / 3)} wasDerivedFrom d-${i}`),
  );

/** Items that are all of different kinds. */
function createKinds(count: number): Graph {
  const kinds = listNumbers(count).map((i) => node(`n${i}`, `KIND_${i}`));
  return {
    nodes: [node('root', 'DATASET'), ...kinds],
    links: kinds.map(({ id }) => ({ source: 'root', target: id, type: 'used' })),
  };
}

for (const [medium, render] of Object.entries({ renderMermaid, renderSvg })) {
  test(`${medium} shows the end of long names, by which they often differ`, () => {
    const base = 'Connectivity of the coral reefs of the northern section in the spawning season of 2023';
    const names = ['A', 'B'].map((scenario) => `${base}, scenario ${scenario}`);
    const longer = names.map((name) => `${`${base}, `.repeat(3)}${name}`);
    for (const [one = '', other = ''] of [names, longer]) {
      const known = new Map([
        ['in', details(one)],
        ['model', details(other)],
      ]);
      const grouped = nameGroups(groupGraph(GRAPH, 'never', 'out'), known);
      const text = render(grouped, 'out', (id) => `https://example.org/${id}`, 'never')
        .replaceAll(/<title>[^<]*<.title>/g, '')
        .replaceAll(/<br>|<[^>]*>/g, ' ');
      for (const scenario of ['A', 'B']) assert.match(text, new RegExp(`scenario\\s+${scenario}\\b`));
    }
  });

  test(`${medium} leaves out what all runs of a chain or tree share, and names it`, () => {
    const graph = createChain(
      160,
      listNumbers(159).map((i) => `c-${i} used in`),
    );
    const known = new Map([['in', details('Tides & <b>winds</b>')]]);
    const draw = (graph: Graph, root: string) =>
      render(nameGroups(groupGraph(graph, 'auto', root), known), root, (id) => id);
    const text = draw(graph, 'c-0');
    assert.match(text, /160 nodes and 159 relations/);
    assert.match(text, /Left out to keep the picture clear: Tides &(amp|#38);.*dataset/);
    assert.doesNotMatch(text, /grouped by kind|<b>/);
    assert.doesNotMatch(draw(createChain(160), 'c-0'), /Left out/);
    assert.match(
      draw(createTreeOfRuns(30), 'out-0'),
      /: template \(workflow template\), institute \(organisation\), me \(person\) and study \(study\)\./,
    );
  });

  test(`${medium} names template, modeller and study in the box of a run when their boxes would make the picture wide`, () => {
    const describing = ['template', 'person', 'institute', 'study', 'model'];
    const relations = [1, 3, 5, 7, 9].flatMap((i) => describing.map((kind) => `c-${i} used ${kind}-${i}`));
    const text = render(groupGraph(createChain(11, relations), 'auto', 'c-0'), 'c-0', (id) => id);
    assert.match(text, /11 nodes and 10 relations/);
    for (const relation of relations)
      assert.match(text, new RegExp(`[a-z](: |#58; )${relation.split(' ')[2]}`));
    assert.doesNotMatch(text, /eft out|Person or organisation|hexagons/);
  });

  test(`${medium} draws a box for each item of one run when the mode is never`, () => {
    const [result, run] = [
      'Connectivity_of_the_reefs_in_2025,_as_a_matrix',
      'run_of_12_March,_with_all_the_reefs',
    ];
    const describing = ['template', 'person', 'institute', 'study', 'model'];
    const graph = createGraph([
      `${result} wasGeneratedBy ${run}`,
      ...describing.map((kind) => `${run} used ${kind}_of_this_run,_with_a_long_name`),
    ]);
    const draw = (mode: GroupMode) => render(groupGraph(graph, mode, result), result, (id) => id, mode);
    assert.match(draw('auto'), /2 nodes and 1 relation\b/);
    assert.match(draw('never'), /7 nodes and 6 relations/);
  });

  test(`${medium} leaves out what all runs share when the picture is tangled or wide with it, also when the mode is never`, () => {
    for (const mode of ['auto', 'never'] as const) {
      const text = render(groupGraph(createRecordedChain(5), mode, 'out-5'), 'out-5', (id) => id, mode);
      assert.match(text, /11 nodes and 10 relations\./);
      assert.match(text, /Left out to keep the picture clear: .*, me \(person\) and \d+ creations\./s);
      assert.doesNotMatch(text, /grouped by kind/);
    }
  });

  test(`${medium} draws the runs of many modellers and templates without a tangle`, () => {
    const graph = createGraph(
      listNumbers(24).flatMap((i) => [
        ...['study', `template-${i % 2}`, 'institute', `person-${i % 12}`].map(
          (target) => `run_of_the_calibration_number_${i} x ${target}`,
        ),
        `Parameters_of_the_reef_number_${i} wasGeneratedBy run_of_the_calibration_number_${i}`,
      ]),
    );
    const text = render(groupGraph(graph, 'never', 'study'), 'study', (id) => id).replace(
      /<title>[^<]*/g,
      '',
    );
    assert.match(text, /49 nodes and 48 relations/);
    assert.match(text, /Left out [^:]*: institute \(organisation\)\./);
    assert.equal(text.match(/person(: |#58; )person-7\b/g)?.length, 2);
    assert.equal(text.match(/workflow template(: |#58; )template-1\b/g)?.length, 12);
  });
}

for (const [medium, render] of Object.entries({ renderMermaid, renderSvg }))
  test(`${medium} states how many items have no name, and the reason`, () => {
    const draw = (graph: Graph, names: readonly string[]) => {
      const known = new Map(names.map((id) => [id, details(`Name of ${id}`)]));
      const grouped = nameGroups(groupGraph(graph, 'never', 'out'), known);
      return render(grouped, 'out', (id) => `https://example.org/${id}`);
    };
    const ids = GRAPH.nodes.map(({ id }) => id);
    assert.doesNotMatch(draw(GRAPH, ids), /shown by/);
    assert.match(draw(GRAPH, ids.slice(1)), /1 item that cannot be read is shown by its handle\./);
    assert.match(draw(GRAPH, ids.slice(2)), /2 items that cannot be read are shown by their handles\./);
    const chain = createChain(81);
    assert.match(
      draw(
        chain,
        chain.nodes.slice(21).map(({ id }) => id),
      ),
      /21 items are shown by their handles: not readable, or not among the 60 items/,
    );
  });

suite('renderTree', () => {
  test('renderTree draws each item once when it goes from a result to what it came from', () => {
    assert.deepEqual(tree('out', GRAPH, 'upstream'), [
      'out (dataset)',
      '├─ was generated by run (model run)',
      '│  ├─ used in (dataset)',
      '│  ├─ used model',
      '│  └─ was associated with me (person)',
      '└─ was attributed to me (person)',
    ]);
  });

  test('renderTree goes from a source to what was derived from it when it is downstream', () => {
    assert.deepEqual(tree('in', GRAPH, 'downstream'), [
      'in (dataset)',
      '└─ was used by run (model run)',
      '   └─ generated out (dataset)',
    ]);
    assert.deepEqual(tree('me', GRAPH, 'downstream'), [
      'me (person)',
      '├─ was associated with run (model run)',
      '│  └─ generated out (dataset)',
      '└─ contributed to out (dataset)',
    ]);
  });

  test('renderTree leads to the agents of each item when a downstream query is for agents', () => {
    const draw = (root: string) =>
      renderTree(root, createDisplayLineage(groupGraph(GRAPH, 'auto', root)), 'downstream', true);
    assert.deepEqual(draw('in'), [
      'in (dataset)',
      '└─ was used by run (model run)',
      '   ├─ generated out (dataset)',
      '   │  └─ was attributed to me (person)',
      '   └─ was associated with me (person)',
    ]);
    assert.deepEqual(draw('me'), tree('me', GRAPH, 'downstream'));
  });

  test('renderTree ends when the graph has a cycle', () => {
    assert.deepEqual(tree('study-a', CIRCLE, 'upstream'), [
      'study-a (study)',
      '└─ x study-b (study)',
      '   └─ x study-a (study) (see above)',
    ]);
  });

  test('renderTree draws a parameter sweep of any size in one line for each group', () => {
    for (const runs of [20, 3000])
      assert.deepEqual(tree('in', createSweep(runs), 'downstream'), [
        'in (dataset)',
        `└─ was used by ${runs} model runs (run-0 to run-${runs - 1})`,
        `   └─ generated ${runs} datasets (out-0 to out-${runs - 1})`,
      ]);
  });

  test('renderTree draws a chain that is longer than the call stack', () => {
    const chain = createGraph(listNumbers(19_999).map((i) => `study-${i} used study-${i + 1}`));
    const lines = tree('study-0', chain, 'upstream');
    assert.equal(lines.length, 501);
    assert.equal(lines.at(-1), '… and 19500 more lines');
  });

  test('renderTree prints at most 500 lines and the number of the others', () => {
    const lines = tree('in', createSweep(1000), 'downstream', 'never');
    assert.equal(lines.length, 501);
    assert.equal(lines.at(-1), '… and 1501 more lines');
  });
});

test('mergeGraphs has each node and relation once', () => {
  const graph = { directed: true, multigraph: false, nodes: [...GRAPH.nodes], links: [...GRAPH.links] };
  const merged = mergeGraphs([graph, { ...graph, nodes: [...GRAPH.nodes, node('extra', 'DATASET')] }]);
  assert.equal(merged.nodes.length, 6);
  assert.equal(merged.links.length, 5);
});

test('nameGroups names groups, their differences, and versions of one item', () => {
  const graph = createSweep(20);
  const known = new Map([
    ['in', details('Rain', { nextVersion: 'run-0', version: 1 })],
    ['run-0', details('Life table of Bergen', { attributes: { scenario: 'a' } })],
    ['run-19', details('Life table of Oslo', { attributes: { scenario: 'b' } })],
  ]);
  const grouped = nameGroups(groupGraph(graph, 'auto', 'in'), known);
  const { nodes } = createDisplayLineage(grouped);
  assert.equal(nodes.find(({ id }) => id === 'in')?.title, 'Rain (version 1)');
  const runs = nodes.find(({ subtype }) => subtype === 'MODEL_RUN');
  assert.equal(runs?.title, '20 model runs: Life table of …');
  assert.deepEqual(runs?.attributes, ['2 of 20 looked up', 'scenario a, b']);
  assert.deepEqual(nodes.find(({ title }) => title === '20 datasets')?.attributes, []);
});

test('listIdsByWeight puts the root first, then single items, then members of each group', () => {
  const ids = listIdsByWeight(groupGraph(createSweep(20), 'auto', 'in'), 'in', 60);
  assert.equal(ids.length, 43);
  assert.deepEqual(new Set(ids.slice(0, 3)), new Set(['in', 'template', 'me']));
  assert.deepEqual(new Set(ids.slice(3, 7)), new Set(['run-0', 'run-19', 'out-0', 'out-19']));
  const some = listIdsByWeight(groupGraph(createSweep(3000), 'auto', 'in'), 'in', 60);
  assert.equal(new Set(some).size, 60);
});

test('listIdsByWeight puts single items of kinds that are never grouped before runs and datasets', () => {
  const ids = listIdsByWeight(groupGraph(createTreeOfRuns(30), 'never', 'out-0'), 'out-0', 5);
  assert.deepEqual(ids.toSorted(), ['institute', 'me', 'out-0', 'study', 'template']);
});

test('listIdsByWeight puts near runs and datasets before far ones, and creations last', () => {
  const relations = listNumbers(100).map((i) => `c-${i} wasGeneratedBy create-${i}`);
  const graph = createChain(100, relations);
  const ids = listIdsByWeight(groupGraph(graph, 'never', 'c-99'), 'c-99', 101);
  assert.deepEqual(
    ids.slice(0, 100),
    listNumbers(100).map((i) => `c-${99 - i}`),
  );
  assert.equal(ids[100], 'create-99');
});

test('listIdsByWeight puts near runs before far ones when one person made all of them', () => {
  const relations = listNumbers(100).map((i) => `c-${i} wasAttributedTo me`);
  const graph = createChain(100, relations);
  const ids = listIdsByWeight(groupGraph(graph, 'never', 'c-50'), 'c-50', 6);
  assert.deepEqual(new Set(ids), new Set(['c-50', 'me', 'c-49', 'c-51', 'c-48', 'c-52']));
});

test('listIdsByWeight puts members of groups before creations', () => {
  const sweep = createSweep(20);
  const graph = createSweep(
    20,
    sweep.nodes.map(({ id }) => `${id} wasGeneratedBy create-${id}`),
  );
  const ids = listIdsByWeight(groupGraph(graph, 'auto', 'in'), 'in', 60);
  assert.deepEqual(new Set(ids.slice(0, 43)), new Set(sweep.nodes.map(({ id }) => id)));
});

test('a group is not named by the one member that was looked up', () => {
  const grouped = groupGraph(createSweep(20), 'auto', 'in');
  const { nodes } = createDisplayLineage(nameGroups(grouped, new Map([['out-3', details('Result 3')]])));
  const group = nodes.find(({ members, subtype }) => members.length > 1 && subtype === 'DATASET');
  assert.equal(group?.title, '20 datasets');
  assert.deepEqual(group.attributes, ['1 of 20 looked up']);
});

suite('renderMermaid', () => {
  test('renderMermaid shows every input of one run when the names are long', () => {
    const inputs = ['tides', 'waves', 'winds', 'rainfall', 'suspended sediment'].map(
      (topic, i) => [`in-${i}`, `Observations of ${topic} at all stations of the reef`] as const,
    );
    const graph = {
      ...GRAPH,
      nodes: [...GRAPH.nodes, ...inputs.map(([id]) => node(id, 'DATASET'))],
      links: [...GRAPH.links, ...inputs.map(([id]) => ({ source: 'run', target: id, type: 'used' }))],
    };
    const known = [...inputs, ['run', 'Connectivity of the reefs, run of 12 March'] as const];
    const named = nameGroups(
      groupGraph(graph, 'auto', 'out'),
      new Map(known.map(([id, name]) => [id, details(name)])),
    );
    const text = renderMermaid(named, 'out', (id) => `https://example.org/${id}`);
    for (const [, name] of inputs) assert.ok(text.replaceAll('<br>', ' ').includes(name), text);
    assert.doesNotMatch(text, /grouped by kind/);
  });

  test('renderMermaid shows the whole line of an item without parts of numbers when groups are coarse', () => {
    assert.doesNotMatch(picture(createRecordedChain(400), 'out-400'), /\d\.\d+ of /);
  });

  test('renderMermaid replaces a secret in an id', () => {
    const secret = 'secret-of-the-step';
    maskSecret(secret);
    const graph = { nodes: [node('out', 'DATASET'), node(`in/${secret}`, 'DATASET')], links: [] };
    assert.match(picture(graph), /href "https:\/\/example\.org\/in\/[^"]*"/);
    assert.doesNotMatch(picture(graph), /secret/);
  });

  test('renderMermaid draws by kind what would be too wide to read, and no chain', () => {
    const tree = picture(createTreeOfDatasets(300), 'd-0');
    assert.match(tree, /299 datasets/);
    assert.match(tree, /grouped by kind because the graph is too large/);
    assert.doesNotMatch(picture(createTreeOfRuns(3), 'out-0'), /grouped by kind/);
    assert.equal(picture(createChain(200), 'c-0').match(/ -->/g)?.length, 199);
  });

  test('renderMermaid draws nothing when Mermaid would need minutes even for one box of each kind', () => {
    assert.equal(
      picture(createKinds(300), 'root'),
      'The graph is too large to draw. Choose fewer steps or one direction.',
    );
  });

  test('renderMermaid notes that there are no relations when the graph is empty', () => {
    assert.equal(picture({ nodes: [], links: [] }), 'The provenance graph has no relations of this item.');
  });

  test('renderMermaid has each node, relation and link', () => {
    const text = picture(GRAPH);
    assert.match(text, /^```mermaid\n%%\{init: .*\}%%\nflowchart TB\n/);
    const key = (title: string) => new RegExp(`(n\\d+)[[({]+"${title}<br>`).exec(text)?.[1];
    assert.match(text, /n\d\(\["out<br>dataset"\]\):::entity/);
    assert.match(text, /n\d\["run<br>model run"\]:::activity/);
    assert.match(text, /n\d\{\{"me<br>person"\}\}:::agent/);
    assert.ok(text.includes(`${key('out')} -->|"was generated by"| ${key('run')}`));
    assert.ok(text.includes(`click ${key('out')} href "https://example.org/out"`));
    assert.ok(text.includes(`class ${key('out')} root`));
    assert.match(text, /\naccTitle: Lineage graph\naccDescr: 5 nodes and 5 relations\. /);
    // Not by colours alone, which some readers cannot distinguish.
    assert.match(
      text,
      /Yellow ovals: entities\. Blue boxes: activities\. Orange hexagons: people and organisations/,
    );
    assert.match(text, /Arrows point from a result to what it came from/);
  });

  test('renderMermaid draws a graph in the direction in which it is narrower', () => {
    assert.match(picture(createSweep(3000), 'in'), /\nflowchart TB\n/);
    assert.match(picture(createSweep(11), 'in', 'never'), /\nflowchart LR\n/);
    assert.match(picture(CIRCLE, 'study-a'), /\nflowchart (LR|TB)\n/);
  });

  test('renderMermaid escapes names, so that none ends the picture', () => {
    const evil = '"]\n```\n# forged <script> `x` end';
    const grouped = groupGraph(GRAPH, 'auto', 'out');
    const named = grouped.groups.map((group) => ({
      ...group,
      members: group.members.map((member) => ({ ...member, name: evil })),
    }));
    const text = renderMermaid({ ...grouped, groups: named }, 'out', () => 'https://example.org');
    assert.equal(text.match(/```/g)?.length, 2);
    assert.doesNotMatch(text, /<script|^# forged/m);
  });

  test('renderMermaid has only text in its labels for versions of Mermaid that take them for Markdown', () => {
    const listTypes = (tokens: readonly Token[]): string[] =>
      tokens.flatMap(({ type, ...token }) => [
        type,
        ...('tokens' in token ? listTypes(token.tokens ?? []) : []),
      ]);
    const blocks = '1. Baseline|2) Trend|- a|+ b|* c|# d|---|===|~~~|1.';
    const spans = '__proto__|*d*|~e~|_f_ g_h_i|`j`|[k](l)|![m](n)|\\_o';
    const links = 'www.example.org|https://example.org|a@example.org';
    for (const name of [blocks, spans, links].flatMap((names) => names.split('|'))) {
      const known = new Map([['out', details(name)]]);
      const graph = { nodes: GRAPH.nodes, links: [{ source: 'out', target: 'in', type: name }] };
      const text = renderMermaid(nameGroups(groupGraph(graph, 'never', 'out'), known), 'out', (id) => id);
      const labels = [...text.matchAll(/^n\d.*?"(.*)"/gm)].map(([, label = '']) =>
        label.replaceAll('<br>', '\n').replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code))),
      );
      assert.ok(labels.length === GRAPH.nodes.length + 1);
      for (const label of labels)
        assert.deepEqual(new Set(listTypes(lexer(label))), new Set(['paragraph', 'text']), label);
    }
  });

  test('renderMermaid adds no invisible characters to a name without Markdown, so that readers can copy it', () => {
    for (const name of [
      ...['a * b', 'a _ b', 'a_b', '5 ~ 6', '12 m @ noon', 's3://bucket/key', 'C:\\data', '10378.1/12'],
      ...['2.5 km', '(draft)', '"a"', '-5 degrees', '#12', '\u00bd degree', '\u{1F30A} waves'],
    ]) {
      const known = new Map([['out', details(name)]]);
      const text = renderMermaid(nameGroups(groupGraph(GRAPH, 'never', 'out'), known), 'out', (id) => id);
      const decoded = text.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
      assert.ok(decoded.includes(`"${name}<br>dataset"`), name);
    }
  });

  test('renderMermaid isolates a name that is written from right to left', () => {
    const known = new Map([['out', details('\u05de\u05d5\u05d3\u05dc, run 12: \u05d0')]]);
    const text = renderMermaid(nameGroups(groupGraph(GRAPH, 'never', 'out'), known), 'out', (id) => id);
    assert.match(text, /\["#8296;\u05de\u05d5\u05d3\u05dc, run 12#58; \u05d0#8297;<br>dataset"/);
  });

  test('renderMermaid collapses a picture of many nodes', () => {
    const datasets = listNumbers(30).map((i) => node(`n${i}`, 'DATASET'));
    assert.match(picture({ nodes: datasets, links: [] }, 'n0', 'never'), /^<details>/);
  });

  test('renderMermaid stays within the limits of GitHub for any graph', () => {
    for (const graph of [createSweep(3), createSweep(300), createSweep(3000), createIrregular(600)]) {
      for (const mode of ['auto', 'always', 'never'] as const) {
        const text = picture(graph, graph.nodes[0]?.id, mode);
        const [, code = ''] = /```mermaid\n(.*?)```/s.exec(text) ?? [];
        assert.ok(code.length > 100 && code.length <= 50_000, `${code.length} characters`);
        assert.ok((code.match(/-->/g)?.length ?? 0) <= 500);
      }
    }
    assert.match(picture(createIrregular(600), 'root'), /grouped by kind because the graph is too large/);
  });
});

suite('renderSvg', () => {
  const svg = (graph: Graph, root: string, mode: GroupMode = 'auto') =>
    renderSvg(groupGraph(graph, mode, root), root, (id) => `https://example.org/${id}`, mode);

  test('renderSvg has titles, a legend and a link for each single item', () => {
    const text = svg(createSweep(30), 'in');
    assert.match(text, /^<svg [^>]*>\n<title>Lineage of in<\/title>\n<desc>5 nodes /);
    assert.match(text, /<rect class="page" /);
    assert.equal(text.match(/<g class="node"><a /g)?.length, 3);
    assert.equal(text.match(/<g class="node"><g>/g)?.length, 2);
    assert.match(text, /30 model runs\nrun-0\n/);
    assert.match(text, /Person or organisation/);
  });

  test('renderSvg links the line of a box that names an item, and lists in its title what has no line', () => {
    const numbers = listNumbers(10);
    const grouped = {
      groups: [
        { id: 'run', members: [{ id: 'run', subtype: 'MODEL_RUN' }] },
        ...numbers.map((i) => ({
          id: `in-${i}`,
          members: [{ id: `in-${i}`, subtype: 'DATASET', name: `Input ${i} ${'x'.repeat(60)}` }],
        })),
        ...numbers
          .slice(0, 5)
          .map((i) => ({ id: `r-${i}`, members: [{ id: `r-${i}`, subtype: 'MODEL_RUN' }] })),
      ],
      relations: numbers.flatMap((i) => [
        { source: 'run', target: `in-${i}`, type: 'used', count: 1 },
        ...numbers.slice(0, 4).map((k) => ({ source: `r-${k}`, target: `in-${i}`, type: 'used', count: 1 })),
        ...(i < 5 ? [{ source: 'run', target: `r-${i}`, type: 'wasInformedBy', count: 1 }] : []),
      ]),
    };
    const text = renderSvg(grouped, 'run', (id) => `https://example.org/${id}`);
    const name = `dataset: Input 3 ${'x'.repeat(60)}`;
    assert.ok(
      text.includes(`<a href="https://example.org/in-3"><title>${name} (in-3)</title><text class="detail"`),
    );
    assert.match(text, /<g><title>and 2 more\nInput 8 x+ \(in-8\)\nInput 9 x+ \(in-9\)<\/title><text /);
  });

  test('renderSvg explains numbers of relations only when an arrow has one', () => {
    assert.match(svg(createTreeOfDatasets(300), 'd-0'), /A number in parentheses counts the relations/);
    assert.doesNotMatch(svg(createSweep(30), 'in'), /parentheses/);
  });

  test('renderSvg explains dashed borders only when there are groups', () => {
    assert.match(
      svg(createSweep(30), 'in'),
      /Thick border: this item\. Dashed: several similar items\. Arrows/,
    );
    assert.match(svg(createSweep(3), 'in'), /Thick border: this item\. Arrows/);
  });

  test('renderSvg notes in the picture and its description that it is coarse, or that the graph is too large to draw', () => {
    const text = svg(createIrregular(600), 'root');
    assert.match(text, /<text[^>]*>Items are grouped by kind because /);
    assert.match(text, /<desc>2 nodes and 1 relation\..*grouped by kind/);
    assert.match(text, />1 of 600 people</);
    assert.match(svg(createKinds(300), 'root'), /<text[^>]*>The graph is too large to draw/);
    assert.doesNotMatch(svg(GRAPH, 'out'), /too large/);
  });

  test('renderSvg draws a relation within a group as a loop from the group to its label and back', () => {
    const text = svg(createTreeOfDatasets(300), 'd-0');
    const [, box = ''] = /<path class="entity group" d="([^"]+)"/.exec(text) ?? [];
    const { x, y, width, height } = measurePath(box);
    const loops = [...text.matchAll(/class="edge" d="M([-\d.]+),([-\d.]+) .* ([-\d.]+),([-\d.]+)"/g)]
      .map(([, ...numbers]) => numbers.map(Number))
      .filter(([from = 0, , to]) => from === to && Math.abs(Math.abs(from - x) - width / 2) < 0.01);
    assert.equal(loops.length, 1);
    for (const end of [loops[0]?.[1] ?? 0, loops[0]?.[3] ?? 0])
      assert.ok(Math.abs(end - y) < height / 2, `${end} is outside of the box`);
  });

  test('renderSvg draws no two boxes, no two relation labels and no box and label on top of each other', () => {
    const text = svg(createSweep(3), 'in', 'never');
    const boxes = [...text.matchAll(/<path class="(?:entity|activity|agent)[^"]*" d="([^"]+)"/g)].map(
      ([, path = '']) => measurePath(path),
    );
    assert.equal(boxes.length, 9);
    const labels = [...text.matchAll(/class="relation" x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]+)/g)].map(
      ([, x, y, label = '']) => ({ x: Number(x), y: Number(y) - 4, width: label.length * 6, height: 12 }),
    );
    assert.equal(labels.length, 12);
    const all = [...boxes, ...labels];
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1)) assert.ok(!overlap(one, other), JSON.stringify([one, other]));
  });

  test('renderSvg counts the items that it leaves out when it explains why an item has no name', () => {
    const graph = createTreeOfRuns(30);
    const named = graph.nodes.slice(0, 60).map(({ id }) => [id, details(`Name of ${id}`)] as const);
    const lineage = nameGroups(groupGraph(graph, 'auto', 'out-0'), new Map(named));
    const text = renderSvg(lineage, 'out-0', (id) => id);
    assert.match(text, /Left out .* not readable, or not among the 60 items that are looked up/s);
  });

  test('renderSvg notes that there are no relations when the graph is empty', () => {
    const text = svg({ nodes: [], links: [] }, 'out');
    assert.match(text, /<text[^>]*>The provenance graph has no relations of this item\.</);
    assert.doesNotMatch(text, /Thick border/);
  });

  test('renderSvg writes its boxes in reading order, and each relation as a sentence', () => {
    const text = svg(createChain(30), 'c-0');
    const titles = [...text.matchAll(/<g class="node"><a[^>]*><title>([^<]*)/g)].map(([, title]) => title);
    assert.deepEqual(
      titles,
      Array.from({ length: 30 }, (_, i) => `c-${i}`),
    );
    assert.match(text, /<title>c-9 \w[\w ]+ c-10<\/title>/);
  });

  test('renderSvg has at least the contrast that WCAG asks for between the text and the color of each box', () => {
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(svg(GRAPH, 'out')) ?? [];
    for (const scheme of style.split('@media')) {
      const getFill = (selector: string) =>
        new RegExp(`${selector.replaceAll('.', '\\.')} \\{ fill: #(\\w{6});`).exec(scheme)?.[1] ?? '';
      for (const box of ['.entity', '.activity', '.agent'])
        for (const text of ['.node text', '.node .detail']) {
          const [darker = 0, lighter = 0] = [box, text].map((name) => measureLuminance(getFill(name))).sort();
          assert.ok((lighter + 0.05) / (darker + 0.05) >= 4.5, `${text} in ${box}`);
        }
    }
  });

  test('renderSvg draws the report of a pipeline that uses every result in rows', () => {
    const relations = listNumbers(12).map((i) => `report used c-${2 * i}`);
    const text = svg(createChain(25, relations), 'report');
    const [, width, height] = /viewBox="\S+ \S+ (\d+) (\d+)"/.exec(text) ?? [];
    assert.ok(Number(width) <= 680 && Number(height) < 1700, `${width} x ${height}`);
    assert.equal(text.match(/>report used this</g)?.length, 11);
  });

  test('renderSvg breaks its notes into lines that are not wider than the picture', () => {
    const names = [1, 2, 3].map((i) => `${'Name_of_an_item_that_all_runs_use,_'.repeat(3)}${i}`);
    const relations = listNumbers(60).flatMap((i) => names.map((name) => `c-${i} used ${name}`));
    const text = svg(createChain(60, relations), 'c-0');
    assert.match(text, />Left out to keep the picture clear: Name_of_an_item/);
    const [, width] = /viewBox="\S+ \S+ (\d+) /.exec(text) ?? [];
    assert.ok(Number(width) <= 1250, `${width} px wide`);
  });

  test('renderSvg gives two pictures in one HTML page no id in common', () => {
    const graphs = [createSweep(30), createSweep(3)]; // such as the upstream and the downstream lineage of one item
    const ids = graphs
      .flatMap((graph) => ['in', 'run-1/<"a") b'].map((root) => svg(graph, root)))
      .flatMap((picture) => [...picture.matchAll(/ id="([^"]*)"/g)].map(([, id = '']) => id));
    assert.equal(new Set(ids).size, 4, ids.join('\n'));
    for (const id of ids) assert.match(id, /^[\w.-]+$/);
  });
});

/** The relative luminance of a color of six hexadecimal digits, as WCAG defines it. */
function measureLuminance(color: string): number {
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The rectangle around a path of the relative commands h, v, l and a. */
function measurePath(path: string): Box {
  let [x, y] = [0, 0];
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [, command = '', list = ''] of path.matchAll(/([Mhvla])([-\d., ]+)/g)) {
    const numbers = list.trim().split(/[ ,]+/).map(Number);
    const [first = 0] = numbers;
    const [dx = 0, dy = 0] = command === 'h' ? [first, 0] : command === 'v' ? [0, first] : numbers.slice(-2);
    [x, y] = [x + dx, y + dy];
    xs.push(x);
    ys.push(y);
  }
  const [left, top, right, bottom] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}
