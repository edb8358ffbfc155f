import { foldLayout } from './fold-layout.ts';
import type { BoxSize, FlowDirection, LineageLayout, RelationSize } from './layout.ts';
import { layoutLineage } from './layout-lineage.ts';

/** Width of a screen, in pixels. */
const SCREEN_WIDTH = 2000;

export interface ScreenLayout extends LineageLayout {
  readonly direction: FlowDirection;
  /** Whether a screen is wide enough for it. */
  readonly isNarrow: boolean;
}

/**
 * A layout from left to right; if that is too wide for a screen, the same in rows; if a row is too wide, too, from top to
 * bottom if that is narrower.
 */
export function layoutForScreen(boxes: readonly BoxSize[], relations: readonly RelationSize[]): ScreenLayout {
  const createLayout = (layout: LineageLayout, direction: FlowDirection): ScreenLayout => ({
    ...layout,
    direction,
    isNarrow: layout.extent.width <= SCREEN_WIDTH,
  });
  const wide = createLayout(layoutLineage(boxes, relations, 'LR'), 'LR');
  if (wide.isNarrow) return wide;
  const folded = createLayout(foldLayout(wide), 'LR');
  if (folded.isNarrow) return folded;
  const high = createLayout(layoutLineage(boxes, relations, 'TB'), 'TB');
  return high.extent.width < folded.extent.width ? high : folded;
}
