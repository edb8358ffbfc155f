import { layoutWithDagre } from '../../lineage/dagre-layout.ts';
import { type DisplayLineage, listLines } from '../../lineage/display-lineage.ts';
import type { FlowDirection } from '../../lineage/layout.ts';
import { countColumns } from '../../lineage/text-width.ts';

/** Sizes of Mermaid, in pixels: of a character, of a line, and what a box has around its text. */
const COLUMN_WIDTH = 8;
const LINE_HEIGHT = 24;
const BOX_PADDING = { width: 60, height: 30 };
/** Mermaid draws bent lines side by side between two ranks: from left to right, each makes the picture about this much wider. */
const LANE_WIDTH = 17;

/**
 * The direction in which a lineage is narrower as a Mermaid flowchart: a high picture can be scrolled, a wide one is scaled
 * down. Mermaid lays out with dagre, too, so that its pictures have about the size that is computed here.
 * @returns the direction, and the estimated width in pixels.
 */
export function chooseMermaidLayout({ nodes, relations }: DisplayLineage): {
  readonly direction: FlowDirection;
  readonly width: number;
} {
  const boxes = nodes.map((node) => {
    const lines = listLines(node).flat().map(countColumns);
    return {
      id: node.id,
      width: Math.max(0, ...lines) * COLUMN_WIDTH + BOX_PADDING.width,
      height: lines.length * LINE_HEIGHT + BOX_PADDING.height,
    };
  });
  const labelled = relations.map((relation) => ({
    ...relation,
    width: countColumns(relation.label) * COLUMN_WIDTH,
    height: LINE_HEIGHT,
  }));
  const measureWidth = (direction: FlowDirection) => layoutWithDagre(boxes, labelled, direction).extent.width;
  const [high, wide] = [measureWidth('TB'), measureWidth('LR') + countBentLines(relations) * LANE_WIDTH];
  return { direction: wide < high ? 'LR' : 'TB', width: Math.min(wide, high) };
}

/** A line is straight if it is the only one that leaves its source, and the only one that enters its target. */
function countBentLines(relations: DisplayLineage['relations']): number {
  const bySource = Map.groupBy(relations, ({ source }) => source);
  const byTarget = Map.groupBy(relations, ({ target }) => target);
  return relations.filter(
    ({ source, target }) =>
      bySource.get(source)?.[1] !== undefined || byTarget.get(target)?.[1] !== undefined,
  ).length;
}
