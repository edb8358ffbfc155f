import type { Box, PlacedRelation, Point } from './layout.ts';

/**
 * A relation as an SVG path: from the middle of one side of the source to the middle of the facing side of the target, in
 * curves that are level at each bend and along the label.
 */
export function createRelationPath(relation: PlacedRelation, source: Box, target: Box): string {
  const forwards = source.x <= target.x ? 1 : -1; // in a circle one relation runs back
  const start = { x: source.x + (forwards * source.width) / 2, y: source.y };
  const end = { x: target.x - (forwards * target.width) / 2, y: target.y };
  let from = start;
  const bends = [...listBends(relation, forwards), end].map((to) => {
    if (to.y === from.y) {
      from = to;
      return `L${formatPoint(to)}`;
    }
    const middle = (from.x + to.x) / 2;
    const bend = `C${formatPoint({ x: middle, y: from.y })} ${formatPoint({ x: middle, y: to.y })} ${formatPoint(to)}`;
    from = to;
    return bend;
  });
  return `M${formatPoint(start)} ${bends.join(' ')}`;
}

/** The bends between the two ends; both ends of the label instead of its centre. */
function listBends({ points, at, width }: PlacedRelation, direction: number): Point[] {
  return points.slice(1, -1).flatMap((point) => {
    const isLabel = Math.abs(point.x - at.x) < 1 && Math.abs(point.y - at.y) < 1;
    const half = (direction * width) / 2;
    return isLabel
      ? [
          { ...at, x: at.x - half },
          { ...at, x: at.x + half },
        ]
      : [point];
  });
}

function formatPoint({ x, y }: Point): string {
  return `${roundCoordinate(x)},${roundCoordinate(y)}`;
}

/** A coordinate of a picture, to a tenth of a pixel. */
export function roundCoordinate(value: number): number {
  return Math.round(value * 10) / 10;
}
