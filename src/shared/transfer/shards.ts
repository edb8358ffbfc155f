import { InvalidError } from '../client/index.ts';
import { compareNames } from './local/local-file.ts';

/** One of several runs that share a tree. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** What a file costs beyond its bytes: a request takes about as long as this many of them. */
const PER_FILE_COST_BYTES = 64 * 1024;

/** Reads `2/8`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^\s*(\d{1,6})\s*\/\s*(\d{1,6})\s*$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new InvalidError(`shard ${JSON.stringify(text)} is not of the form 2/8: the second of eight`);
}

/**
 * The files of one shard. Every shard that is given the same files, in whatever order, deals them out alike: largest
 * first, each to the shard that has least so far.
 */
export function selectShardFiles<T extends { readonly name: string; readonly size: number }>(
  files: readonly T[],
  shard: Shard,
): T[] {
  const loads = new Array<number>(shard.count).fill(0);
  const mine: T[] = [];
  for (const file of [...files].sort((a, b) => b.size - a.size || compareNames(a, b))) {
    const least = loads.indexOf(Math.min(...loads));
    loads[least] = (loads[least] ?? 0) + file.size + PER_FILE_COST_BYTES;
    if (least === shard.index - 1) mine.push(file);
  }
  return mine.sort(compareNames);
}
