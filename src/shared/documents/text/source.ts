import type { Json, Path } from '../json.ts';
import { type Place, UserError } from '../problem.ts';
import { DocumentSyntaxError, type ParsedText, type Position } from './parsed-text.ts';

/** A YAML or JSON document that was read, with the place of every value in it. */
export interface Source {
  readonly value: Json;
  /** The place of the value at `path` (or of its key); of its nearest ancestor that is written down if it is not. */
  place(path: Path, part?: 'key' | 'value'): Place;
}

export interface SourceText {
  /** How messages name it: a path as it was given, or `input metadata`. */
  readonly name: string;
  /** The path for annotations, relative to the workspace; absent for inline documents. */
  readonly file?: string;
  readonly text: string;
}

/** Lists and mappings one inside the other that a document may have; those of Provena have a dozen. */
const MAX_DEPTH = 100;
const TOO_DEEP_MESSAGE = `the document is nested too deeply to be read: at most ${MAX_DEPTH} lists and mappings, one inside the other`;

/** A validated document would lack it without a word: schemas pass it over, for what it is to the engine. */
const PROTO_KEY_MESSAGE = 'has a key `__proto__`, which cannot be read: give it another name';

/** Bytes that a document may have. A batch of 10,000 model runs takes about 15 MB. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;

/**
 * Reads one YAML 1.2 or JSON document; a byte-order mark is dropped.
 * @throws UserError with a problem, at its line and column, for each syntax error, duplicate key or alias that
 * cannot be resolved, for a second document, and for a document that is empty, too large or too deep.
 */
export async function readSource(text: SourceText): Promise<Source> {
  const [source] = await readDocuments(text, async (yaml) => {
    return [(await import('./yaml-text.ts')).parseYaml(yaml)];
  });
  return source;
}

/**
 * Reads all documents of a text: one of JSON, any number of YAML, separated by `---`.
 * @throws UserError as {@link readSource}, when no document has content.
 */
export async function readSources(text: SourceText): Promise<readonly [Source, ...Source[]]> {
  return readDocuments(text, async (yaml) => (await import('./yaml-text.ts')).parseYamlDocuments(yaml));
}

async function readDocuments(
  { name, file, text: raw }: SourceText,
  parseYaml: (text: string) => Promise<readonly ParsedText[]>,
): Promise<readonly [Source, ...Source[]]> {
  const text = raw.replace(/^\uFEFF/, '');
  const at = (position?: Position): Place => ({
    source: name,
    ...(file === undefined ? {} : { file }),
    ...position,
  });
  const refuse = (message: string): UserError => new UserError({ message, place: at() });
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_DOCUMENT_BYTES)
    throw refuse(`the document has ${bytes} bytes, at most ${MAX_DOCUMENT_BYTES} are read: split it`);
  const documents = await parse(text, name.endsWith('.json') || isJson(text), at, parseYaml);
  const sources = documents
    .filter(({ value }) => value !== null && value !== undefined)
    .map((parsed): Source => {
      const fault = findStructureProblem(parsed.value);
      if (fault !== undefined) throw refuse(fault);
      return { value: parsed.value, place: (path, part = 'value') => at(parsed.locate(path, part)) };
    });
  const [first, ...others] = sources;
  if (!first) throw refuse('the document is empty');
  return [first, ...others];
}

async function parse(
  text: string,
  json: boolean,
  at: (position?: Position) => Place,
  parseYaml: (text: string) => Promise<readonly ParsedText[]>,
): Promise<readonly ParsedText[]> {
  try {
    if (json) return [(await import('./json-text.ts')).parseJson(text)];
    return await parseYaml(text);
  } catch (error) {
    if (error instanceof DocumentSyntaxError) {
      throw new UserError(
        error.problems.map((p) => ({ message: p.message, place: at(p.position) })),
        { cause: error },
      );
    }
    if (error instanceof RangeError) {
      throw new UserError({ message: TOO_DEEP_MESSAGE, place: at() }, { cause: error });
    }
    throw error;
  }
}

/** What no schema can be held against. Level by level: whatever walks a document after this may call itself. */
function findStructureProblem(value: Json): string | undefined {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return TOO_DEEP_MESSAGE;
    const holders = level.filter((entry) => typeof entry === 'object' && entry !== null);
    if (holders.some((entry) => Object.hasOwn(entry, '__proto__'))) return PROTO_KEY_MESSAGE;
    level = holders.flatMap((entry) => Object.values(entry));
  }
  return undefined;
}

/** YAML's flow style also starts with a bracket, so only the parser can distinguish them. */
function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
