import {
  type Document,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type YAMLMap,
} from 'yaml';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';

interface Entry {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** The places of the values of a YAML document. Mappings are indexed, so that many places of a large one are found fast. */
export class YamlLocator {
  readonly #root: Node | null;
  readonly #lines: LineCounter;
  readonly #indices = new WeakMap<YAMLMap, ReadonlyMap<string, Entry>>();

  constructor(document: Document, lines: LineCounter) {
    // A parsed document has nodes only; its type also allows values that a program set.
    this.#root = document.contents as Node | null;
    this.#lines = lines;
  }

  locate(path: Path, part: 'key' | 'value'): Position {
    let entry: Entry = { key: undefined, value: this.#root ?? undefined };
    for (const [depth, step] of path.entries()) {
      const next = this.#findEntry(entry.value, step);
      if (!next?.value) return this.#toPosition(depth === 0 ? entry.value : (entry.key ?? entry.value));
      entry = next;
    }
    if (part === 'key') return this.#toPosition(entry.key ?? entry.value);
    const sourceText = isScalar(entry.value) && typeof entry.value.value !== 'string' && entry.value.source;
    return { ...this.#toPosition(entry.value), ...(sourceText ? { sourceText } : {}) };
  }

  #findEntry(node: Node | undefined, step: string | number): Entry | undefined {
    if (isSeq(node)) return { key: undefined, value: toNode(node.items[Number(step)]) };
    return isMap(node) ? this.#index(node).get(String(step)) : undefined;
  }

  #index(map: YAMLMap): ReadonlyMap<string, Entry> {
    let index = this.#indices.get(map);
    if (!index) {
      index = new Map(
        map.items.map(({ key, value }) => [
          String(isScalar(key) ? key.value : key),
          { key: toNode(key), value: toNode(value) },
        ]),
      );
      this.#indices.set(map, index);
    }
    return index;
  }

  #toPosition(node: Node | undefined): Position {
    return toPosition(this.#lines, node?.range?.[0] ?? 0);
  }
}

/** The position of an offset of the text. */
export function toPosition(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function toNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}
