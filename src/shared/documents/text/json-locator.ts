import { createScanner } from 'jsonc-parser';
import type { Path } from '../json.ts';
import type { Position } from '../problem.ts';
import { LineIndex } from './line-index.ts';

/** A number, `true`, `false` or `null`. */
const LITERAL = /[-\w][-+.\w]*/y;

/** The offsets at which an entry of a list or mapping starts. The key of a list's entry is the entry itself. */
interface Entry {
  readonly key: number;
  readonly value: number;
}

/**
 * Locates the values of a valid JSON text. Keeps only the entries of the lists and mappings around these values, because a
 * tree of all values takes 16 times the memory of the text.
 */
export class JsonLocator {
  readonly #text: string;
  readonly #lines: LineIndex;
  /** By the offset at which their list or mapping starts. */
  readonly #entries = new Map<number, ReadonlyMap<string, Entry>>();

  constructor(text: string) {
    this.#text = text;
    this.#lines = new LineIndex(text);
  }

  /** The position of what is at `path`, or of its nearest ancestor. */
  locate(path: Path, part: 'key' | 'value'): Position {
    const offset = this.#findOffset(path, part);
    LITERAL.lastIndex = offset;
    const sourceText = LITERAL.exec(this.#text)?.[0];
    return {
      ...this.#lines.toPosition(offset),
      ...(sourceText === undefined ? {} : { sourceText }),
    };
  }

  #findOffset(path: Path, part: 'key' | 'value'): number {
    const start = Math.max(0, this.#text.search(/\S/));
    let entry: Entry = { key: start, value: start };
    for (const step of path) {
      const entries = this.#entries.get(entry.value) ?? listEntries(this.#text, entry.value);
      this.#entries.set(entry.value, entries);
      const next = entries.get(String(step));
      if (!next) return entry.key;
      entry = next;
    }
    return entry[part];
  }
}

/** The entries of the list or mapping that starts at an offset; none for any other value. */
function listEntries(text: string, start: number): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const scanner = createScanner(text, true);
  scanner.setPosition(start);
  const isMapping = text.charAt(start) === '{';
  let name = '';
  let key = start;
  let previous = '';
  let depth = 0;
  do {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const token = text.charAt(offset);
    if (depth === 1 && !',:]}'.includes(token)) {
      if (!isMapping) entries.set(String(entries.size), { key: offset, value: offset });
      else if (previous === ':') entries.set(name, { key, value: offset });
      else [name, key] = [scanner.getTokenValue(), offset];
    }
    if ('[{'.includes(token)) depth++;
    if (']}'.includes(token)) depth--;
    previous = token;
  } while (depth > 0);
  return entries;
}
