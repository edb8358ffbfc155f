import { findNodeAtLocation, type Node, parseTree, visit } from 'jsonc-parser';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';

/**
 * Maximum number of characters of a string that is parsed into a tree. In a longer string, the values have no places.
 */
const MAX_TREE_LENGTH = 8 * 1024 * 1024;

/** A number, `true`, `false` or `null`. */
const LITERAL = /[-\w][-+.\w]*/y;

/** An entry of the outermost list or mapping. */
interface Entry {
  /** Position of its key; for the entry of a list, its own position. */
  readonly key: number;
  readonly start: number;
  readonly end: number;
}

/**
 * Locates the values of a JSON text. Syntax trees are created for one entry of the document at a time: the tree of a
 * batch of ten thousand records would take all the memory of a runner.
 */
export class JsonLocator {
  readonly #text: string;
  readonly #entries: ReadonlyMap<string | number, Entry>;
  readonly #root: number;
  readonly #lines: readonly number[];
  #last: { readonly entry: Entry; readonly tree: Node | undefined } | undefined;

  constructor(text: string) {
    this.#text = text;
    this.#root = Math.max(0, text.search(/\S/));
    this.#entries = scanEntries(text);
    this.#lines = findLineStarts(text);
  }

  locate([first, ...rest]: Path, part: 'key' | 'value'): Position {
    const entry = first === undefined ? undefined : this.#entries.get(first);
    if (!entry) return this.#position(this.#root);
    const inside = findOffset(this.#treeOf(entry), rest, part);
    if (inside !== undefined) return this.#position(entry.start + inside);
    if (rest.length === 0 && part === 'value') return this.#position(entry.start);
    return this.#position(rest.length > 0 || part === 'key' ? entry.key : entry.start);
  }

  #treeOf(entry: Entry): Node | undefined {
    if (this.#last?.entry !== entry) {
      const text = this.#text.slice(entry.start, entry.end);
      this.#last = { entry, tree: text.length > MAX_TREE_LENGTH ? undefined : parseTree(text) };
    }
    return this.#last.tree;
  }

  #position(offset: number): Position {
    let low = 0;
    let high = this.#lines.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    const sourceText = this.#readLiteral(offset);
    return {
      line: low + 1,
      column: offset - (this.#lines[low] ?? 0) + 1,
      ...(sourceText === undefined ? {} : { sourceText }),
    };
  }

  /** The number, boolean or null that starts at the offset. */
  #readLiteral(offset: number): string | undefined {
    LITERAL.lastIndex = offset;
    return LITERAL.exec(this.#text)?.[0];
  }
}

/** The offset of what is at `path` below the tree's root, or of its nearest ancestor; undefined for the root itself. */
function findOffset(tree: Node | undefined, path: Path, part: 'key' | 'value'): number | undefined {
  for (let length = path.length; tree && length > 0; length--) {
    const node = findNodeAtLocation(tree, path.slice(0, length));
    if (!node) continue;
    const property = node.parent?.type === 'property' ? node.parent : undefined;
    return (part === 'key' || length < path.length) && property ? property.offset : node.offset;
  }
  return undefined;
}

function scanEntries(text: string): Map<string | number, Entry> {
  const entries = new Map<string | number, Entry>();
  let depth = 0;
  let name: string | undefined;
  let key: number | undefined;
  let start = 0;
  const begin = (offset: number): void => {
    if (depth === 1) start = offset;
    depth += 1;
  };
  const end = (offset: number, length: number): void => {
    depth -= 1;
    if (depth !== 1) return;
    entries.set(name ?? entries.size, { key: key ?? start, start, end: offset + length });
  };
  const value = (offset: number, length: number): void => {
    begin(offset);
    end(offset, length);
  };
  visit(text, {
    onObjectBegin: begin,
    onArrayBegin: begin,
    onObjectEnd: end,
    onArrayEnd: end,
    onLiteralValue: (_, offset, length) => value(offset, length),
    onObjectProperty(property, offset) {
      if (depth !== 1) return;
      name = property;
      key = offset;
    },
  });
  return entries;
}

function findLineStarts(text: string): number[] {
  const starts = [0];
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1);
  return starts;
}
