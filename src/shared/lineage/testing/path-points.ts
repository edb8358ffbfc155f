import type { Box, Point } from '../layout.ts';

/** Whether a point is in a box by more than the rounding of paths. */
export function isInside({ x, y }: Point, box: Box): boolean {
  return Math.abs(x - box.x) < box.width / 2 - 1 && Math.abs(y - box.y) < box.height / 2 - 1;
}

/** Whether two rectangles share more than the error of the layout's arithmetic. */
export function overlap(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 0.01 &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 0.01
  );
}

/** Points on a path of lines and curves, close to each other. */
export function listPoints(path: string): Point[] {
  const steps = Array.from({ length: 51 }, (_, step) => step / 50);
  let from: Point = { x: 0, y: 0 };
  return [...path.matchAll(/([MLC])([^MLC]*)/g)].flatMap(([, command, text = '']) => {
    const numbers = text.match(/-?[\d.]+/g)?.map(Number) ?? [];
    const [last = 0, beforeLast = 0] = numbers.toReversed();
    const to = { x: beforeLast, y: last };
    const [x1 = from.x, y1 = from.y, x2 = to.x, y2 = to.y] = command === 'C' ? numbers : [];
    const start = from;
    from = to;
    return command === 'M'
      ? []
      : steps.map((at) => ({
          x: interpolate([start.x, x1, x2, to.x], at),
          y: interpolate([start.y, y1, y2, to.y], at),
        }));
  });
}

/** A coordinate of a cubic Bézier curve. */
function interpolate([a, b, c, d]: readonly [number, number, number, number], at: number): number {
  const rest = 1 - at;
  return rest ** 3 * a + 3 * rest ** 2 * at * b + 3 * rest * at ** 2 * c + at ** 3 * d;
}
