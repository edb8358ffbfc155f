import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { inWords } from '../../src/shared/action/in-words.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { CONDITIONS, type Condition, findings } from '../../src/shared/action/lineage/conditions.ts';
import { type ItemDetails, itemDetails, NAMES_LOOKED_UP } from '../../src/shared/action/lineage/details.ts';
import { type Graph, mergeGraphs } from '../../src/shared/action/lineage/graph.ts';
import { mermaid } from '../../src/shared/action/lineage/mermaid.ts';
import { type Direction, drawTree } from '../../src/shared/action/lineage/tree.ts';
import { link } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { OutcomeError } from '../../src/shared/action/running/failure.ts';
import type { LineageNode, Provena } from '../../src/shared/client/index.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import { didYouMean } from '../../src/shared/spec/wording.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** The query of the provenance API for each direction and each kind of thing asked for. */
const QUERIES = {
  upstream: { everything: 'exploreUpstream', datasets: 'contributingDatasets', agents: 'contributingAgents' },
  downstream: { everything: 'exploreDownstream', datasets: 'effectedDatasets', agents: 'effectedAgents' },
} as const satisfies Record<Direction, Record<Inputs['only'], keyof Provena['prov']>>;

const HEADINGS: Readonly<Record<Direction, string>> = {
  upstream: 'What it came from',
  downstream: 'What came of it',
};

/** Asks for the lineage of an item, draws it, hands it on, and holds it against the conditions. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const conditions = readConditions(inputs['fail-if'] ?? []);
  const directions: readonly Direction[] =
    inputs.direction === 'both' ? ['upstream', 'downstream'] : [inputs.direction];
  const { provena, pages } = await deps.connect();
  const graph = await ask(inputs, directions, provena, deps.signal);
  const ids = graph.nodes.map((node) => node.id);
  const details = await itemDetails(
    conditions.length > 0 ? ids : ids.slice(0, NAMES_LOOKED_UP),
    provena,
    deps.signal,
  );
  deps.output(outputsOf(graph, details));
  const name = (node: LineageNode): string => details.get(node.id)?.name ?? node.id;
  for (const direction of directions) {
    const lines = drawTree(
      inputs.id,
      graph,
      direction,
      (node) => `${name(node)} (${[inWords(node.item_subtype ?? ''), node.id].filter(Boolean).join(', ')})`,
    );
    deps.log.info(`${HEADINGS[direction]}, ${inputs.depth} steps:\n${lines.join('\n')}`);
  }
  deps.summary.add(
    `${link(details.get(inputs.id)?.name ?? inputs.id, pages.item(inputs.id))}: ${graph.nodes.length} items, ${graph.links.length} relations within ${inputs.depth} steps, ${directions.join(' and ')}.`,
  );
  deps.summary.add(mermaid(graph, name, pages.item));
  if (inputs.svg) deps.output({ svg: await draw(inputs.svg, graph, name, pages.item, deps.workspace) });
  judge(findings(conditions, graph, details));
  return {};
}

function readConditions(asked: readonly string[]): readonly Condition[] {
  const known = Object.keys(CONDITIONS);
  const unknown = asked.filter((condition) => !known.includes(condition));
  if (unknown.length === 0) return asked as readonly Condition[];
  throw new UserError(
    unknown.map((word) => ({
      message: `input fail-if: there is no condition ${JSON.stringify(word)}; there are ${known.join(', ')}${didYouMean(word, known)}`,
    })),
  );
}

async function ask(
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

function outputsOf({ nodes, links }: Graph, details: ReadonlyMap<string, ItemDetails>): Outputs<Name> {
  return {
    graph: { nodes: nodes.map((node) => ({ ...node, display_name: details.get(node.id)?.name })), links },
    ids: nodes.map((node) => node.id),
    'node-count': nodes.length,
    'link-count': links.length,
  };
}

async function draw(
  file: string,
  graph: Graph,
  name: (node: LineageNode) => string,
  address: (id: string) => string,
  workspace: string,
): Promise<string> {
  const { svg } = await import('../../src/shared/action/lineage/svg.ts');
  const path = resolve(workspace, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, svg(graph, name, address));
  return path;
}

function judge(found: readonly string[]): void {
  if (found.length === 0) return;
  throw new OutcomeError(`the lineage is not as it has to be:\n${found.join('\n')}`, {
    advice: 'These are the conditions of input fail-if. The graph is in the outputs.',
    topic: 'the-lineage-is-not-as-it-has-to-be',
  });
}
