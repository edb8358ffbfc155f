import { createDisplayLineage, type DisplayNode } from './display-lineage.ts';
import type { GroupedLineage } from './group-lineage.ts';
import type { BoxSize } from './layout.ts';
import { layoutForScreen, type Screen } from './layout-for-screen.ts';
import { estimateTextWidth } from './text-width.ts';

export type Drawing = ReturnType<typeof createDrawing>;

/**
 * A lineage as it is displayed, with places for its boxes, labels and arrows.
 * @param label height of the label of a relation, and width of one of its characters.
 */
export function createDrawing(
  level: GroupedLineage,
  measureBox: (node: DisplayNode) => Omit<BoxSize, 'id'>,
  label: { readonly columnWidth: number; readonly height: number },
  screen: Screen,
) {
  const lineage = createDisplayLineage(level);
  const layout = layoutForScreen(
    lineage.nodes.map((node) => ({ id: node.id, ...measureBox(node) })),
    lineage.relations.map((relation) => ({
      ...relation,
      width: estimateTextWidth(relation.label, label.columnWidth),
      height: label.height,
    })),
    screen,
  );
  return { lineage, layout };
}
