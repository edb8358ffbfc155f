import type { Box, FlowDirection, PlacedRelation, Point } from './layout.ts';

/**
 * A relation as an SVG path: from the middle of one side of the source to the middle of the facing side of the target, in
 * curves that are straight at each bend and along the label. A relation of a box to itself is a loop; one to the next row
 * goes back between the rows.
 */
export function createRelationPath(
  relation: PlacedRelation,
  boxes: ReadonlyMap<string, Box>,
  direction: FlowDirection = 'LR',
): string {
  const [source, target] = [boxes.get(relation.source), boxes.get(relation.target)];
  if (!source || !target) return ''; // A layout has no such relation.
  // A picture from top to bottom is one from left to right with its axes swapped.
  const isVertical = direction === 'TB';
  const format = (point: Point): string => formatPoint(isVertical ? swapPoint(point) : point);
  const turn = (box: Box): Box => (isVertical ? swapBox(box) : box);
  const label = turn({ ...relation.at, width: relation.width, height: relation.height });
  const [from, to] = [turn(source), turn(target)];
  if (source === target) return formatLoop(from, label, format);
  if (relation.leadsToNextRow) return formatWayToNextRow(from, to, relation.points, format);
  const forwards = from.x <= to.x ? 1 : -1; // in a cycle, one relation runs back
  const start = { x: from.x + (forwards * from.width) / 2, y: from.y };
  const end = { x: to.x - (forwards * to.width) / 2, y: to.y };
  const bends = relation.points.slice(1, -1).flatMap((bend) => {
    const point = isVertical ? swapPoint(bend) : bend;
    if (!isSame(point, label)) return [point];
    // Both ends of the label instead of its centre.
    return [-forwards, forwards].map((side) => ({ x: label.x + (side * label.width) / 2, y: label.y }));
  });
  return formatPath([start, ...bends, end], format);
}

function swapPoint({ x, y }: Point): Point {
  return { x: y, y: x };
}

function swapBox({ x, y, width, height }: Box): Box {
  return { x: y, y: x, width: height, height: width };
}

/** Distance of a loop from its label. */
const LOOP_SWING = 14;

/** Out of the side of the box that faces the label, along the label, and back. */
function formatLoop(box: Box, label: Box, format: (point: Point) => string): string {
  const side = box.y + ((label.y < box.y ? -1 : 1) * box.height) / 2;
  const middle = (side + label.y) / 2;
  const [out, back] = [box.x - box.width / 8, box.x + box.width / 8];
  const [left, right] = [label.x - label.width / 2, label.x + label.width / 2];
  const at = (x: number, y: number): string => format({ x, y });
  return [
    `M${at(out, side)}`,
    `C${at(out, middle)} ${at(left - LOOP_SWING, label.y)} ${at(left, label.y)}`,
    `L${at(right, label.y)}`,
    `C${at(right + LOOP_SWING, label.y)} ${at(back, middle)} ${at(back, side)}`,
  ].join(' ');
}

/** How far the line to the next row swings out beyond the ends of the rows. */
export const ROW_SWING = 32;

/** Out of the right side of the box, back between the rows, and into the left side of the next box. */
function formatWayToNextRow(
  from: Box,
  to: Box,
  points: readonly Point[],
  format: (point: Point) => string,
): string {
  const [{ x: right, y } = from, { x: left } = to] = points;
  const [start, end] = [right - ROW_SWING, left + ROW_SWING];
  const at = (x: number, height: number): string => format({ x, y: height });
  return [
    `M${at(from.x + from.width / 2, from.y)}`,
    `L${at(start, from.y)}`,
    `C${at(right, from.y)} ${at(right, y)} ${at(start, y)}`,
    `L${at(end, y)}`,
    `C${at(left, y)} ${at(left, to.y)} ${at(end, to.y)}`,
    `L${at(to.x - to.width / 2, to.y)}`,
  ].join(' ');
}

function isSame(one: Point, other: Point): boolean {
  return Math.abs(one.x - other.x) < 1 && Math.abs(one.y - other.y) < 1;
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
