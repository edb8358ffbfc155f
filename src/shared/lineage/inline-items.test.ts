import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createDisplayLineage } from './display-lineage.ts';
import { groupLineage, type Lineage } from './group-lineage.ts';
import { inlineItems } from './inline-items.ts';
import { listLeftOutNotes } from './left-out-note.ts';
import { createLineage, listNumbers } from './testing/create-lineage.ts';

/** Runs of which each uses the result of the one before; all use one model, which a creation made. */
const createRunChain = (runs: number, relations: readonly string[] = []) =>
  createLineage([
    'model wasGeneratedBy creation',
    ...listNumbers(runs).flatMap((i) => [
      `run-${i} used model`,
      `out-${i} wasGeneratedBy run-${i}`,
      ...(i === 0 ? [] : [`run-${i} used out-${i - 1}`]),
    ]),
    ...relations,
  ]);

/** What a picture with inlined items shows: the lines of each box below its name and kind, and its notes. */
function inline(lineage: Lineage, root: string) {
  const inlined = inlineItems(groupLineage(lineage, 'never', [root]), new Set([root]));
  if (!inlined) return undefined;
  const { nodes, relations } = createDisplayLineage(inlined);
  return {
    lines: Object.fromEntries(nodes.map(({ id, inlined: lines }) => [id, lines.map(({ text }) => text)])),
    notes: listLeftOutNotes(inlined.leftOut),
    relations,
  };
}

/** Runs of one study, each with inputs of its own, and a result. */
const createStudy = (runs: number, inputs: number) =>
  createLineage(
    listNumbers(runs).flatMap((run) => [
      `run-${run} wasInformedBy study`,
      `out-${run} wasGeneratedBy run-${run}`,
      ...listNumbers(inputs).map((i) => `run-${run} used in-${run}-${i}`),
    ]),
  );

suite('inlineItems', () => {
  test('inlineItems names the inputs of a single run in its box when there are many boxes, so that no lines to the study cross theirs', () => {
    const picture = inline(createStudy(24, 2), 'study');
    assert.deepEqual(picture?.lines['run-7'], ['dataset: in-7-0', 'dataset: in-7-1']);
    assert.equal(picture.relations.length, 48);
    assert.equal(inline(createStudy(9, 2), 'study'), undefined, 'few boxes');
    assert.equal(inline(createStudy(5, 9), 'study'), undefined, 'more inputs than a box has room for');
  });

  test('inlineItems names what describes an item in its box', () => {
    const owners = [0, 1].map((i) => `out-${i} x person-of-${i}`);
    const picture = inline(createRunChain(2, owners), 'out-1');
    assert.deepEqual(picture?.lines, {
      'run-0': ['model: model'],
      'run-1': ['model: model'],
      'out-0': ['person: person-of-0'],
      'out-1': ['person: person-of-1'],
    });
    assert.equal(picture.relations.length, 3);
  });

  test('inlineItems leaves out an item to which all boxes of a kind point, and what is related only to it', () => {
    const picture = inline(createRunChain(10), 'out-9');
    assert.deepEqual(new Set(Object.values(picture?.lines ?? {}).flat()), new Set());
    assert.deepEqual(picture?.notes, ['Left out to keep the picture clear: model (model) and 1 creation.']);
    assert.equal(picture.relations.length, 19);
  });

  test('inlineItems names a shared item in the boxes that point to it if others of their kind do not', () => {
    const { items, relations } = createRunChain(10);
    const without = relations.filter(({ source, target }) => source !== 'run-3' || target !== 'model');
    const picture = inline({ items, relations: without }, 'out-9');
    assert.deepEqual(picture?.lines['run-2'], ['model: model']);
    assert.deepEqual(picture.lines['run-3'], []);
    assert.deepEqual(picture.notes, ['Left out to keep the picture clear: 1 creation.']);
  });

  test('inlineItems leaves out creations that are related only to their item', () => {
    const creations = listNumbers(10).map((i) => `out-${i} x creation-of-${i}`);
    const picture = inline(createRunChain(10, creations), 'out-9');
    assert.match(picture?.notes.join() ?? '', / and 11 creations\.$/);
    assert.equal(Object.keys(picture?.lines ?? {}).length, 20);
  });

  test('inlineItems names only creations as left out when many items point to a group of creations', () => {
    const numbers = listNumbers(10);
    const runs = numbers.map((i) => ({
      id: `run-${i}`,
      members: [{ id: `run-${i}`, subtype: 'MODEL_RUN' }],
    }));
    const creations = numbers.map((i) => ({ id: `creation-${i}`, subtype: 'CREATE' }));
    const relations = numbers.flatMap((i) => [
      { source: `run-${i}`, target: 'creation-0', type: 'x', count: 1 },
      ...(i > 0 ? [{ source: `run-${i}`, target: `run-${i - 1}`, type: 'x', count: 1 }] : []),
    ]);
    const groups = [{ id: 'creation-0', members: creations }, ...runs];
    const inlined = inlineItems({ groups, relations }, new Set());
    assert.match(listLeftOutNotes(inlined?.leftOut ?? []).join(), /: 10 creations\.$/);
  });

  test('inlineItems counts the members of a shared group that an item is related to when these are not all', () => {
    const runs = listNumbers(6).map((i) => ({
      id: `run-${i}`,
      members: [{ id: `run-${i}`, subtype: 'MODEL_RUN' }],
    }));
    const inputs = listNumbers(4).map((i) => ({ id: `in-${i}`, subtype: 'DATASET', name: `Input ${i}` }));
    const relations = listNumbers(5).flatMap((i) => [
      { source: `run-${i}`, target: 'in-0', type: 'used', count: i === 0 ? 4 : 2 },
      { source: `run-${i + 1}`, target: `run-${i}`, type: 'wasInformedBy', count: 1 },
    ]);
    const inlined = inlineItems({ groups: [{ id: 'in-0', members: inputs }, ...runs], relations }, new Set());
    assert.ok(inlined);
    const { nodes } = createDisplayLineage(inlined);
    const actual = nodes.map((node) => node.inlined.map(({ text }) => text).join());
    assert.deepEqual(actual, ['4 datasets: Input …', ...Array(4).fill('2 of 4 datasets: Input …'), '']);
  });

  test('inlineItems draws a run with many results, the root, the versions of the root, and the many members of an item', () => {
    const relate = (count: number, create: (i: number) => string) =>
      createLineage(listNumbers(count).map(create));
    for (const [lineage, root] of [
      [relate(10, (i) => `out-${i} x run`), 'out-0'],
      [relate(10, (i) => `out-${i} x in`), 'in'],
      [relate(3, (i) => `model-0 x model-${i + 1}`), 'model-1'],
      [relate(10, (i) => `template x results-${i}`), 'template'],
    ] as const)
      assert.equal(inline(lineage, root), undefined, root);
  });

  test('inlineItems replaces many long lines from one box by text at their ends', () => {
    const relations = listNumbers(12).map((i) => `report used out-${i}`);
    const picture = inline(createRunChain(12, relations), 'report');
    assert.deepEqual(picture?.lines['out-4'], ['report used this']);
    assert.deepEqual(picture.lines['out-11'], []);
    assert.deepEqual(
      picture.relations.filter(({ source }) => source === 'report').map(({ target }) => target),
      ['out-11'],
    );
  });
});
