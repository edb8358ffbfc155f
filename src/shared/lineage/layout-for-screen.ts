import { foldLayout } from './fold-layout.ts';
import type { BoxSize, FlowDirection, LineageLayout, RelationSize } from './layout.ts';
import { layoutLineage } from './layout-lineage.ts';

/** A job summary is 1,012 pixels wide, so that it shows a picture of this width with its text hardly smaller. */
const MAX_WIDTH = 1200;

/** A picture from top to bottom that is not larger is on one screen of a computer, and can be read on a phone. */
const SMALL = { width: 640, height: 720 };

export interface ScreenLayout extends LineageLayout {
  readonly direction: FlowDirection;
  /** Whether the picture is small, or runs from left to right in one row that is not wider than a page. */
  readonly isCompact: boolean;
}

/**
 * A layout from top to bottom if that is small; else from left to right; if that is too wide for a page, the same in rows; if
 * a row is too wide, too, from top to bottom if that is narrower.
 */
export function layoutForScreen(boxes: readonly BoxSize[], relations: readonly RelationSize[]): ScreenLayout {
  const createHighLayout = (): ScreenLayout => {
    const high = layoutLineage(boxes, relations, 'TB');
    const isSmall = high.extent.width <= SMALL.width && high.extent.height <= SMALL.height;
    return { ...high, direction: 'TB', isCompact: isSmall };
  };
  // A picture is larger than its boxes together, so that a large one is not laid out twice.
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const small = area <= SMALL.width * SMALL.height ? createHighLayout() : undefined;
  if (small?.isCompact) return small;
  const wide = layoutLineage(boxes, relations, 'LR');
  if (wide.extent.width <= MAX_WIDTH) return { ...wide, direction: 'LR', isCompact: true };
  const folded: ScreenLayout = { ...foldLayout(wide, MAX_WIDTH), direction: 'LR', isCompact: false };
  if (folded.extent.width <= MAX_WIDTH) return folded;
  const high = small ?? createHighLayout();
  return high.extent.width < folded.extent.width ? high : folded;
}
