import type { Box, FlowDirection, PlacedRelation, Point } from './layout.ts';

/**
 * A relation as an SVG path: from the middle of one side of the source to the middle of the facing side of the target, in
 * curves that are straight at each bend and along the label.
 */
export function createRelationPath(
  relation: PlacedRelation,
  source: Box,
  target: Box,
  direction: FlowDirection = 'LR',
): string {
  // A picture from top to bottom is one from left to right with its axes swapped.
  const swap = direction === 'LR' ? <T extends Point>(point: T): T => point : swapAxes;
  const [from, to] = [swap(source), swap(target)];
  const getLength = (size: { width: number; height: number }) =>
    direction === 'LR' ? size.width : size.height;
  const forwards = from.x <= to.x ? 1 : -1; // in a circle one relation runs back
  const start = { x: from.x + (forwards * getLength(source)) / 2, y: from.y };
  const end = { x: to.x - (forwards * getLength(target)) / 2, y: to.y };
  const label = swap(relation.at);
  const bends = relation.points.slice(1, -1).flatMap((bend) => {
    const point = swap(bend);
    return isSame(point, label) ? listLabelEnds(label, (forwards * getLength(relation)) / 2) : [point];
  });
  return formatPath([start, ...bends, end], (point) => formatPoint(swap(point)));
}

function swapAxes<T extends Point>(point: T): T {
  return { ...point, x: point.y, y: point.x };
}

function isSame(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1;
}

/** Both ends of the label instead of its centre. */
function listLabelEnds(label: Point, half: number): Point[] {
  return [
    { ...label, x: label.x - half },
    { ...label, x: label.x + half },
  ];
}

function formatPath(
  [start, ...points]: readonly [Point, ...Point[]],
  format: (point: Point) => string,
): string {
  let from = start;
  const parts = points.map((to) => {
    const middle = (from.x + to.x) / 2;
    const part =
      to.y === from.y
        ? `L${format(to)}`
        : `C${format({ x: middle, y: from.y })} ${format({ x: middle, y: to.y })} ${format(to)}`;
    from = to;
    return part;
  });
  return `M${format(start)} ${parts.join(' ')}`;
}

function formatPoint({ x, y }: Point): string {
  return `${roundCoordinate(x)},${roundCoordinate(y)}`;
}

/** A coordinate of a picture, to a tenth of a pixel. */
export function roundCoordinate(value: number): number {
  return Math.round(value * 10) / 10;
}
