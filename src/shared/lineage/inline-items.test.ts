import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createDisplayLineage } from './display-lineage.ts';
import { groupLineage, type Lineage } from './group-lineage.ts';
import { inlineItems } from './inline-items.ts';
import { listLeftOutNotes } from './left-out-note.ts';

const listNumbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/** Runs of which each uses the result of the one before; all use one model, which a creation made. */
function createRunChain(runs: number): Lineage {
  const numbers = listNumbers(runs);
  return {
    items: [
      { id: 'model', subtype: 'MODEL' },
      { id: 'creation', subtype: 'CREATE' },
      ...numbers.flatMap((i) => [
        { id: `run-${i}`, subtype: 'MODEL_RUN' },
        { id: `out-${i}`, subtype: 'DATASET' },
      ]),
    ],
    relations: [
      { source: 'model', target: 'creation', type: 'wasGeneratedBy' },
      ...numbers.flatMap((i) => [
        { source: `run-${i}`, target: 'model', type: 'used' },
        { source: `out-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
        ...(i === 0 ? [] : [{ source: `run-${i}`, target: `out-${i - 1}`, type: 'used' }]),
      ]),
    ],
  };
}

/** The same lineage with an item of its own for each result. */
function addToResults(lineage: Lineage, subtype: string, name: string): Lineage {
  const results = lineage.items.filter(({ id }) => id.startsWith('out-'));
  return {
    items: [...lineage.items, ...results.map(({ id }) => ({ id: `${name}-of-${id}`, subtype }))],
    relations: [
      ...lineage.relations,
      ...results.map(({ id }) => ({ source: id, target: `${name}-of-${id}`, type: 'x' })),
    ],
  };
}

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
function createStudy(runs: number, inputs: number): Lineage {
  const numbers = listNumbers(runs);
  const listInputs = (run: number) => listNumbers(inputs).map((i) => `in-${run}-${i}`);
  return {
    items: [
      { id: 'study', subtype: 'STUDY' },
      ...numbers.flatMap((i) => [
        { id: `run-${i}`, subtype: 'MODEL_RUN' },
        { id: `out-${i}`, subtype: 'DATASET' },
        ...listInputs(i).map((id) => ({ id, subtype: 'DATASET' })),
      ]),
    ],
    relations: numbers.flatMap((i) => [
      { source: `run-${i}`, target: 'study', type: 'wasInformedBy' },
      { source: `out-${i}`, target: `run-${i}`, type: 'wasGeneratedBy' },
      ...listInputs(i).map((target) => ({ source: `run-${i}`, target, type: 'used' })),
    ]),
  };
}

suite('inlineItems', () => {
  test('inlineItems names the inputs of a single run in its box when there are many boxes, so that no lines to the study cross theirs', () => {
    const picture = inline(createStudy(24, 2), 'study');
    assert.deepEqual(picture?.lines['run-7'], ['dataset: in-7-0', 'dataset: in-7-1']);
    assert.equal(picture.relations.length, 48);
    assert.equal(inline(createStudy(9, 2), 'study'), undefined, 'few boxes');
    assert.equal(inline(createStudy(5, 9), 'study'), undefined, 'more inputs than a box has room for');
  });

  test('inlineItems names what describes an item in its box', () => {
    const picture = inline(addToResults(createRunChain(2), 'PERSON', 'owner'), 'out-1');
    assert.deepEqual(picture?.lines, {
      'run-0': ['model: model'],
      'run-1': ['model: model'],
      'out-0': ['person: owner-of-out-0'],
      'out-1': ['person: owner-of-out-1'],
    });
    assert.equal(picture.relations.length, 3);
  });

  test('inlineItems leaves out an item to which all boxes of a kind point, and what is related only to it', () => {
    const picture = inline(createRunChain(10), 'out-9');
    assert.deepEqual(new Set(Object.values(picture?.lines ?? {}).flat()), new Set());
    assert.deepEqual(picture?.notes, [
      'Left out, because many items are related to it: model (model).',
      'Also left out: 1 creation.',
    ]);
    assert.equal(picture.relations.length, 19);
  });

  test('inlineItems names a shared item in the boxes that point to it if others of their kind do not', () => {
    const { items, relations } = createRunChain(10);
    const without = relations.filter(({ source, target }) => source !== 'run-3' || target !== 'model');
    const picture = inline({ items, relations: without }, 'out-9');
    assert.deepEqual(picture?.lines['run-2'], ['model: model']);
    assert.deepEqual(picture.lines['run-3'], []);
    assert.deepEqual(picture.notes, ['Left out: 1 creation.']);
  });

  test('inlineItems leaves out creations that are related only to their item', () => {
    const picture = inline(addToResults(createRunChain(10), 'CREATE', 'creation'), 'out-9');
    assert.deepEqual(picture?.notes.at(-1), 'Also left out: 11 creations.');
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
    assert.deepEqual(listLeftOutNotes(inlined?.leftOut ?? []), ['Left out: 10 creations.']);
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
    const star = (subtype: string, targets: string) => ({
      items: [{ id: 'center', subtype }, ...listNumbers(10).map((i) => ({ id: `n${i}`, subtype: targets }))],
    });
    const to = listNumbers(10).map((i) => ({ source: `n${i}`, target: 'center', type: 'x' }));
    const from = listNumbers(10).map((i) => ({ source: 'center', target: `n${i}`, type: 'x' }));
    assert.equal(inline({ ...star('MODEL_RUN', 'DATASET'), relations: to }, 'n0'), undefined);
    assert.equal(inline({ ...star('DATASET', 'DATASET'), relations: to }, 'center'), undefined);
    assert.equal(inline({ ...star('MODEL', 'MODEL'), relations: from.slice(0, 3) }, 'n0'), undefined);
    assert.equal(
      inline({ ...star('WORKFLOW_TEMPLATE', 'DATASET_TEMPLATE'), relations: from }, 'center'),
      undefined,
    );
  });

  test('inlineItems replaces many long lines from one box by text at their ends', () => {
    const { items, relations } = createRunChain(12);
    const picture = inline(
      {
        items: [...items, { id: 'report', subtype: 'MODEL_RUN', name: 'Annual report' }],
        relations: [
          ...relations,
          ...listNumbers(12).map((i) => ({ source: 'report', target: `out-${i}`, type: 'used' })),
        ],
      },
      'report',
    );
    assert.deepEqual(picture?.lines['out-4'], ['Annual report used this']);
    assert.deepEqual(picture.lines['out-11'], []);
    assert.deepEqual(
      picture.relations.filter(({ source }) => source === 'report').map(({ target }) => target),
      ['out-11'],
    );
  });
});
