import { type Document, isMap, isNode, isScalar, isSeq, type Node } from 'yaml';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';
import type { LineIndex } from './line-index.ts';

interface Entry {
  readonly key: Node | undefined;
  readonly value: Node | undefined;
}

/** The position of the value at `path` in a YAML document, or of its key. If it is not there, that of its nearest ancestor. */
export function locateInYaml(
  { contents }: Document,
  lines: LineIndex,
  path: Path,
  part: 'key' | 'value',
): Position {
  const toPosition = (node: Node | undefined): Position => lines.toPosition(node?.range?.[0] ?? 0);
  let entry: Entry = { key: undefined, value: toNode(contents) };
  for (const [depth, step] of path.entries()) {
    const next = findEntry(entry.value, step);
    if (!next?.value) return toPosition(depth === 0 ? entry.value : (entry.key ?? entry.value));
    entry = next;
  }
  const { key, value } = entry;
  if (part === 'key') return toPosition(key ?? value);
  const sourceText = isScalar(value) && typeof value.value !== 'string' ? value.source : undefined;
  return { ...toPosition(value), ...(sourceText === undefined ? {} : { sourceText }) };
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
