import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { fitLineage, openGroups } from './fit-lineage.ts';
import { groupLineage } from './group-lineage.ts';
import { createLineage, listNumbers } from './testing/create-lineage.ts';
import { createSweep } from './testing/sweep.ts';

const fitsAll = () => true;
const sizes = (groups: readonly { members: readonly unknown[] }[] = []) =>
  groups.map(({ members }) => members.length).sort((a, b) => a - b);

/** Runs that differ in their number of results, so that none are similar. */
const createIrregular = (runs: number) =>
  createLineage(
    listNumbers(runs).flatMap((run) => [
      `run-${run} used input`,
      `run-${run} used template`,
      ...listNumbers(run + 1).map((i) => `out-${run}-${i} wasGeneratedBy run-${run}`),
    ]),
  );

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
        [...(opened?.groups ?? []), ...(opened?.unboxed ?? [])].flatMap(({ members }) => members).length,
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

  test('openGroups tests only the width of the result when groups are open, because each test lays out a whole picture', () => {
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
    assert.deepEqual(sizes(coarse?.groups), [1, 29, 31]);
    assert.deepEqual(sizes(coarse?.unboxed), [1, 1]);
  });

  test('fitLineage groups items without relations by kind instead of leaving them out', () => {
    const chain = createSweep(10);
    const alone = Array.from({ length: 30 }, (_, i) => ({ id: `alone-${i}`, subtype: 'STUDY' }));
    const grouped = groupLineage({ ...chain, items: [...chain.items, ...alone] }, 'never');
    const fitted = fitLineage(grouped, ['out-9'], ({ groups }) => groups.length < 30);
    assert.equal(fitted?.isCoarse, true);
    assert.deepEqual(fitted.leftOut, []);
    assert.equal([...fitted.groups, ...fitted.unboxed].flatMap(({ members }) => members).length, 53);
  });
});
