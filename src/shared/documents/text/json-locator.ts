import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';

/**
 * Maximum number of characters of a text that is parsed into a tree, which takes about 16 bytes per character. The values of a
 * longer text have its place. Long lists of model runs are read element by element.
 */
const MAX_TREE_LENGTH = 16 * 1024 * 1024;

/** A number, `true`, `false` or `null`. */
const LITERAL = /[-\w][-+.\w]*/y;

/** Locates the values of a JSON text. */
export class JsonLocator {
  readonly #text: string;
  readonly #tree: ReturnType<typeof parseTree>;
  readonly #lineStarts: readonly number[];

  constructor(text: string) {
    this.#text = text;
    this.#tree = text.length > MAX_TREE_LENGTH ? undefined : parseTree(text);
    this.#lineStarts = findLineStarts(text);
  }

  locate(path: Path, part: 'key' | 'value'): Position {
    const offset = this.#findOffset(path, part);
    const line = findLastAtMost(this.#lineStarts, offset);
    LITERAL.lastIndex = offset;
    const sourceText = LITERAL.exec(this.#text)?.[0];
    return {
      line: line + 1,
      column: offset - (this.#lineStarts[line] ?? 0) + 1,
      ...(sourceText === undefined ? {} : { sourceText }),
    };
  }

  /** The offset of what is at `path`, or of its nearest ancestor. */
  #findOffset(path: Path, part: 'key' | 'value'): number {
    for (let length = path.length; this.#tree && length > 0; length--) {
      const node = findNodeAtLocation(this.#tree, path.slice(0, length));
      if (!node) continue;
      const property = node.parent?.type === 'property' ? node.parent : undefined;
      return (part === 'key' || length < path.length) && property ? property.offset : node.offset;
    }
    return Math.max(0, this.#text.search(/\S/));
  }
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
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
