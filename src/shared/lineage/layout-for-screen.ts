import { foldLayout } from './fold-layout.ts';
import type { BoxSize, FlowDirection, LineageLayout, RelationSize } from './layout.ts';
import { layoutLineage } from './layout-lineage.ts';

/**
 * Where a layout is shown: on a page, which a phone scrolls, or as an image, which a README scales down to its own width:
 * about 900 pixels on a computer, 340 on a phone.
 */
export type Screen = 'page' | 'image';

/** A direction and a maximum size: a column from top to bottom (TB), or rows from left to right (LR). */
interface Form {
  readonly direction: FlowDirection;
  readonly width: number;
  readonly height: number;
}

/** A column that is not larger is on one screen of a computer, and can be read on a phone. */
const SMALL: Form = { direction: 'TB', width: 640, height: 720 };
/**
 * Forms of an image, the best first. Those of 640 pixels can be read on a phone. Each takes, with a legend, at most two screens
 * of a computer; the README scales down the widest ones.
 */
const IMAGE_FORMS: readonly Form[] = [
  { direction: 'TB', width: 640, height: 1000 },
  { direction: 'LR', width: 640, height: 1280 },
  { direction: 'TB', width: 640, height: 1280 },
  { direction: 'LR', width: 940, height: 1400 },
  { direction: 'TB', width: 940, height: 1280 },
  { direction: 'LR', width: 1200, height: 1700 },
];
/** Rows that are wider than a column, and thus smaller on a phone, must have at most this part of its height. */
const MAX_ROWS_HEIGHT = 0.75;
/** A job summary is 1,012 pixels wide, so that it shows a picture of this width with its text hardly smaller. */
const MAX_WIDTH = 1200;

export interface ScreenLayout extends LineageLayout {
  readonly direction: FlowDirection;
  /** Whether an image can be read on a phone, or a page shows the layout in one row or on one screen. */
  readonly isCompact: boolean;
}

/**
 * For an image, the first of `IMAGE_FORMS` that fits; for a page, a column if that is small. Else one row; if that is too wide,
 * rows; if they are too wide, too, a column if that is narrower.
 */
export function layoutForScreen(
  boxes: readonly BoxSize[],
  relations: readonly RelationSize[],
  screen: Screen = 'page',
): ScreenLayout {
  const isImage = screen === 'image';
  const forms = isImage ? IMAGE_FORMS : [SMALL];
  const createColumn = (): LineageLayout => layoutLineage(boxes, relations, 'TB');
  // A picture is larger than its boxes together, so that a large one is not laid out twice.
  const area = boxes.reduce((sum, { width, height }) => sum + width * height, 0);
  const canBeColumn = forms.some(
    ({ direction, width, height }) => direction === 'TB' && area <= width * height,
  );
  const column = canBeColumn ? createColumn() : undefined;
  let row: LineageLayout | undefined;
  for (const form of forms) {
    const { direction, width } = form;
    if (direction === 'LR') row ??= layoutLineage(boxes, relations, 'LR');
    const layout = direction === 'LR' && row ? foldLayout(row, width, false) : column;
    if (!layout || !fits(layout, form) || (direction === 'LR' && isHardlyLower(layout, column))) continue;
    return { ...layout, direction, isCompact: width <= SMALL.width };
  }
  row ??= layoutLineage(boxes, relations, 'LR');
  const isOneRow = row.extent.width <= MAX_WIDTH;
  const wide = isOneRow ? row : foldLayout(row, MAX_WIDTH);
  const high = wide.extent.width > MAX_WIDTH ? (column ?? createColumn()) : undefined;
  return high && high.extent.width < wide.extent.width
    ? { ...high, direction: 'TB', isCompact: false }
    : { ...wide, direction: 'LR', isCompact: isOneRow && !isImage };
}

function fits({ extent }: LineageLayout, { width, height }: Form): boolean {
  return extent.width <= width && extent.height <= height;
}

/** Whether rows are wider than a column without being clearly lower, for example because each has one box. */
function isHardlyLower(rows: LineageLayout, column: LineageLayout | undefined): boolean {
  return (
    column !== undefined &&
    rows.extent.width > column.extent.width &&
    rows.extent.height > MAX_ROWS_HEIGHT * column.extent.height
  );
}
