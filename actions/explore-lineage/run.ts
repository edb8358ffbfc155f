import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { CONDITIONS, type Condition, findViolations } from '../../src/shared/action/lineage/conditions.ts';
import { type Graph, mergeGraphs } from '../../src/shared/action/lineage/graph.ts';
import {
  fetchItemDetails,
  type ItemDetails,
  MAX_NAME_LOOKUPS,
} from '../../src/shared/action/lineage/item-details.ts';
import { renderMermaid } from '../../src/shared/action/lineage/render-mermaid.ts';
import { type Direction, renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import { formatEnumName, formatLink } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/write-file.ts';
import type { LineageNode, Provena } from '../../src/shared/client/index.ts';
import { didYouMean } from '../../src/shared/documents/messages.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Query of the provenance API by direction and kind of items. */
const QUERIES = {
  upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
  downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
} as const satisfies Record<Direction, Record<Inputs['only'], keyof Provena['prov']>>;

const HEADINGS: Readonly<Record<Direction, string>> = {
  upstream: 'What it came from',
  downstream: 'What came of it',
};

/** Queries the lineage of an item, renders it, sets the outputs and checks the conditions of `fail-if`. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const conditions = parseConditions(inputs['fail-if'] ?? []);
  const directions: readonly Direction[] =
    inputs.direction === 'both' ? ['upstream', 'downstream'] : [inputs.direction];
  const { provena, pages } = await deps.connect();
  const graph = await queryLineage(inputs, directions, provena, deps.signal);
  const ids = graph.nodes.map((node) => node.id);
  const details = await fetchItemDetails(
    conditions.length > 0 ? ids : ids.slice(0, MAX_NAME_LOOKUPS),
    provena,
    deps.signal,
  );
  deps.setOutputs(toOutputs(graph, details));
  const name = (node: LineageNode): string => details.get(node.id)?.name ?? node.id;
  for (const direction of directions) {
    const lines = renderTree(
      inputs.id,
      graph,
      direction,
      (node) =>
        `${name(node)} (${[formatEnumName(node.item_subtype ?? ''), node.id].filter(Boolean).join(', ')})`,
    );
    deps.log.info(`${HEADINGS[direction]}, ${inputs.depth} steps:\n${lines.join('\n')}`);
  }
  deps.summary.add(
    `${formatLink(details.get(inputs.id)?.name ?? inputs.id, pages.item(inputs.id))}: ${graph.nodes.length} items, ${graph.links.length} relations within ${inputs.depth} steps, ${directions.join(' and ')}.`,
  );
  deps.summary.add(renderMermaid(graph, name, pages.item));
  if (inputs.svg)
    deps.setOutputs({ svg: await writeSvg(inputs.svg, graph, name, pages.item, deps.workspace) });
  assertNoViolations(findViolations(conditions, graph, details));
  return {};
}

function parseConditions(asked: readonly string[]): readonly Condition[] {
  const known = Object.keys(CONDITIONS);
  const unknown = asked.filter((condition) => !known.includes(condition));
  if (unknown.length === 0) return asked as readonly Condition[];
  throw new UserError(
    unknown.map((word) => ({
      message: `input fail-if: unknown condition ${JSON.stringify(word)}; expected ${known.join(', ')}${didYouMean(word, known)}`,
    })),
  );
}

async function queryLineage(
  inputs: Inputs,
  directions: readonly Direction[],
  { prov }: Provena,
  signal: AbortSignal,
): Promise<Graph> {
  const answers = await Promise.all(
    directions.map((direction) =>
      prov[QUERIES[direction][inputs.only]](inputs.id, { depth: inputs.depth, signal }),
    ),
  );
  return mergeGraphs(answers.map((answer) => answer.graph));
}

function toOutputs({ nodes, links }: Graph, details: ReadonlyMap<string, ItemDetails>): Outputs<Name> {
  return {
    graph: { nodes: nodes.map((node) => ({ ...node, display_name: details.get(node.id)?.name })), links },
    ids: nodes.map((node) => node.id),
    'node-count': nodes.length,
    'link-count': links.length,
  };
}

async function writeSvg(
  file: string,
  graph: Graph,
  name: (node: LineageNode) => string,
  address: (id: string) => string,
  workspace: string,
): Promise<string> {
  const { renderSvg: svg } = await import('../../src/shared/action/lineage/render-svg.ts');
  return writeFileAtomically({ path: file, inputName: 'svg', workspace }, svg(graph, name, address));
}

function assertNoViolations(found: readonly string[]): void {
  if (found.length === 0) return;
  throw new StepFailedError(`the lineage violates fail-if:\n${found.join('\n')}`, {
    advice: 'Each line is a condition of input fail-if that holds. The graph is in the outputs.',
    anchor: 'lineage-check-failed',
  });
}
