import type { Position } from '../problem.ts';

/** Converts offsets of a text to positions. Its lines are found when the first position is needed. */
export class LineIndex {
  readonly #text: string;
  /** The offsets at which lines start, from 0. */
  #starts: readonly number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  toPosition(offset: number): Position {
    this.#starts ??= Array.from(this.#text.matchAll(/(?<![^\r\n])(?<!\r(?=\n))/g), ({ index }) => index);
    const line = findLastAtMost(this.#starts, offset);
    return { line: line + 1, column: offset - (this.#starts[line] ?? 0) + 1 };
  }
}

/** The index of the last of some ascending numbers, of which the first is 0, that is not larger than `limit`. */
function findLastAtMost(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((ascending[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
