import { isNode, isPair, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { Json, Path } from '../json.ts';
import { DocumentSyntaxError, MAX_PROBLEMS, type ParsedText, type Position } from './parsed-text.ts';

/** Nodes that one document's aliases may add. Real documents reuse a handful; an alias bomb needs thousands. */
const MAX_ALIASES = 100;

/**
 * What one document may have, beside the bound for all. Every value of YAML is kept with its place, for some two kilobytes
 * each, so that a file that is far from large as JSON would take all the memory of a runner.
 */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_ENTRIES = 500_000;

/**
 * Reads one YAML 1.2 document; merge keys (`<<`) work.
 * @throws RangeError for one that is nested too deeply to be followed.
 * @throws SyntaxProblems for syntax errors, duplicate keys, keys that are not strings, unknown tags, alias bombs, a second
 * document that is not empty, and for documents that are too large.
 */
export function parseYaml(text: string): ParsedText {
  assertSize(text);
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    // A directive `%YAML 1.1` must not change what values mean: dates would become objects.
    schema: 'core',
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (document.errors.some(({ code }) => code === 'RESOURCE_EXHAUSTION')) throw new RangeError('too deep');
  const errors = [
    ...document.errors.filter(
      ({ code, pos }) => code !== 'MULTIPLE_DOCS' || !isEmptyDocument(text.slice(pos[0])),
    ),
    ...document.warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED'),
  ];
  if (errors.length > 0) {
    throw new DocumentSyntaxError(
      errors
        .slice(0, MAX_PROBLEMS)
        .map((error) => ({ message: formatError(error), position: position(error.pos[0]) })),
    );
  }
  keepOverflowingNumbers(document);
  return {
    value: toJson(document),
    locate(path, part) {
      return position(findOffset(document, path, part));
    },
  };
}

/** True for what follows a separator and has no content: a `---` at the end of a file. */
function isEmptyDocument(text: string): boolean {
  return text.split(/\r?\n/).every((line) => /^(#.*|---|\.\.\.)?$/.test(line.trim()));
}

function formatError({ code, message }: YAMLError): string {
  if (code === 'MULTIPLE_DOCS')
    return 'expected one document, found another one after `---`: write each to a file of its own';
  if (code === 'TAG_RESOLVE_FAILED')
    return `${message}. Tags are not supported: write the value itself, in quotes if it starts with \`!\``;
  return message;
}

/** Short commit hashes such as `123e456` look like numbers, and have no value as such: they stay text. */
function keepOverflowingNumbers(document: ReturnType<typeof parseDocument>): void {
  visit(document, {
    Scalar(_, node) {
      const isOverflow = typeof node.value === 'number' && !Number.isFinite(node.value);
      if (isOverflow && /\d/.test(node.source ?? '')) node.value = node.source;
    },
  });
}

function assertSize(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw createSizeError(bytes, MAX_BYTES, 'bytes');
  const entries = text.match(/[\n,]/g)?.length ?? 0;
  if (entries > MAX_ENTRIES) throw createSizeError(entries, MAX_ENTRIES, 'lines and list entries');
}

function createSizeError(count: number, most: number, what: string): DocumentSyntaxError {
  const message = `the document has ${count} ${what}, of YAML at most ${most} are read: write it as JSON, or split it`;
  return new DocumentSyntaxError([{ message, position: { line: 1, column: 1 } }]);
}

function toJson(document: ReturnType<typeof parseDocument>): Json {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as Json;
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new DocumentSyntaxError([
      { message: `aliases cannot be resolved: ${error.message}`, position: { line: 1, column: 1 } },
    ]);
  }
}

/** The offset of the value at `path` (or of its key), of its nearest ancestor that is written down otherwise. */
function findOffset(document: ReturnType<typeof parseDocument>, path: Path, part: 'key' | 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const node = document.getIn(path.slice(0, length), true);
    if (!isNode(node)) continue;
    const key =
      part === 'key' || length < path.length ? findKeyOffset(document, path.slice(0, length)) : undefined;
    return key ?? node.range?.[0] ?? 0;
  }
  return document.contents?.range?.[0] ?? 0;
}

function findKeyOffset(document: ReturnType<typeof parseDocument>, path: Path): number | undefined {
  const parent = document.getIn(path.slice(0, -1), true);
  const name = path.at(-1);
  if (typeof name !== 'string' || !isNode(parent)) return undefined;
  let found: number | undefined;
  visit(parent, {
    Pair(_, pair, ancestors) {
      if (ancestors.length > 1) return visit.SKIP;
      if (isPair(pair) && isScalar(pair.key) && pair.key.value === name) found = pair.key.range?.[0];
      return undefined;
    },
  });
  return found;
}
