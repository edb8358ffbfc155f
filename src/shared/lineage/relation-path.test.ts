import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Box, layoutLineage, type Point } from './layout.ts';
import { createRelationPath } from './relation-path.ts';

const arbitraryGraph = fc.record({
  sizes: fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 12, maxLength: 12 }),
  links: fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { minLength: 8, maxLength: 18 }),
});

for (const direction of ['LR', 'TB'] as const)
  test(`createRelationPath crosses no box when the boxes of a rank have different sizes (${direction})`, () => {
    fc.assert(
      fc.property(arbitraryGraph, ({ sizes, links }) => {
        const { boxes, relations } = layoutLineage(
          sizes.map((size, at) => ({
            id: String(at),
            ...(direction === 'LR' ? { width: size, height: 54 } : { width: 150, height: size }),
          })),
          links
            .filter(([source, target]) => source < target)
            .map(([source, target]) => ({ source: String(source), target: String(target) }))
            .map((link) => ({ ...link, label: 'used', width: 60, height: 18 })),
          direction,
        );
        for (const relation of relations) {
          const [source, target] = [boxes.get(relation.source), boxes.get(relation.target)];
          assert.ok(source && target);
          const points = listPoints(createRelationPath(relation, source, target, direction));
          for (const [id, box] of boxes)
            if (box !== source && box !== target)
              assert.ok(
                !points.some((point) => isInside(point, box)),
                `${JSON.stringify(relation)}, box ${id}`,
              );
        }
      }),
      { seed: 1 },
    );
  });

/** Whether a point is in a box by more than the rounding of paths. */
function isInside({ x, y }: Point, box: Box): boolean {
  return Math.abs(x - box.x) < box.width / 2 - 1 && Math.abs(y - box.y) < box.height / 2 - 1;
}

/** Points on a path of lines and curves, close to each other. */
function listPoints(path: string): Point[] {
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
