import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layoutLineage } from './layout-lineage.ts';
import { createRelationPath } from './relation-path.ts';
import { isInside, listPoints } from './testing/path-points.ts';

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
          const points = listPoints(createRelationPath(relation, boxes, direction));
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
