import { compareNames } from './local/local-file.ts';
import type { RecordList } from './records/record-list.ts';
import { Spool } from './records/spool.ts';

/** The part of a file tree that one of several runs transfers. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** The overhead of a file: a request takes about as long as transferring this many bytes. */
const PER_FILE_COST_BYTES = 64 * 1024;

/**
 * Selects the files of one shard. The assignment is the same in all shards, whatever the order of the files: largest
 * first, each to the shard with the least load so far.
 */
export function selectShardFiles<T extends { readonly name: string; readonly size: number }>(
  files: Iterable<T>,
  shard: Shard,
): RecordList<T> {
  const loads = new Array<number>(shard.count).fill(0);
  const bySize = new Spool<T>((a, b) => b.size - a.size || compareNames(a, b));
  for (const file of files) bySize.add(file);
  const selected = new Spool<T>(compareNames);
  for (const file of bySize) {
    const target = findSmallest(loads);
    loads[target] = (loads[target] ?? 0) + file.size + PER_FILE_COST_BYTES;
    if (target === shard.index - 1) selected.add(file);
  }
  return selected;
}

/** The index of the smallest number. `Math.min(...numbers)` fails with a million arguments. */
function findSmallest(numbers: readonly number[]): number {
  const least = numbers.reduce((lowest, number) => Math.min(lowest, number), Number.POSITIVE_INFINITY);
  return numbers.indexOf(least);
}
