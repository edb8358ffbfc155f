import { type Document, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';
import type { LineIndex } from './line-index.ts';

interface Entry {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** The places of the values of a YAML document. */
export class YamlLocator {
  readonly #root: Node | null;
  readonly #lines: LineIndex;

  constructor(document: Document, lines: LineIndex) {
    // A parsed document has nodes only; its type also allows values that a program set.
    this.#root = document.contents as Node | null;
    this.#lines = lines;
  }

  locate(path: Path, part: 'key' | 'value'): Position {
    let entry: Entry = { key: undefined, value: this.#root ?? undefined };
    for (const [depth, step] of path.entries()) {
      const next = findEntry(entry.value, step);
      if (!next?.value) return this.#toPosition(depth === 0 ? entry.value : (entry.key ?? entry.value));
      entry = next;
    }
    if (part === 'key') return this.#toPosition(entry.key ?? entry.value);
    const { value } = entry;
    const sourceText = isScalar(value) && typeof value.value !== 'string' ? value.source : undefined;
    return { ...this.#toPosition(value), ...(sourceText === undefined ? {} : { sourceText }) };
  }

  #toPosition(node: Node | undefined): Position {
    return this.#lines.toPosition(node?.range?.[0] ?? 0);
  }
}

function findEntry(node: Node | undefined, step: string | number): Entry | undefined {
  if (isSeq(node)) return { key: undefined, value: toNode(node.items[Number(step)]) };
  if (!isMap(node)) return undefined;
  const pair = node.items.findLast(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
  return pair && { key: toNode(pair.key), value: toNode(pair.value) };
}

function toNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}
