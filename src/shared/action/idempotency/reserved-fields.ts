import { isMapping } from '../../client/mapping.ts';
import { getValueAt, type Json, type JsonMapping, type Path } from '../../documents/json.ts';
import { mergePatch } from '../../documents/merge.ts';
import {
  FINGERPRINT_FIELD,
  KEY_FIELD,
  RUN_ATTEMPT_FIELD,
  RUN_URL_FIELD,
} from '../../jobs/record-identity.ts';

/** Metadata field with the repository and `$id` of the document that describes the item. */
export const DOCUMENT_KEY_FIELD = 'document_key';
/** Metadata field with the repository and path of that document. */
export const DOCUMENT_PATH_FIELD = 'document_path';
/** Metadata field that records what the document last applied: a hash for each of its values. */
export const APPLIED_FIELD = 'document_applied';

/** Fields that describe the workflow run. The user can have other `ci_` fields: `ci_lower` may be a confidence limit. */
const RUN_FIELDS = [
  'ci_repository',
  'ci_repository_id',
  'ci_commit',
  'ci_event_commit',
  'ci_dirty',
  'ci_pull_request',
  'ci_pull_request_head',
  'ci_ref',
  'ci_workflow',
  RUN_URL_FIELD,
  RUN_ATTEMPT_FIELD,
  'ci_actor',
] as const;

export type RunField = (typeof RUN_FIELDS)[number];

const RESERVED_FIELDS: ReadonlySet<string> = new Set([
  KEY_FIELD,
  FINGERPRINT_FIELD,
  DOCUMENT_KEY_FIELD,
  DOCUMENT_PATH_FIELD,
  APPLIED_FIELD,
  ...RUN_FIELDS,
]);

/** True for metadata fields that the actions set themselves: a document cannot set them. */
export function isReservedField(name: string): boolean {
  return RESERVED_FIELDS.has(name);
}

/** Whether a path of a document is that of a reserved field in its metadata. */
export function isReservedPath(path: Path, metadataPath: Path): boolean {
  return (
    path.length === metadataPath.length + 1 &&
    metadataPath.every((step, i) => step === path[i]) &&
    isReservedField(String(path.at(-1)))
  );
}

/** Splits metadata or annotations into the fields of the user, and the names of reserved fields. */
export function splitReservedFields<T>(fields: Readonly<Record<string, T>>): {
  readonly userFields: Readonly<Record<string, T>>;
  readonly removed: readonly string[];
} {
  return {
    userFields: filterFields(fields, (name) => !isReservedField(name)),
    removed: Object.keys(fields).filter(isReservedField),
  };
}

/**
 * Removes reserved fields from the metadata at `metadataPath`, for example after the metadata of a fetched item was copied
 * into a document. Metadata that contained nothing else is removed too, so that the fingerprint does not change.
 */
export function removeReservedFields(
  document: Json,
  metadataPath: Path,
): { readonly document: Json; readonly removed: readonly string[] } {
  const metadata = getValueAt(document, metadataPath);
  const { userFields, removed } = splitReservedFields(isMapping(metadata) ? metadata : {});
  if (removed.length === 0) return { document, removed };
  const parent = metadataPath.slice(0, -1);
  const isOnlyReserved = metadataPath.length > 0 && Object.keys(userFields).length === 0;
  return {
    document: isOnlyReserved
      ? removeFields(document, parent, (name) => name === metadataPath.at(-1))
      : changeFields(document, metadataPath, () => userFields),
    removed,
  };
}

/** Reserved fields in the metadata at `metadataPath`. */
export function getReservedFields(document: Json, metadataPath: Path): JsonMapping {
  const metadata = getValueAt(document, metadataPath);
  return isMapping(metadata) ? filterFields(metadata, isReservedField) : {};
}

/** Adds fields to the metadata at `metadataPath`; they replace fields of the same name, and null removes them. */
export function addReservedFields(document: Json, metadataPath: Path, added: JsonMapping): Json {
  return changeFields(document, metadataPath, (fields) => mergePatch(fields, added));
}

/**
 * Replaces the fields that describe the run which wrote an item: a field that only the previous run had is removed. All
 * other fields stay.
 */
export function replaceRunMetadata(value: Json, metadataPath: Path, runMetadata: JsonMapping): Json {
  return addReservedFields(removeFields(value, metadataPath, isRunField), metadataPath, runMetadata);
}

/** Removes what a new version inherits from its predecessor and must not have: its run, and the key of its creation. */
export function removeCreationFields(value: Json, metadataPath: Path): Json {
  const isCreationField = (name: string): boolean =>
    isRunField(name) || name === KEY_FIELD || name === FINGERPRINT_FIELD;
  return removeFields(value, metadataPath, isCreationField);
}

function isRunField(name: string): boolean {
  return RUN_FIELDS.some((field) => field === name);
}

function removeFields(document: Json, path: Path, isRemoved: (name: string) => boolean): Json {
  if (!isMapping(getValueAt(document, path))) return document;
  return changeFields(document, path, (fields) => filterFields(fields, (name) => !isRemoved(name)));
}

function filterFields<T>(
  fields: Readonly<Record<string, T>>,
  isKept: (name: string) => boolean,
): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isKept(name)));
}

/** Changes the mapping at a path of a document; one that does not exist is created. */
function changeFields(document: Json, [step, ...rest]: Path, change: (fields: JsonMapping) => Json): Json {
  const fields = isMapping(document) ? document : {};
  return step === undefined
    ? change(fields)
    : { ...fields, [step]: changeFields(fields[step] ?? {}, rest, change) };
}

/** The notice about fields that were removed. */
export function formatRemovedFields(removed: readonly string[]): string {
  const names = [...new Set(removed)];
  const fields = names.length === 1 ? 'field' : 'fields';
  return `Ignored the ${fields} ${names.join(', ')} of the document: the action sets ${names.length === 1 ? 'it' : 'them'}.`;
}
