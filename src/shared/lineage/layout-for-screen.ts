import { foldLayout } from './fold-layout.ts';
import type { BoxSize, FlowDirection, LineageLayout, RelationSize } from './layout.ts';
import { layoutLineage } from './layout-lineage.ts';

/** A job summary is 1,012 pixels wide, so that it shows a picture of this width with its text hardly smaller. */
const MAX_WIDTH = 1200;

export interface ScreenLayout extends LineageLayout {
  readonly direction: FlowDirection;
  /** Whether the picture runs from left to right in one row that is not wider than a page. */
  readonly isOneRow: boolean;
}

/**
 * A layout from left to right; if that is too wide for a page, the same in rows; if a row is too wide, too, from top to
 * bottom if that is narrower.
 */
export function layoutForScreen(boxes: readonly BoxSize[], relations: readonly RelationSize[]): ScreenLayout {
  const wide = layoutLineage(boxes, relations, 'LR');
  if (wide.extent.width <= MAX_WIDTH) return { ...wide, direction: 'LR', isOneRow: true };
  const folded: ScreenLayout = { ...foldLayout(wide, MAX_WIDTH), direction: 'LR', isOneRow: false };
  if (folded.extent.width <= MAX_WIDTH) return folded;
  const high: ScreenLayout = { ...layoutLineage(boxes, relations, 'TB'), direction: 'TB', isOneRow: false };
  return high.extent.width < folded.extent.width ? high : folded;
}
