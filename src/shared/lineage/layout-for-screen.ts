import { foldLayout } from './fold-layout.ts';
import type { BoxSize, FlowDirection, LineageLayout, RelationSize } from './layout.ts';
import { layoutLineage } from './layout-lineage.ts';

/**
 * Where a layout is shown: on a page, which a phone scrolls, or as an image, which a README scales down to its own width:
 * about 900 pixels on a computer, 340 on a phone.
 */
export type Screen = 'page' | 'image';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A layout from top to bottom that is not larger is on one screen of a computer, and can be read on a phone. */
const SMALL: Size = { width: 640, height: 720 };
/** A higher column is easy to follow, too, but shows less of itself at a time. */
const COLUMN: Size = { width: 640, height: 1600 };
/** Rows for an image: those that can be read on a phone, and for a long chain those that a README does not scale down. */
const IMAGE_ROWS: readonly Size[] = [
  { width: 640, height: 2100 },
  { width: 868, height: 3900 },
];
/** A job summary is 1,012 pixels wide, so that it shows a picture of this width with its text hardly smaller. */
const MAX_WIDTH = 1200;

export interface ScreenLayout extends LineageLayout {
  readonly direction: FlowDirection;
  /** Whether an image can be read on a phone, or a page shows the layout in one row or on one screen. */
  readonly isCompact: boolean;
}

/**
 * A layout from top to bottom if that is small. Else, for an image, a column from top to bottom or rows from left to right
 * that a README can show. Else one row; if that is too wide, rows; if they are too wide, too, from top to bottom if that is
 * narrower.
 */
export function layoutForScreen(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  screen: Screen = 'page',
): ScreenLayout {
  const isImage = screen === 'image';
  let column: ScreenLayout | undefined;
  const createColumn = (isCompact: boolean): ScreenLayout => {
    column ??= { ...layoutLineage(boxes, relations, 'TB'), direction: 'TB', isCompact };
    return { ...column, isCompact };
  };
  // A picture is larger than its boxes together, so that a large one is not laid out twice.
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const maxColumn = isImage ? COLUMN : SMALL;
  const canBeColumn = area <= maxColumn.width * maxColumn.height;
  if (canBeColumn && fits(createColumn(true), maxColumn)) return createColumn(true);

  const row = layoutLineage(boxes, relations, 'LR');
  const createRows = (width: number, canSplitFans: boolean): ScreenLayout => ({
    ...foldLayout(row, width, canSplitFans),
    direction: 'LR',
    isCompact: isImage && width <= SMALL.width,
  });
  for (const size of isImage ? IMAGE_ROWS : []) {
    const rows = createRows(size.width, false);
    if (fits(rows, size)) return rows;
  }
  const isOneRow = row.extent.width <= MAX_WIDTH;
  const wide: ScreenLayout = isOneRow
    ? { ...row, direction: 'LR', isCompact: !isImage }
    : createRows(MAX_WIDTH, true);
  const isTooWide = wide.extent.width > MAX_WIDTH || (isImage && canBeColumn);
  return isTooWide && createColumn(false).extent.width < wide.extent.width ? createColumn(false) : wide;
}

function fits({ extent }: LineageLayout, { width, height }: Size): boolean {
  return extent.width <= width && extent.height <= height;
}
