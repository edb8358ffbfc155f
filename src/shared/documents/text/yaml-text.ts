import {
  type Document,
  isScalar,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
  type YAMLError,
} from 'yaml';
import type { Json } from '../json.ts';
import {
  DocumentSyntaxError,
  formatInfiniteNumber,
  MAX_PROBLEMS,
  type ParsedText,
  type Position,
} from './parsed-text.ts';
import { explainYamlErrors } from './yaml-errors.ts';
import { YamlLocator } from './yaml-locator.ts';

/** Nodes that one document's aliases may add. Real documents reuse a handful; an alias bomb needs thousands. */
const MAX_ALIASES = 100;

/**
 * Limits of one YAML document, in addition to those of all documents. Every value of YAML is kept with its place, in
 * about 2 kB each, so that a file of a size that is no problem as JSON would take all the memory of a runner.
 */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_ENTRIES = 500_000;

/**
 * Reads one YAML 1.2 document; merge keys (`<<`) work.
 * @throws RangeError for one that is nested too deeply.
 * @throws DocumentSyntaxError as {@link parseYamlDocuments}, and for a second document that is not empty.
 */
export function parseYaml(text: string): ParsedText {
  const [first = EMPTY, second] = parseYamlDocuments(text);
  if (!second) return first;
  const message = 'expected one document, found another one after `---`: write each to its own file';
  throw new DocumentSyntaxError([{ message, position: second.locate([], 'value') }]);
}

const EMPTY: ParsedText = { value: null, locate: () => ({ line: 1, column: 1 }) };

/**
 * Reads the YAML 1.2 documents of a text, separated by `---`, without empty ones.
 * @throws RangeError for one that is nested too deeply.
 * @throws DocumentSyntaxError for syntax errors, duplicate keys, keys that are not strings, numbers without a value in
 * JSON, tags, alias bombs, and for texts that are too large.
 */
export function parseYamlDocuments(text: string): ParsedText[] {
  assertSize(text);
  const lines = new LineCounter();
  const stream = parseAllDocuments(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    // The check of the library compares all keys with one another.
    uniqueKeys: false,
    // A directive `%YAML 1.1` must not change the types of values: dates would become objects.
    schema: 'core',
    // `!!timestamp`, `!!binary` and `!!set` would become values that JSON does not have.
    resolveKnownTags: false,
  });
  const documents = 'empty' in stream ? [] : stream;
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (documents.flatMap(getErrors).some(({ code }) => code === 'RESOURCE_EXHAUSTION'))
    throw new RangeError('too deep');
  const problems = [
    ...documents.flatMap((document) => explainYamlErrors(getErrors(document), text, document)),
    ...documents.flatMap(findValueProblems),
  ];
  if (problems.length > 0) {
    throw new DocumentSyntaxError(
      problems.slice(0, MAX_PROBLEMS).map(({ message, offset }) => ({ message, position: position(offset) })),
    );
  }
  return documents.filter(hasContent).map((document) => {
    const locator = new YamlLocator(document, lines);
    return { value: toJson(document), locate: (path, part) => locator.locate(path, part) };
  });
}

function getErrors({ errors, warnings }: Document): YAMLError[] {
  return [...errors, ...warnings.filter(({ code }) => code === 'TAG_RESOLVE_FAILED')];
}

/** False for what follows a separator at the end of a file. */
function hasContent({ contents }: Document): boolean {
  return contents !== null && !(isScalar(contents) && contents.value === null);
}

interface ValueProblem {
  readonly message: string;
  readonly offset: number;
}

/** Duplicate keys, and numbers that JSON cannot represent: short commit hashes such as `123e456`. */
function findValueProblems(document: Document): ValueProblem[] {
  const problems: ValueProblem[] = [];
  const report = (message: string, { range }: Node): symbol | undefined => {
    problems.push({ message, offset: range?.[0] ?? 0 });
    return problems.length < MAX_PROBLEMS ? undefined : visit.BREAK;
  };
  visit(document, {
    Map(_, { items }) {
      const names = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (names.has(key.value)) return report(`duplicate key ${JSON.stringify(key.value)}`, key);
        names.add(key.value);
      }
      return undefined;
    },
    Scalar(_, node) {
      if (typeof node.value !== 'number' || Number.isFinite(node.value)) return undefined;
      return report(formatInfiniteNumber(node.source ?? String(node.value)), node);
    },
  });
  return problems;
}

function assertSize(text: string): void {
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_BYTES) throw createSizeError(bytes, MAX_BYTES, 'bytes');
  const entries = text.match(/[\n,]/g)?.length ?? 0;
  if (entries > MAX_ENTRIES) throw createSizeError(entries, MAX_ENTRIES, 'lines and list entries');
}

function createSizeError(count: number, most: number, subject: string): DocumentSyntaxError {
  const message = `the document has ${count} ${subject}; at most ${most} are allowed in YAML. Write it as JSON, or split it`;
  return new DocumentSyntaxError([{ message, position: { line: 1, column: 1 } }]);
}

function toJson(document: Document): Json {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    throw new DocumentSyntaxError([
      { message: `aliases cannot be resolved: ${error.message}`, position: { line: 1, column: 1 } },
    ]);
  }
}
