import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fitLineage, openGroups } from './fit-lineage.ts';
import { groupLineage, type Lineage } from './group-lineage.ts';
import { listLeftOutNotes } from './left-out-note.ts';
import { createSweep } from './testing/sweep.ts';

const fitsAll = () => true;
const sizes = (groups: readonly { members: readonly unknown[] }[] = []) =>
  groups.map(({ members }) => members.length).sort((a, b) => a - b);

/** Runs that differ in their number of results, so that none are similar. */
function createIrregular(runs: number): Lineage {
  const lineage = createSweep(runs);
  const extra = Array.from({ length: runs }, (_, run) =>
    Array.from({ length: run + 1 }, (_, i) => ({ id: `extra-${run}-${i}`, subtype: 'DATASET', run })),
  ).flat();
  return {
    items: [...lineage.items, ...extra],
    relations: [
      ...lineage.relations,
      ...extra.map(({ id, run }) => ({ source: id, target: `run-${run}`, type: 'wasGeneratedBy' })),
    ],
  };
}

suite('openGroups', () => {
  for (const runs of [3, 30, 300, 3000])
    test(`openGroups draws ${runs} runs in a few groups until one is opened`, () => {
      const lineage = createSweep(runs);
      const closed = openGroups(lineage, 'input', [], fitsAll);
      assert.deepEqual(sizes(closed?.groups), runs === 3 ? Array(9).fill(1) : [1, 1, 1, runs, runs]);
      const opened = openGroups(lineage, 'input', ['run-0'], fitsAll);
      const singleRuns = opened?.groups.filter(
        ({ members }) => members.length === 1 && members[0]?.subtype === 'MODEL_RUN',
      );
      assert.equal(singleRuns?.length, Math.min(runs, 20));
      assert.equal(
        opened?.groups.flatMap(({ members }) => members).length,
        lineage.items.length,
        'no item is lost',
      );
    });

  test('openGroups opens the rest of a group after its first members', () => {
    const lineage = createSweep(30);
    const once = openGroups(lineage, 'input', ['run-0'], fitsAll);
    const rest = once?.groups.find(
      ({ members }) => members.length > 1 && members[0]?.subtype === 'MODEL_RUN',
    );
    assert.equal(rest?.members.length, 10);
    const twice = openGroups(lineage, 'input', ['run-0', rest?.id ?? ''], fitsAll);
    assert.deepEqual(new Set(sizes(twice?.groups)), new Set([1]));
  });

  test('openGroups draws each member of an open group with its own result', () => {
    const opened = openGroups(createSweep(300), 'input', ['run-0'], fitsAll);
    const results = opened?.relations.filter(({ target }) => target === 'run-7');
    assert.deepEqual(results, [{ source: 'out-7', target: 'run-7', type: 'wasGeneratedBy', count: 1 }]);
  });

  test('tests only the width of the result when groups are open, because each test lays out a whole picture', () => {
    const tested: number[] = [];
    const opened = openGroups(createSweep(300), 'input', ['run-0', 'run-20', 'run-40'], fitsAll, (level) => {
      tested.push(level.groups.length);
      return true;
    });
    assert.deepEqual(tested, [opened?.groups.length]);
  });

  test('openGroups ignores ids that are in no group', () => {
    const lineage = createSweep(30);
    assert.deepEqual(
      openGroups(lineage, 'input', ['input', 'nothing'], fitsAll),
      openGroups(lineage, 'input', [], fitsAll),
    );
  });

  test('openGroups opens a group of a graph that is too large for groups of similar items', () => {
    const lineage = createIrregular(60);
    const fits = ({ groups }: { groups: readonly unknown[] }) => groups.length <= 50;
    const closed = openGroups(lineage, 'input', [], fits);
    assert.equal(closed?.isCoarse, true);
    const runs = closed?.groups.find(({ members }) => members[0]?.subtype === 'MODEL_RUN');
    assert.equal(runs?.members.length, 60);
    const opened = openGroups(lineage, 'input', [runs?.id ?? ''], fits);
    assert.equal(opened?.groups.filter(({ members }) => members[0]?.subtype === 'MODEL_RUN').length, 21);
  });
});

suite('fitLineage', () => {
  test('fitLineage returns undefined when nothing fits', () => {
    assert.equal(
      fitLineage(groupLineage(createSweep(3), 'auto'), [], () => false),
      undefined,
    );
  });

  test('fitLineage keeps separate items by themselves at any level', () => {
    const grouped = groupLineage(createSweep(30), 'never');
    const coarse = fitLineage(grouped, ['run-7'], ({ groups }) => groups.length < 10);
    assert.deepEqual(sizes(coarse?.groups), [1, 1, 1, 29, 31]);
  });

  /** Runs of which each uses the result of the one before; all use one model, which a creation made. */
  function createRunChain(runs: number): Lineage {
    const numbers = Array.from({ length: runs }, (_, i) => i);
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

  const fitsChain = ({ relations }: { relations: readonly { target: string }[] }) =>
    relations.every(({ target }) => target !== 'model');

  test('leaves out an item to which many others point, and what is related only to it', () => {
    const grouped = groupLineage(createRunChain(10), 'never');
    const fitted = fitLineage(grouped, ['out-9'], fitsChain);
    assert.equal(fitted?.isCoarse, false);
    assert.deepEqual(
      fitted.leftOut.map(({ id }) => id),
      ['model', 'creation'],
    );
    assert.equal(fitted.groups.length, 20);
    assert.equal(fitted.relations.length, 19);
  });

  test('leaves out creations that are related only to their item when items that many others point to are left out', () => {
    const chain = createRunChain(10);
    const [creations, persons] = ['creation', 'person'].map((name) =>
      Array.from({ length: 10 }, (_, i) => ({ source: `out-${i}`, target: `${name}-${i}`, type: 'x' })),
    );
    const lineage = {
      items: [
        ...chain.items,
        ...(creations ?? []).map(({ target }) => ({ id: target, subtype: 'CREATE' })),
        ...(persons ?? []).map(({ target }) => ({ id: target, subtype: 'PERSON' })),
      ],
      relations: [...chain.relations, ...(creations ?? []), ...(persons ?? [])],
    };
    const fitted = fitLineage(groupLineage(lineage, 'never'), ['out-9'], fitsChain);
    assert.equal(fitted?.groups.length, 30);
    assert.equal(fitted.relations.length, 29);
    const leftOut = fitted.leftOut.map(({ members: [first] }) => first?.subtype);
    assert.deepEqual(leftOut, ['MODEL', ...Array(11).fill('CREATE')]);
    assert.deepEqual(listLeftOutNotes(fitted.leftOut), [
      'Left out, because many items are related to them: model (model).',
      'Also left out: 11 creations.',
    ]);
  });

  test('fitLineage names only creations when many items point to a group of creations', () => {
    const numbers = Array.from({ length: 10 }, (_, i) => i);
    const creations = numbers.map((i) => ({ id: `creation-${i}`, subtype: 'CREATE' }));
    const runs = numbers.map((i) => ({ id: `run-${i}`, subtype: 'MODEL_RUN' }));
    const grouped = {
      groups: [
        { id: 'creation-0', members: creations },
        ...runs.map((run) => ({ id: run.id, members: [run] })),
      ],
      relations: numbers.flatMap((i) => [
        { source: `run-${i}`, target: 'creation-0', type: 'x', count: 1 },
        ...(i > 0 ? [{ source: `run-${i}`, target: `run-${i - 1}`, type: 'x', count: 1 }] : []),
      ]),
    };
    const fitted = fitLineage(grouped, [], ({ groups }) => groups.length === runs.length);
    assert.deepEqual(listLeftOutNotes(fitted?.leftOut ?? []), ['Left out: 10 creations.']);
  });

  test('groups items without relations by kind instead of leaving them out', () => {
    const chain = createRunChain(10);
    const alone = Array.from({ length: 30 }, (_, i) => ({ id: `alone-${i}`, subtype: 'STUDY' }));
    const grouped = groupLineage({ ...chain, items: [...chain.items, ...alone] }, 'never');
    const fitted = fitLineage(grouped, ['out-9'], ({ groups }) => groups.length < 30);
    assert.equal(fitted?.isCoarse, true);
    assert.deepEqual(fitted.leftOut, []);
    assert.equal(fitted.groups.flatMap(({ members }) => members).length, 52);
  });

  test('fitLineage does not leave out a separate item, one with few related items, or a run with many results', () => {
    assert.equal(fitLineage(groupLineage(createRunChain(10), 'never'), ['model'], fitsChain), undefined);
    assert.equal(fitLineage(groupLineage(createRunChain(4), 'never'), ['out-3'], fitsChain), undefined);
    const results = Array.from({ length: 10 }, (_, i) => `result-${i}`);
    const run = {
      items: [{ id: 'run', subtype: 'MODEL_RUN' }, ...results.map((id) => ({ id, subtype: 'DATASET' }))],
      relations: results.map((source) => ({ source, target: 'run', type: 'wasGeneratedBy' })),
    };
    const fitted = fitLineage(groupLineage(run, 'never'), ['result-0'], ({ groups }) => groups.length < 10);
    assert.equal(fitted?.isCoarse, true);
  });
});
