import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Box, PlacedRelation } from './layout.ts';
import { layoutForScreen, type ScreenLayout } from './layout-for-screen.ts';
import { createRelationPath } from './relation-path.ts';
import { createBoxes, listNumbers } from './testing/create-lineage.ts';
import { isInside, listPoints, overlap } from './testing/path-points.ts';

/** A chain of boxes with their widths; every second one, a run, has up to two boxes of its own beside the next one. */
const arbitraryChain = fc.array(
  fc.record({ width: fc.integer({ min: 60, max: 400 }), beside: fc.integer({ min: 0, max: 2 }) }),
  { minLength: 14, maxLength: 40 },
);

test('layoutForScreen draws a long chain in rows that are read like text', () => {
  fc.assert(
    fc.property(arbitraryChain, (chain) => {
      const steps = chain.map(({ width }, i) => ({ id: `step-${i}`, width, height: 54 }));
      const besides = chain.flatMap(({ beside, width }, i) =>
        Array.from({ length: i % 2 === 0 ? 0 : beside }, (_, k) => ({
          id: `beside-${i}-${k}`,
          width: 460 - width,
          height: 71,
        })),
      );
      const links = [
        ...steps.slice(1).map(({ id }, i) => ({ source: `step-${i}`, target: id })),
        ...besides.map(({ id }) => ({ source: `step-${id.split('-')[1]}`, target: id })),
      ];
      const layout = layoutForScreen(
        [...besides, ...steps],
        links.map((link) => ({ ...link, label: 'used', width: 60, height: 18 })),
      );
      assertReadableRows(layout);
      assert.equal(layout.relations.length, links.length);
      for (const { id } of steps.slice(1)) {
        const [box, before] = [layout.boxes.get(id), layout.boxes.get(`step-${Number(id.slice(5)) - 1}`)];
        assert.ok(box && before);
        assert.ok(
          box.x > before.x || box.y - box.height > before.y,
          `${id} is to the right or in a lower row`,
        );
      }
    }),
    { numRuns: 20 },
  );
});

const createChain = (length: number) =>
  listNumbers(length - 1).map((i) => `step-${i} was-generated-by step-${i + 1}`);

test('layoutForScreen keeps a chain in one piece when a relation passes each place where a row could end', () => {
  const { direction } = layoutForScreen(...createBoxes([...createChain(20), 'step-0 used step-19'], 150, 54));
  assert.equal(direction, 'TB');
});

test('layoutForScreen draws a chain in rows when each run passes two datasets to the next one', () => {
  const relations = listNumbers(19).flatMap((i) =>
    ['a', 'b'].flatMap((name) => [`run-${i} used ${name}-${i}`, `${name}-${i} used run-${i + 1}`]),
  );
  const layout = layoutForScreen(...createBoxes(relations, 150, 54));
  assertReadableRows(layout);
  const onwards = layout.relations.filter(({ leadsToNextRow }) => leadsToNextRow);
  assert.ok(onwards.length > 2);
  for (const [index, relation] of onwards.entries())
    for (const other of onwards.slice(index + 1)) assert.ok(!overlap(toBox(relation), toBox(other)));
});

/** Asserts that no box, label or line of a layout in rows covers a box. */
function assertReadableRows(layout: ScreenLayout): void {
  assert.ok(layout.extent.width <= 1200 && layout.direction === 'LR');
  const boxes = [...layout.boxes.values()];
  const labels = layout.relations.map(toBox);
  for (const [index, box] of boxes.entries())
    for (const other of [...boxes.slice(index + 1), ...labels]) assert.ok(!overlap(box, other));
  for (const relation of layout.relations) {
    const points = listPoints(createRelationPath(relation, layout.boxes));
    assert.ok(points.length > 0);
    for (const box of boxes) assert.ok(!points.some((point) => isInside(point, box)), relation.source);
  }
}

function toBox({ at, width, height }: PlacedRelation): Box {
  return { ...at, width, height };
}

test('layoutForScreen draws the report of a 12-step pipeline, which uses every result, on fewer than four screens', () => {
  const relations = listNumbers(12).flatMap((i) => [
    `report was-generated-by result-${i}`,
    `result-${i} was-generated-by run-${i}`,
    `run-${i} was-generated-by ${i === 0 ? 'input' : `result-${i - 1}`}`,
  ]);
  const { extent } = layoutForScreen(...createBoxes(relations, 180, 54));
  assert.ok(extent.width <= 2000 && extent.height < 3200, `${extent.width} x ${extent.height}`);
});

test('layoutForScreen draws a small picture from top to bottom, narrow enough for a phone', () => {
  const layout = layoutForScreen(
    ...createBoxes(['result used run', 'run used input-0', 'run used input-1'], 240, 90),
  );
  assert.ok(layout.extent.width < 600, `${layout.extent.width} px wide`);
  assert.ok(layout.isCompact && layout.direction === 'TB');
});

test('layoutForScreen draws an image of a chain as a column or in rows, on at most two screens of a computer', () => {
  for (const [length, width, direction, maxWidth] of [
    [9, 240, 'TB', 640],
    [11, 160, 'LR', 640], // a column would have one and a half screens, the rows have less than one
    [25, 160, 'LR', 640],
    [15, 300, 'LR', 940], // rows of 640 pixels would have one box each
    [61, 160, 'LR', 1200],
  ] as const) {
    const layout = layoutForScreen(...createBoxes(createChain(length), width, 54), 'image');
    const { extent, isCompact } = layout;
    const text = `${length} boxes of ${width}: ${extent.width} x ${extent.height}`;
    assert.deepEqual([layout.direction, isCompact], [direction, maxWidth === 640], text);
    const shownHeight = extent.height * Math.min(1, 900 / extent.width);
    assert.ok(extent.width <= maxWidth && shownHeight <= 1300, text);
  }
});

test('layoutForScreen draws an image of a long chain in rows', () => {
  for (const length of [121, 161, 181, 199]) {
    const { extent } = layoutForScreen(...createBoxes(createChain(length), 100, 54), 'image');
    assert.ok(extent.width <= 1200 && extent.height < 4200, `${length}: ${JSON.stringify(extent)}`);
  }
});

test('layoutForScreen draws an image of a few runs side by side from top to bottom when that is narrower', () => {
  const relations = [0, 1, 2].flatMap((i) => [
    `result-${i} was-generated-by run-${i}`,
    `run-${i} was-generated-by input`,
  ]);
  const { direction, extent } = layoutForScreen(...createBoxes(relations, 240, 71), 'image');
  assert.equal(direction, 'TB');
  assert.ok(extent.width < 800, `${extent.width} px wide`);
});
