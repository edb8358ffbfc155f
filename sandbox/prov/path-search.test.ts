import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { StoredLink } from './graph.ts';
import { findLinksOnPaths, type PathQuery } from './path-search.ts';

type Edge = [string, string];

function parseLinks(edges: Edge[]): StoredLink[] {
  return edges.map(([source, target], number) => ({ number, source, relation: 'used', target }));
}

/** A query along the links of a graph to the ends. As from a database, each call returns new objects. */
function createQuery(links: StoredLink[], ends: (id: string) => boolean): PathQuery {
  return {
    steps: ({ id }) =>
      links
        .filter(({ source }) => source === id)
        .map((link) => ({ link: { ...link }, to: { id: link.target, phase: 0 } })),
    ends: ({ id }) => ends(id),
  };
}

function findNames(edges: Edge[], depth: number, ends: (id: string) => boolean = () => true): string[] {
  const links = findLinksOnPaths({ id: 'a', phase: 0 }, createQuery(parseLinks(edges), ends), depth);
  return links.map(({ source, target }) => source + target).sort();
}

const LINE: Edge[] = [
  ['a', 'b'],
  ['b', 'c'],
  ['c', 'd'],
];

test('findLinksOnPaths returns the links within the depth', () => {
  assert.deepEqual(findNames(LINE, 2), ['ab', 'bc']);
  assert.deepEqual(findNames(LINE, 9), ['ab', 'bc', 'cd']);
});

test('findLinksOnPaths returns all links of paths that lead to an end, and no others', () => {
  const edges: Edge[] = [...LINE, ['b', 'x']];
  assert.deepEqual(
    findNames(edges, 9, (id) => id === 'd'),
    ['ab', 'bc', 'cd'],
  );
  assert.deepEqual(
    findNames(edges, 2, (id) => id === 'd'),
    [],
  );
});

test('a path can visit a node twice, but no link', () => {
  const loop: Edge[] = [
    ['a', 'b'],
    ['b', 'a'],
    ['a', 'c'],
  ];
  assert.deepEqual(
    findNames(loop, 3, (id) => id === 'c'),
    ['ab', 'ac', 'ba'],
  );
  const deadEnd: Edge[] = [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'b'],
  ];
  assert.deepEqual(
    findNames(deadEnd, 9, (id) => id === 'a'),
    [],
  );
});

/** The simple implementation: enumerates all paths. */
function enumeratePaths(edges: Edge[], depth: number, ends: (id: string) => boolean): string[] {
  const found = new Set<string>();
  const go = (id: string, path: Edge[]) => {
    if (path.length > 0 && ends(id)) for (const [from, to] of path) found.add(from + to);
    if (path.length === depth) return;
    for (const edge of edges) if (edge[0] === id && !path.includes(edge)) go(edge[1], [...path, edge]);
  };
  go('a', []);
  return [...found].sort();
}

test('findLinksOnPaths agrees with the enumeration of all paths in any graph', () => {
  const node = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const graph = fc.uniqueArray(fc.tuple(node, node), { maxLength: 9, selector: String });
  const property = fc.property(graph, fc.integer({ min: 1, max: 6 }), node, (edges, depth, end) => {
    const ends = (id: string) => id === end;
    assert.deepEqual(findNames(edges, depth, ends), enumeratePaths(edges, depth, ends));
  });
  fc.assert(property, { numRuns: 2000 });
});
