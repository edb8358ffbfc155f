import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const KIB = 1024;
const MIB = 1024 * KIB;

/** Trees of files: counts and sizes. File names end in their size, for the null store. */
export const TREES = {
  '2,000 x 16 KiB': [[2_000, 16 * KIB]],
  '20,000 x 16 KiB': [[20_000, 16 * KIB]],
  '200 x 1 MiB': [[200, MIB]],
  '1 x 2 GiB': [[1, 2 * KIB * MIB]],
  mix: [
    [1_000, 16 * KIB],
    [100, MIB],
    [4, 64 * MIB],
    [1, 512 * MIB],
  ],
} as const satisfies Record<string, readonly (readonly [count: number, size: number])[]>;

export type TreeName = keyof typeof TREES;

export const TREE_NAMES = Object.keys(TREES).filter((name): name is TreeName => Object.hasOwn(TREES, name));

export interface TreeFile {
  readonly name: string;
  readonly size: number;
}

export function listTreeFiles(tree: TreeName): TreeFile[] {
  return TREES[tree].flatMap(([count, size]) =>
    Array.from({ length: count }, (_, i) => ({ name: `f${String(i).padStart(5, '0')}-${size}`, size })),
  );
}

/** Writes the tree with distinct, incompressible content. */
export function writeTree(tree: TreeName, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const pool = randomBytes(64 * MIB);
  let turn = 0;
  for (const { name, size } of listTreeFiles(tree)) {
    const file = openSync(join(folder, name), 'w');
    for (let left = size; left > 0; ) {
      const start = (turn++ * 4099) % (pool.length / 2);
      left -= writeSync(file, pool, start, Math.min(left, pool.length - start));
    }
    closeSync(file);
  }
}

/** The name of the tree in paths and keys. */
export function toSlug(tree: TreeName): string {
  return tree.replaceAll(/[^0-9a-zA-Z]+/g, '-');
}
