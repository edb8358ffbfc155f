import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Box, PlacedRelation } from './layout.ts';
import { layoutForScreen, type ScreenLayout } from './layout-for-screen.ts';
import { createRelationPath } from './relation-path.ts';
import { isInside, listPoints } from './testing/path-points.ts';

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

test('layoutForScreen keeps a chain in one piece when a relation passes each place where a row could end', () => {
  const ids = Array.from({ length: 20 }, (_, i) => `step-${i}`);
  const links = ids.slice(1).map((target, i) => ({ source: `step-${i}`, target }));
  const { direction } = layoutForScreen(
    ids.map((id) => ({ id, width: 150, height: 54 })),
    [...links, { source: 'step-0', target: 'step-19' }].map((link) => ({
      ...link,
      label: 'used',
      width: 60,
      height: 18,
    })),
  );
  assert.equal(direction, 'TB');
});

test('layoutForScreen draws a chain in rows when each run passes two datasets to the next one', () => {
  const sizes = { width: 150, height: 54 };
  const runs = Array.from({ length: 20 }, (_, i) => `run-${i}`);
  const datasets = runs.slice(1).flatMap((_, i) => [`a-${i}`, `b-${i}`]);
  const links = datasets.flatMap((id) => {
    const run = Number(id.slice(2));
    return [
      { source: `run-${run}`, target: id },
      { source: id, target: `run-${run + 1}` },
    ];
  });
  const layout = layoutForScreen(
    [...runs, ...datasets].map((id) => ({ id, ...sizes })),
    links.map((link) => ({ ...link, label: 'used', width: 60, height: 18 })),
  );
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

function overlap(a: Box, b: Box): boolean {
  return (
    Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 0.01 &&
    Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 0.01
  );
}

test('layoutForScreen draws the report of a 12-step pipeline, which uses every result, on fewer than four screens', () => {
  const numbers = Array.from({ length: 12 }, (_, i) => i);
  const links = numbers.flatMap((i) => [
    { source: 'report', target: `result-${i}` },
    { source: `result-${i}`, target: `run-${i}` },
    { source: `run-${i}`, target: i === 0 ? 'input' : `result-${i - 1}` },
  ]);
  const ids = new Set(links.flatMap(({ source, target }) => [source, target]));
  const { extent } = layoutForScreen(
    [...ids].map((id) => ({ id, width: 180, height: 54 })),
    links.map((link) => ({ ...link, label: 'was generated by', width: 109, height: 17 })),
  );
  assert.ok(extent.width <= 2000 && extent.height < 3200, `${extent.width} x ${extent.height}`);
});

test('layoutForScreen draws a small picture from top to bottom, narrow enough for a phone', () => {
  const links = [
    { source: 'result', target: 'run' },
    { source: 'run', target: 'input-0' },
    { source: 'run', target: 'input-1' },
  ];
  const layout = layoutForScreen(
    ['result', 'run', 'input-0', 'input-1'].map((id) => ({ id, width: 240, height: 90 })),
    links.map((link) => ({ ...link, label: 'used', width: 60, height: 18 })),
  );
  assert.ok(layout.extent.width < 600, `${layout.extent.width} px wide`);
  assert.ok(layout.isCompact && layout.direction === 'TB');
});

/** The layout of a chain of boxes as an image. */
function layoutChain(length: number, width: number): ScreenLayout {
  const ids = Array.from({ length }, (_, i) => `step-${i}`);
  return layoutForScreen(
    ids.map((id) => ({ id, width, height: 54 })),
    ids.slice(1).map((target, i) => ({
      source: `step-${i}`,
      target,
      label: 'was generated by',
      width: 109,
      height: 17,
    })),
    'image',
  );
}

test('layoutForScreen draws an image of a chain as a column or in rows, on at most two screens of a computer', () => {
  for (const [length, width, direction, maxWidth] of [
    [9, 240, 'TB', 640],
    [11, 160, 'LR', 640], // a column would have one and a half screens, the rows have less than one
    [25, 160, 'LR', 640],
    [15, 300, 'LR', 940], // rows of 640 pixels would have one box each
    [61, 160, 'LR', 1200],
  ] as const) {
    const layout = layoutChain(length, width);
    const { extent, isCompact } = layout;
    const text = `${length} boxes of ${width}: ${extent.width} x ${extent.height}`;
    assert.deepEqual([layout.direction, isCompact], [direction, maxWidth === 640], text);
    const shownHeight = extent.height * Math.min(1, 900 / extent.width);
    assert.ok(extent.width <= maxWidth && shownHeight <= 1300, text);
  }
});

test('layoutForScreen draws an image of a long chain in rows', () => {
  for (const length of [121, 161, 181, 199]) {
    const { extent } = layoutChain(length, 100);
    assert.ok(extent.width <= 1200 && extent.height < 4200, `${length}: ${JSON.stringify(extent)}`);
  }
});

test('layoutForScreen draws an image of a few runs side by side from top to bottom when that is narrower', () => {
  const links = [0, 1, 2].flatMap((i) => [
    { source: `result-${i}`, target: `run-${i}` },
    { source: `run-${i}`, target: 'input' },
  ]);
  const ids = new Set(links.flatMap(({ source, target }) => [source, target]));
  const { direction, extent } = layoutForScreen(
    [...ids].map((id) => ({ id, width: 240, height: 71 })),
    links.map((link) => ({ ...link, label: 'was generated by', width: 109, height: 17 })),
    'image',
  );
  assert.equal(direction, 'TB');
  assert.ok(extent.width < 800, `${extent.width} px wide`);
});
