import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { layoutLineage } from './layout-lineage.ts';
import { createBoxes, listNumbers } from './testing/create-lineage.ts';
import { overlap } from './testing/path-points.ts';

const arbitraryGraph = fc.record({
  boxes: fc.array(fc.integer({ min: 60, max: 400 }), { minLength: 1, maxLength: 15 }),
  links: fc.array(fc.tuple(fc.nat(14), fc.nat(14), fc.constantFrom('used', 'was associated with')), {
    maxLength: 30,
  }),
});

test('layoutLineage gives boxes and labels rectangles that do not overlap, within its extent', () => {
  fc.assert(
    fc.property(arbitraryGraph, ({ boxes, links }) => {
      const id = (at: number): string => String(at % boxes.length);
      const layout = layoutLineage(
        boxes.map((width, at) => ({ id: id(at), width, height: 54 })),
        links
          .map(([source, target, label]) => ({ source: id(source), target: id(target), label }))
          .map((relation) => ({ ...relation, width: relation.label.length * 7, height: 18 })),
      );
      const labels = new Map(
        layout.relations.map(({ source, target, label, at, width, height }) => [
          JSON.stringify([source, target, label]),
          { ...at, width, height },
        ]),
      );
      const all = [...layout.boxes.values(), ...labels.values()];
      const { left, top, width, height } = layout.extent;
      for (const [index, one] of all.entries()) {
        for (const other of all.slice(index + 1)) assert.ok(!overlap(one, other));
        assert.ok(one.x - one.width / 2 >= left && one.x + one.width / 2 <= left + width);
        assert.ok(one.y - one.height / 2 >= top && one.y + one.height / 2 <= top + height);
      }
    }),
  );
});

test('layoutLineage leaves out a relation to an unknown box', () => {
  const { relations } = layoutLineage(
    [{ id: 'a', width: 10, height: 10 }],
    [{ source: 'a', target: 'b', label: 'used', width: 10, height: 10 }],
  );
  assert.deepEqual(relations, []);
});

test('layoutLineage keeps apart what JavaScript objects do not: ids like __proto__, and relations with the same label', () => {
  const ids = ['__proto__', 'constructor', ''];
  const relation = (source: string, target: string) => ({ source, target, label: '', width: 10, height: 10 });
  const layout = layoutLineage(
    ids.map((id) => ({ id, width: 100, height: 50 })),
    [relation('__proto__', 'constructor'), relation('__proto__', 'constructor'), relation('constructor', '')],
  );
  assert.deepEqual([...layout.boxes.keys()], ids);
  assert.equal(new Set(layout.relations.map(({ at }) => `${at.x},${at.y}`)).size, 3);
  assert.deepEqual(Object.keys(Object.prototype), []);
});

for (const direction of ['LR', 'TB'] as const)
  for (const side of ['before', 'after'] as const)
    test(`layoutLineage draws a chain straight when each step points to a box of its own ${side} the next step (${direction})`, () => {
      const relations = listNumbers(39).flatMap((i) => {
        const both = [`step-${i} used step-${i + 1}`, `step-${i} used beside-${i}`];
        return side === 'before' ? both.toReversed() : both;
      });
      const { extent } = layoutLineage(...createBoxes(relations, 100, 50), direction);
      const across = direction === 'LR' ? extent.height : extent.width;
      assert.ok(across < 400, `${extent.width} x ${extent.height}`);
    });

for (const direction of ['LR', 'TB'] as const)
  test(`layoutLineage moves only those ranks apart between which lines would be steep (${direction})`, () => {
    const chains = listNumbers(8).flatMap((i) => [`result-${i} used run-${i}`, `run-${i} used input-${i}`]);
    const measureDistances = (relations: readonly string[]) => {
      const { boxes } = layoutLineage(...createBoxes(relations, 100, 50), direction);
      const places = ['result-0', 'run-0', 'input-0'].map((id) => {
        const { x, y } = boxes.get(id) ?? { x: 0, y: 0 };
        return direction === 'LR' ? x : y;
      });
      const [result = 0, run = 0, input = 0] = places;
      return { toRun: run - result, toInput: input - run };
    };
    const straight = measureDistances(chains);
    const crossing = measureDistances([
      ...chains,
      ...listNumbers(8).flatMap((i) => [3, 5].map((k) => `run-${i} used input-${(i + k) % 8}`)),
    ]);
    assert.ok(Math.abs(crossing.toRun - straight.toRun) < 5, JSON.stringify({ straight, crossing }));
    assert.ok(crossing.toInput > straight.toInput + 20, JSON.stringify({ straight, crossing }));
  });
