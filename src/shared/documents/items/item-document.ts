import { isMapping } from '../../client/mapping.ts';
import { toHandle } from '../../client/model/parse-handle.ts';
import { safeParse } from '../../client/model/safe-parse.ts';
import { handle, nonEmptyText } from '../../client/model/text.ts';
import { formatKindHint, getDeclaredKind, getFields, ITEM_KIND_NAMES, MODEL_RUN } from '../document-kind.ts';
import { didYouMean, formatValue } from '../format-value.ts';
import type { Json, JsonMapping, Path } from '../json.ts';
import { type Problem, ProblemList, UserError } from '../problem.ts';
import { replaceValues } from '../replace.ts';
import type { Source } from '../text/source.ts';
import { formatUnquoted, formatZodIssue, MISSING_VALUE } from '../validation/format-issue.ts';
import { normalizeHandles } from '../validation/schema-walk.ts';
import { parseDocument, type SchemaProblem } from '../validation/validate-document.ts';
import { readFetchedItem, splitItemList } from './fetched-item.ts';
import { checkIdentifiers } from './identifiers.ts';
import { findItemKind, type ItemKind } from './item-kinds.ts';

export interface ItemDocument {
  /** Name in references and messages: its `$id`, or its file. */
  readonly name: string;
  /** The file of the document, or its name in messages; `items.yaml#2` for the second document of a file. */
  readonly file: string;
  /** True when the file has further documents, so that it identifies none of them. */
  readonly sharesFile: boolean;
  readonly kind: ItemKind;
  readonly handle: string | undefined;
  /** The content of the document, with unresolved references. */
  readonly value: Json;
  readonly references: readonly Reference[];
  readonly source: Source;
  /** Fields of the server that were left out: the document is an item that was fetched. */
  readonly serverFields: readonly string[];
}

const ANY_HANDLE = handle('Handle of an existing item.');
const ANY_NAME = nonEmptyText('');

/**
 * Replaces a reference to another document until the handle of its item is known. It is a valid handle that no item has. A
 * number for each target is added, so that rules can compare the handles.
 */
const PLACEHOLDER = '0/to-be-registered.';
const PLACEHOLDERS = /"0\/to-be-registered\.(\d+)"/g;

const LIST_HINT = '. Write each item to a document of its own; in YAML, separate documents with ---';

export interface ItemDocumentText {
  readonly source: Source;
  /** Name of the document in messages. */
  readonly file: string;
  /** The kind of documents without `kind`. */
  readonly kind: string | undefined;
  /** The place of the document among those of its text, from 0. */
  readonly index?: number;
  /** The number of documents in its text. */
  readonly count?: number;
  /** Fields may be missing: the rest comes from elsewhere. */
  readonly isPartial?: boolean;
  /** Kinds of documents without an item that the step accepts, too. */
  readonly furtherKinds?: readonly string[];
}

/**
 * Reads a document of an item and validates it with the schema of its kind.
 * @throws UserError with all its problems. References are not checked.
 */
export function readItemDocument({
  source: original,
  file: fileName,
  kind: fallback,
  index = 0,
  count = 1,
  isPartial = false,
  furtherKinds = [],
}: ItemDocumentText): ItemDocument {
  const file = index === 0 ? fileName : `${fileName}#${index + 1}`;
  const fetched = readFetchedItem(original);
  const source = fetched?.source ?? original;
  const { value } = source;
  if (!isMapping(value))
    throw new UserError({
      message: `expected a mapping that describes an item, found ${formatValue(value)}${Array.isArray(value) ? LIST_HINT : ''}`,
      place: source.place([]),
    });
  const kind = resolveKind(value, source, { fallback, furtherKinds });
  const fields = normalizeHandles(kind.schema, getFields(value));
  const references = findReferences(fields);
  const problems = [
    ...checkDocumentKeys(value, source, isPartial),
    ...checkFields(kind, { ...source, value: fields }, references).filter(
      ({ isMissing }) => !(isPartial && isMissing),
    ),
    ...checkIdentifiers(value, source),
  ];
  if (problems.length > 0) throw new UserError(problems);
  const id = value['$id'];
  const itemHandle = value['$handle'];
  return {
    // An accented letter can be one character or two.
    name: typeof id === 'string' ? id.normalize() : file,
    file,
    sharesFile: count > 1,
    kind,
    handle: typeof itemHandle === 'string' ? toHandle(itemHandle) : undefined,
    value: fields,
    references,
    source,
    serverFields: fetched?.removed ?? [],
  };
}

/** The problems that the schema of a kind reports, with the targets of the references. */
function checkFields(kind: ItemKind, source: Source, references: readonly Reference[]): SchemaProblem[] {
  const targets = new Map(references.map(({ target }, i) => [target, i]));
  const value = replaceValues(
    source.value,
    references.map(({ path, target }) => ({ path, value: `${PLACEHOLDER}${targets.get(target)}` })),
  );
  const { problems = [] } = parseDocument(kind.schema, { ...source, value });
  return problems.map((problem) => ({
    ...problem,
    message: problem.message.replace(PLACEHOLDERS, (_, i) => formatValue(references[Number(i)]?.target)),
  }));
}

/**
 * Reads all item documents of a string.
 * @throws UserError with the problems of all of them.
 */
export function readItemDocuments(
  listed: readonly Source[],
  { file, kind }: Omit<ItemDocumentText, 'source'>,
): ItemDocument[] {
  const sources = listed.flatMap(splitItemList);
  const documents: ItemDocument[] = [];
  const problems = new ProblemList();
  for (const [index, source] of sources.entries()) {
    try {
      documents.push(readItemDocument({ source, file, kind, index, count: sources.length }));
    } catch (error) {
      problems.addError(error);
    }
  }
  problems.assertEmpty();
  return documents;
}

function resolveKind(
  value: JsonMapping,
  source: Source,
  { fallback, furtherKinds }: { fallback: string | undefined; furtherKinds: readonly string[] },
): ItemKind {
  const name = value['kind'] ?? getDeclaredKind(value, source.schemaComment).kind ?? fallback;
  const kind = typeof name === 'string' ? findItemKind(name) : undefined;
  if (kind) return kind;
  const kinds = [...ITEM_KIND_NAMES, ...furtherKinds];
  const expected = `expected one of ${kinds.join(', ')}`;
  const message =
    name === undefined
      ? `is required: ${expected}${formatSchemaHint(value['$schema'] ?? source.schemaComment, kinds)}`
      : `${expected}, found ${formatValue(name)}${typeof name === 'string' ? formatKindHint(name, [...ITEM_KIND_NAMES, MODEL_RUN]) : ''}`;
  throw new UserError({ message, path: 'kind', place: source.place(['kind']) });
}

/** The remedy for a `$schema` whose name is almost that of a schema of a kind; empty for other schemas. */
function formatSchemaHint(schema: unknown, kinds: readonly string[]): string {
  const [file] = typeof schema === 'string' ? (/[^/]+$/.exec(schema) ?? []) : [];
  const files = kinds.flatMap((kind) => [`${kind}.json`, `${kind}-partial.json`]);
  const hint = file === undefined ? '' : didYouMean(file, files);
  return hint && `. No kind has the schema ${formatValue(file)}${hint}`;
}

function checkDocumentKeys(value: JsonMapping, source: Source, isPartial: boolean): Problem[] {
  return ['$id', '$handle', '$schema'].flatMap((key): Problem[] => {
    const text = value[key] ?? undefined;
    const place = source.place([key]);
    // Without its identity, the document could describe another item.
    if (text === undefined && place.sourceText === '' && key !== '$schema' && !isPartial)
      return [{ message: `expected a string, found no value${MISSING_VALUE}`, path: key, place }];
    if (text === undefined) return [];
    if (typeof text !== 'string') {
      const found = place.sourceText ? formatUnquoted(place.sourceText, text) : formatValue(text);
      return [{ message: `expected a string, found ${found}`, path: key, place }];
    }
    const { error } = safeParse(key === '$handle' ? ANY_HANDLE : ANY_NAME, text);
    return (error?.issues ?? []).map((issue) => ({ message: formatZodIssue(issue, text), path: key, place }));
  });
}

/** A place in a document that names another document in place of a handle: `{ $ref: ./model.yaml }`. */
export interface Reference {
  readonly path: Path;
  /** The other document's `$id`, or its file by path from this one. */
  readonly target: string;
}

/** A document without `$id` has the name of its file. */
export function hasId({ name, file }: ItemDocument): boolean {
  return name !== file;
}

/** Every reference of a document. */
export function findReferences(value: Json, path: Path = []): Reference[] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => findReferences(entry, [...path, i]));
  if (!isMapping(value)) return [];
  const target = value['$ref'];
  if (typeof target === 'string' && Object.keys(value).length === 1) return [{ path, target }];
  return Object.entries(value).flatMap(([key, entry]) => findReferences(entry, [...path, key]));
}
