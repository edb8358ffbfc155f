import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { type Graph, mergeGraphs } from '../../src/shared/action/lineage/graph.ts';
import { mermaid } from '../../src/shared/action/lineage/mermaid.ts';
import { displayNames } from '../../src/shared/action/lineage/names.ts';
import { type Direction, drawTree } from '../../src/shared/action/lineage/tree.ts';
import { link } from '../../src/shared/action/markdown.ts';
import type { Outputs } from '../../src/shared/action/outputs.ts';
import type { LineageNode, Provena } from '../../src/shared/client/index.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** The query of the provenance API for each direction and each kind of thing asked for. */
const QUERIES = {
  upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
  downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
} as const satisfies Record<Direction, Record<Inputs['only'], keyof Provena['prov']>>;

/** Asks for the lineage of an item, draws it and hands it on. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const { provena, pages } = await deps.connect();
  const directions: readonly Direction[] =
    inputs.direction === 'both' ? ['upstream', 'downstream'] : [inputs.direction];
  const answers = await Promise.all(
    directions.map((direction) =>
      provena.prov[QUERIES[direction][inputs.only]](inputs.id, { depth: inputs.depth, signal: deps.signal }),
    ),
  );
  const graph = mergeGraphs(answers.map((answer) => answer.graph));
  const known = await displayNames(
    graph.nodes.map((node) => node.id),
    provena,
    deps.signal,
  );
  deps.output(outputsOf(graph, known));
  const name = (node: LineageNode): string => known.get(node.id) ?? node.id;
  for (const direction of directions) {
    const lines = drawTree(
      inputs.id,
      graph,
      direction,
      (node) => `${name(node)} (${[node.item_subtype, node.id].filter(Boolean).join(', ')})`,
    );
    deps.log.info(
      `${direction === 'upstream' ? 'What it came from' : 'What came of it'}, ${inputs.depth} steps:\n${lines.join('\n')}`,
    );
  }
  deps.summary.add(
    `${link(known.get(inputs.id) ?? inputs.id, pages.item(inputs.id))}: ${graph.nodes.length} items, ${graph.links.length} relations within ${inputs.depth} steps ${inputs.direction === 'both' ? 'either way' : inputs.direction}.`,
  );
  deps.summary.add(mermaid(graph, name, pages.item));
  return {};
}

function outputsOf({ nodes, links }: Graph, names: ReadonlyMap<string, string>): Outputs<Name> {
  return {
    graph: { nodes: nodes.map((node) => ({ ...node, display_name: names.get(node.id) })), links },
    ids: nodes.map((node) => node.id),
    'node-count': nodes.length,
    'link-count': links.length,
  };
}
