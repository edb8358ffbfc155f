import { isMapping } from '../client/mapping.ts';
import { normalizeKind } from '../client/model/normalize-kind.ts';
import { didYouMean, formatValue } from './format-value.ts';
import type { Json, JsonMapping } from './json.ts';
import { UserError } from './problem.ts';
import type { Source } from './text/source.ts';

/** The kind of documents with model runs; all other kinds are items. */
export const MODEL_RUN = 'model-run';

/** The kind of documents that hold model runs with the datasets to mint for them. */
export const RUN = 'run';

/** The kinds that a document of model runs may name; the first is the one that messages name. */
export type RecordKinds = readonly [string, ...string[]];

export const DATASET = 'dataset';

/** The kinds of items that people write. */
export const ITEM_KIND_NAMES = [
  'organisation',
  'person',
  'model',
  'dataset-template',
  'model-run-workflow-template',
  'study',
  DATASET,
] as const;

const KIND_NAMES: ReadonlySet<string> = new Set([...ITEM_KIND_NAMES, MODEL_RUN, RUN]);

/** The actions for documents of one kind; register-item is for all kinds of items. */
const ACTIONS: Readonly<Record<string, string>> = {
  [MODEL_RUN]: 'register-model-run',
  [RUN]: 'record-run',
  [DATASET]: 'mint-dataset',
};

export interface DeclaredKind {
  readonly kind: string | undefined;
  /** The schema is the one of documents to which a workflow adds the rest: `dataset-partial.json`. */
  readonly isPartial: boolean;
}

/**
 * The kind that a document, or the first entry of a list, declares: by `kind`, by `$schema`, or by the comment of its file
 * with the schema for editors.
 */
export function getDeclaredKind(value: Json, schemaComment?: string): DeclaredKind {
  const document = Array.isArray(value) ? value[0] : value;
  const { kind: declared, $schema } = isMapping(document) ? document : {};
  const { kind, isPartial } = parseSchemaName($schema) ??
    parseSchemaName(schemaComment) ?? { kind: undefined, isPartial: false };
  return { kind: typeof declared === 'string' ? normalizeRecordKind(declared) : kind, isPartial };
}

/** The kind that the name of a schema means: `…/schemas/study-partial.json`. Undefined for schemas of other projects. */
function parseSchemaName(schema: unknown): DeclaredKind | undefined {
  if (typeof schema !== 'string') return undefined;
  const [, name = '', partial] = /(?<![\w-])([\w-]+?)(-partial)?\.json$/.exec(schema) ?? [];
  const kind = normalizeKind(name);
  return KIND_NAMES.has(kind) ? { kind, isPartial: partial !== undefined } : undefined;
}

/** Normalizes the name of a kind of model runs, such as `MODEL_RUN` or `Model run`; returns any other name unchanged. */
export function normalizeRecordKind(kind: string | undefined): string | undefined {
  return isRecordKind(kind) ? normalizeKind(kind) : kind;
}

/** Whether documents of a kind describe model runs. */
export function isRecordKind(kind: string | undefined): kind is string {
  return [MODEL_RUN, RUN].includes(normalizeKind(kind ?? ''));
}

/**
 * Checks the declared kind of a document. This comes before its fields, because all fields of another kind are invalid.
 * @throws UserError
 */
export function assertKind(
  { value, place }: Pick<Source, 'value' | 'place'>,
  ...expected: RecordKinds
): void {
  if (!isMapping(value)) return;
  const field = value['kind'] === undefined ? '$schema' : 'kind';
  const kind = field === 'kind' ? value[field] : parseSchemaName(value[field])?.kind;
  if (typeof kind !== 'string' || expected.includes(normalizeKind(kind))) return;
  throw new UserError({
    message: `expected ${formatValue(expected[0])}, found ${formatValue(kind)}. ${formatActionHint(kind)}`,
    path: field,
    place: place([field]),
  });
}

/** The action for documents of a kind. */
export function formatActionHint(kind: string): string {
  return `Use the action ${ACTIONS[normalizeKind(kind)] ?? 'register-item'} for this document`;
}

/** The remedy for a kind that is not accepted: the action for model runs, or the most similar kind. */
export function formatKindHint(kind: string, accepted: readonly string[]): string {
  return isRecordKind(kind) ? `. ${formatActionHint(kind)}` : didYouMean(kind, accepted);
}

/** Keys that are about the document and not part of its content: its schema for editors, its kind, its id, its item. */
export const DOCUMENT_KEYS: readonly string[] = ['$schema', '$id', '$handle', 'kind'];

/** Removes the keys that are about the document. */
export function removeDocumentKeys(source: Source): Source {
  return isMapping(source.value) ? { ...source, value: getFields(source.value) } : source;
}

/** The content of a document. */
export function getFields(value: JsonMapping): JsonMapping {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !DOCUMENT_KEYS.includes(key)));
}
