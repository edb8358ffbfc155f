import type { Deps } from '../../src/shared/action/index.ts';
import { formatGraphSize, groupGraph, nameLineage } from '../../src/shared/action/lineage/graph.ts';
import { EMPTY_NOTE } from '../../src/shared/action/lineage/picture-notes.ts';
import { renderTree } from '../../src/shared/action/lineage/render-tree.ts';
import { writeFileAtomically } from '../../src/shared/action/runner/files/write-file.ts';
import { formatLink } from '../../src/shared/action/runner/markdown/markdown.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { listDirections, queryLineage } from '../../src/shared/export/query-lineage.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { createDisplayLineage } from '../../src/shared/lineage/display-lineage.ts';
import { findViolations } from './conditions.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Queries the lineage of an item, renders it, sets the outputs and checks the conditions of `fail-if`. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const directions = listDirections(inputs.direction);
  const { provena, pages } = await deps.connect();
  const { id, only, depth, 'fail-if': conditions = [] } = inputs;
  const graph = await queryLineage({ id, directions, only, depth, signal: deps.signal }, provena);
  const unnamed = groupGraph(graph, inputs.group, inputs.id);
  // The other conditions need the details of every item.
  const ids = conditions.some((condition) => condition !== 'empty')
    ? graph.nodes.map((node) => node.id)
    : undefined;
  const { lineage: grouped, details } = await nameLineage(unnamed, id, provena, deps.signal, ids);
  const lineage = createDisplayLineage(grouped);
  deps.setOutputs({
    graph: {
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, display_name: details.get(node.id)?.name })),
    },
    ids: graph.nodes.map((node) => node.id),
    'node-count': graph.nodes.length,
    'link-count': graph.links.length,
  });
  if (graph.links.length === 0) deps.log.info(EMPTY_NOTE);
  for (const direction of directions) {
    const lines = renderTree(inputs.id, lineage, direction, only === 'agents');
    const heading = direction === 'upstream' ? 'Upstream' : 'Downstream';
    deps.log.info(`${heading} lineage within ${formatCount(inputs.depth, 'step')}:\n${lines.join('\n')}`);
  }
  deps.summary.add(
    `${formatLink(details.get(inputs.id)?.name ?? inputs.id, pages.item(inputs.id))}: ${formatGraphSize(graph, inputs.depth)}, ${directions.join(' and ')}.`,
  );
  // Loaded here, with its layout, so that the requests start earlier.
  const { renderMermaid } = await import('../../src/shared/action/lineage/render-mermaid.ts');
  deps.summary.add(renderMermaid(grouped, id, pages.item, inputs.group));
  if (inputs.svg) {
    const { renderSvg } = await import('../../src/shared/action/lineage/render-svg.ts');
    const file = { path: inputs.svg, input: 'svg', workspace: deps.workspace };
    deps.setOutputs({
      svg: await writeFileAtomically(file, renderSvg(grouped, id, pages.item, inputs.group)),
    });
  }
  assertNoViolations(findViolations(conditions, graph, details));
}

function assertNoViolations(found: readonly string[]): void {
  if (found.length === 0) return;
  throw new StepFailedError(`the lineage violates fail-if:\n${found.join('\n')}`, {
    advice: 'Each line is a condition of input fail-if that is true. The graph is in the outputs.',
    anchor: 'lineage-check-failed',
  });
}
