import { tryParseJson } from '../../client/json/try-parse-json.ts';
import { formatValue } from '../format-value.ts';
import type { Json, Path } from '../json.ts';
import { type Place, type Position, UserError } from '../problem.ts';
import { createPlace, type FileName } from './name-file.ts';
import { MAX_DEPTH, type ParsedText, TOO_DEEP_MESSAGE } from './parsed-text.ts';
import { explainSecret, findSecretInput } from './secrets.ts';

/** A YAML or JSON document that was read, with the place of every value in it. */
export interface Source extends ParsedText {
  /** Paths at which a document that was merged has null, and the one below it no value: nothing was removed there. */
  readonly noOpRemovals?: readonly Path[] | undefined;
}

export interface SourceText extends FileName {
  readonly text: string;
  /** The input that takes the path of a file, for an input that takes the text of a document. */
  readonly fileInput?: string | undefined;
}

/** Schemas ignore this key, because it sets the prototype of an object: the value would be lost without a message. */
const PROTO_KEY_MESSAGE = 'the document has a key `__proto__`, which is not supported. Rename it';

const HALF_CHARACTER_MESSAGE =
  'the text contains half of a character (an unpaired surrogate), which UTF-8 cannot represent. A program has probably cut the text there: write the whole character, or leave it out';

/** Maximum size of a document in bytes. A batch of 10,000 model runs takes about 15 MB. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/** Whether a file is one JSON document, by its name. */
export function isJsonFile(name: string): boolean {
  return /\.json$/i.test(name);
}

/** One word that ends as the name of a file with documents. */
const PATH_OF_DOCUMENT = /^\s*[^\s"'{}[\]]+\.(?:ya?ml|json|jsonl|ndjson|csv)\s*$/i;

/** A table of model runs where a document is expected, which would be read as YAML. */
const TABLE_START = /^\uFEFF?"?_workflow template id\s/;
const TABLE_MESSAGE =
  'found a table of model runs. Set input model-run-file of register-model-run to a file whose name ends in .csv, with commas between the cells';

/** The first lines of YAML with several keys, or with a value below its key. */
const YAML_START = /^\s*[\w$-]+:(?: *\n| .*\n *[\w$-]+:)/;
const QUOTED_MESSAGE =
  'found a document in quotes. Remove the quotes; in an expression, use the value itself instead of toJSON(…)';

/**
 * Reads one YAML 1.2 or JSON document; a byte-order mark is dropped.
 * @throws UserError with a problem for each syntax error, duplicate key or unresolved alias, with its line and column,
 * and for a second document or a document that is empty, too large or nested too deeply.
 */
export async function readSource(text: SourceText): Promise<Source> {
  const [source, second] = await readSources(text);
  if (!second) return source;
  const message = 'expected one document, found another one after `---`: write each to its own file';
  throw new UserError({ message, place: second.place([]) });
}

/**
 * Reads all documents of a string: one of JSON, any number of YAML, separated by `---`. The parsers are loaded when they are
 * needed.
 * @throws UserError as {@link readSource}, when no document has content.
 */
export async function readSources({
  text: raw,
  fileInput,
  ...file
}: SourceText): Promise<readonly [Source, ...Source[]]> {
  // A carriage return alone is a line break, too; it is replaced by one of the same length.
  const text = raw.replace(/^\uFEFF/, '').replace(/\r(?!\n)/g, '\n');
  const at = (position?: Position): Place => createPlace(file, position);
  const createError = (message: string): UserError => new UserError({ message, place: at() });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES)
    throw createError(
      `the document has ${bytes} bytes; at most ${MAX_DOCUMENT_BYTES} are allowed. Split the document`,
    );
  if (text.trim() === '') throw createError('the document is empty');
  if (fileInput !== undefined && PATH_OF_DOCUMENT.test(text))
    throw createError(
      `expected a document, found the path ${formatValue(text.trim())}. Set input ${fileInput} instead`,
    );
  if (TABLE_START.test(text))
    throw new UserError({ message: TABLE_MESSAGE, place: createPlace(file, { line: 1 }) });
  const parsed: readonly ParsedText[] =
    isJsonFile(file.name) || isJson(text)
      ? [(await import('./json-text.ts')).parseJson(text, at)]
      : (await import('./yaml-text.ts')).parseYamlDocuments(text, at);
  const [first, ...others] = parsed.filter(({ value }) => value !== null && value !== undefined);
  if (!first) throw createError('the document is empty');
  if (typeof first.value === 'string' && (isJson(first.value) || YAML_START.test(first.value)))
    throw new UserError({ message: QUOTED_MESSAGE, place: first.place([]) });
  for (const document of [first, ...others]) assertStructure(document);
  return [first, ...others];
}

/**
 * Rejects what prevents validation: later code is recursive, and schemas ignore the key `__proto__`. Also rejects text that
 * would be changed when it is encoded, and secrets of the step.
 * @throws UserError with the place.
 */
export function assertStructure({ value, place }: ParsedText): void {
  const problem = findStructureProblem(value, 0);
  if (!problem) return;
  throw new UserError({ message: problem.message, place: place(problem.path, 'key') });
}

function findStructureProblem(
  value: Json,
  depth: number,
): { readonly message: string; readonly path: Path } | undefined {
  if (depth > MAX_DEPTH) return { message: TOO_DEEP_MESSAGE, path: [] };
  if (typeof value === 'string') return findTextProblem(value);
  if (typeof value !== 'object' || value === null) return undefined;
  if (Object.hasOwn(value, '__proto__')) return { message: PROTO_KEY_MESSAGE, path: ['__proto__'] };
  for (const [key, child] of Object.entries(value)) {
    const problem = findStructureProblem(key, depth) ?? findStructureProblem(child, depth + 1);
    if (problem) return { ...problem, path: [Array.isArray(value) ? Number(key) : key, ...problem.path] };
  }
  return undefined;
}

function findTextProblem(text: string): { readonly message: string; readonly path: Path } | undefined {
  if (!text.isWellFormed()) return { message: HALF_CHARACTER_MESSAGE, path: [] };
  const input = findSecretInput(text);
  return input === undefined ? undefined : { message: explainSecret(input), path: [] };
}

/** YAML in flow style starts with a bracket, too; only the parser can distinguish it from JSON. */
function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text) && tryParseJson(text) !== undefined;
}
