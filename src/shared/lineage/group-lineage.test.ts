import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { describeGroup } from './describe-group.ts';
import { type GroupMode, groupLineage, type Lineage } from './group-lineage.ts';
import { createSweep } from './testing/sweep.ts';

const arbitraryLineage = fc
  .record({
    subtypes: fc.array(fc.constantFrom('MODEL_RUN', 'DATASET', 'PERSON', 'STUDY'), {
      minLength: 1,
      maxLength: 25,
    }),
    links: fc.array(fc.tuple(fc.nat(24), fc.nat(24), fc.constantFrom('used', 'wasGeneratedBy')), {
      maxLength: 60,
    }),
  })
  .map(({ subtypes, links }): Lineage => {
    const id = (at: number): string => `10378.1/${at % subtypes.length}`;
    const relations = links.map(([source, target, type]) => ({
      source: id(source),
      target: id(target),
      type,
    }));
    return {
      items: subtypes.map((subtype, at) => ({ id: id(at), subtype })),
      relations: [...new Map(relations.map((relation) => [JSON.stringify(relation), relation])).values()],
    };
  });
const modes: readonly GroupMode[] = ['auto', 'always', 'never'];

suite('groupLineage', () => {
  test('groupLineage draws a parameter sweep of any size as the same few groups', () => {
    for (const runs of [30, 3000]) {
      const { groups, relations } = groupLineage(createSweep(runs), 'auto');
      assert.deepEqual(
        groups.map(({ members }) => members.length).sort((a, b) => a - b),
        [1, 1, 1, runs, runs],
      );
      const foundCounts = relations.map(({ count }) => count);
      assert.deepEqual(foundCounts, [runs, runs, runs, runs]);
    }
  });

  test('groupLineage keeps the runs of two modellers apart', () => {
    const { groups } = groupLineage(createSweep(30, 2), 'auto');
    assert.deepEqual(
      groups.map(({ members }) => members.length).sort((a, b) => a - b),
      [1, 1, 1, 1, 15, 15, 15, 15],
    );
  });

  test('groupLineage leaves separate items by themselves', () => {
    const { groups } = groupLineage(createSweep(30), 'auto', ['out-7']);
    assert.deepEqual(groups.find(({ id }) => id === 'out-7')?.members.length, 1);
    assert.deepEqual(groups.find(({ id }) => id === 'run-7')?.members.length, 1);
  });

  test('groupLineage draws a small graph item by item in mode auto, and groups it in mode always', () => {
    const lineage = createSweep(3);
    assert.equal(groupLineage(lineage, 'auto').groups.length, lineage.items.length);
    assert.equal(groupLineage(lineage, 'always').groups.length, 5);
    assert.equal(groupLineage(createSweep(30), 'never').groups.length, 63);
  });

  test('groupLineage has each item in one group, and counts each relation', () => {
    fc.assert(
      fc.property(arbitraryLineage, fc.constantFrom(...modes), (lineage, mode) => {
        const { groups, relations } = groupLineage(lineage, mode);
        const groupOf = new Map(
          groups.flatMap(({ id, members }) => members.map((member) => [member.id, id])),
        );
        assert.deepEqual(groups.flatMap(({ members }) => members).sort(byId), lineage.items.toSorted(byId));
        const counts = new Map<string, number>();
        for (const { source, target, type } of lineage.relations) {
          const key = JSON.stringify([groupOf.get(source), groupOf.get(target), type]);
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        const actual = relations.map(({ source, target, type, count }) => {
          return [JSON.stringify([source, target, type]), count] as const;
        });
        assert.deepEqual(new Map(actual), counts);
      }),
    );
  });

  test('groupLineage groups only items of one subtype that have equally many relations of each type to each group', () => {
    fc.assert(
      fc.property(arbitraryLineage, (lineage) => {
        const { groups } = groupLineage(lineage, 'always');
        const groupOf = new Map(
          groups.flatMap(({ id, members }) => members.map((member) => [member.id, id])),
        );
        const signature = (item: string): string[] =>
          lineage.relations
            .flatMap(({ source, target, type }) => [
              ...(source === item ? [`to ${type} ${groupOf.get(target)}`] : []),
              ...(target === item ? [`from ${type} ${groupOf.get(source)}`] : []),
            ])
            .sort();
        for (const { members } of groups) {
          const [first, ...others] = members;
          for (const other of others) {
            assert.equal(other.subtype, first?.subtype);
            assert.deepEqual(signature(other.id), signature(first?.id ?? ''));
          }
        }
      }),
    );
  });

  test('groupLineage gives the same groups for any order of items and relations', () => {
    fc.assert(
      fc.property(
        arbitraryLineage.chain((lineage) =>
          fc.tuple(
            fc.constant(lineage),
            fc.shuffledSubarray([...lineage.items], { minLength: lineage.items.length }),
            fc.shuffledSubarray([...lineage.relations], { minLength: lineage.relations.length }),
          ),
        ),
        fc.constantFrom(...modes),
        ([lineage, items, relations], mode) => {
          assert.deepEqual(groupLineage({ items, relations }, mode), groupLineage(lineage, mode));
        },
      ),
    );
  });
});

suite('describeGroup', () => {
  test('describeGroup names what the names have in common, and the values that differ in order', () => {
    const { groups } = groupLineage(createSweep(30), 'auto');
    const runs = groups.find(({ members }) => members[0]?.subtype === 'MODEL_RUN');
    const results = groups.find(({ members }) => members.length === 30 && members[0]?.subtype === 'DATASET');
    assert.ok(runs && results);
    assert.deepEqual(describeGroup(runs), {
      name: 'Life table of site …',
      knownCount: 30,
      differences: [{ attribute: 'rate', values: Array.from({ length: 30 }, (_, i) => String(i / 10)) }],
    });
    assert.equal(describeGroup(results).name, 'Life table of site … result');
  });

  test('describeGroup lists the first names when they have nothing in common', () => {
    const name = (...names: (string | undefined)[]) =>
      describeGroup({ id: '0', members: names.map((name, i) => ({ id: String(i), name })) }).name;
    assert.equal(name('Rainfall', 'Wind', 'Rainfall', 'Bathymetry'), 'Rainfall, Wind, Bathymetry');
    assert.equal(name('North', 'South', 'East', 'West'), 'North, South, East, …');
    assert.equal(name('North', 'South', undefined), 'North, South, …');
    assert.equal(name('Tides of the whole southern hemisphere', 'Wind'), 'Tides of the wh…misphere, Wind');
  });

  test('describeGroup describes a group by the members whose names are known, and counts them', () => {
    const members = Array.from({ length: 300 }, (_, i) => ({
      id: String(i),
      ...(i < 60 ? { name: `Run ${i} of Oslo`, attributes: { rate: String(i) } } : {}),
    }));
    assert.deepEqual(describeGroup({ id: '0', members }), {
      name: 'Run … of Oslo',
      knownCount: 60,
      differences: [{ attribute: 'rate', values: Array.from({ length: 60 }, (_, i) => String(i)) }],
    });
  });

  test('describeGroup gives no name to a group of which no name is known', () => {
    const group = describeGroup({ id: '1', members: [{ id: '1' }, { id: '2' }] });
    assert.deepEqual(group, { name: '', knownCount: 0, differences: [] });
  });

  test('describeGroup uses handles of items that have no name', () => {
    assert.equal(describeGroup({ id: '10378.1/5', members: [{ id: '10378.1/5' }] }).name, '10378.1/5');
  });
});

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1;
}
