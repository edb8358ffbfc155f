import { isMapping } from '../../client/mapping.ts';
import { SERVER_FIELDS } from '../../client/model/server-fields.ts';
import { getValueAt, type Json, type JsonMapping, type Path } from '../json.ts';
import { mergePatch } from '../merge.ts';
import { UserError } from '../problem.ts';
import { listParts } from '../text/file-part.ts';
import type { Source } from '../text/source.ts';
import { describeUnwritableItem, findItemKind, findItemKindBySubtype } from './item-kinds.ts';

/** The field of a stored dataset with what people write. */
const DATASET_FIELD = 'collection_format';
const DATASET_FIELDS: ReadonlySet<string> = new Set(['dataset_info', 'associations', 'approvals']);

interface FetchedItem {
  /** The document, with `kind`, and with `$handle` if the item has an id. */
  readonly source: Source;
  /** Fields of the server that were left out. */
  readonly removed: readonly string[];
}

/**
 * Reads an item as the server returns it, and as `fetch-item` and `list-items` write it, as a document: without the fields
 * that only the server writes. Fields of a dataset outside `collection_format` are merged over it.
 * @returns undefined for other documents.
 * @throws UserError for an item of a kind that cannot be written, and for a seed.
 */
export function readFetchedItem(source: Source): FetchedItem | undefined {
  const { value } = source;
  if (!isMapping(value)) return undefined;
  const format = value[DATASET_FIELD];
  if (!isStoredItem(value) && !isMapping(format)) return undefined;
  const isDataset = isMapping(format);
  const fieldEntries = Object.entries(value).filter(([key]) =>
    isDataset ? DATASET_FIELDS.has(key) : !SERVER_FIELDS.has(key),
  );
  const fields = Object.fromEntries(fieldEntries);
  const id = value['id'];
  const removals = source.noOpRemovals?.filter(([key]) => !SERVER_FIELDS.has(String(key)));
  const { content, noOpRemovals } = isDataset
    ? mergeDataset(format, fields, removals)
    : { content: fields, noOpRemovals: removals };
  const document = {
    ...(isStoredItem(value) ? { kind: getKind(value, source) } : {}),
    ...(typeof id === 'string' ? { $handle: id } : {}),
    ...content,
  };
  const documentFields = new Set([...Object.keys(fields), DATASET_FIELD]);
  return {
    source: {
      value: document,
      noOpRemovals,
      schemaComment: source.schemaComment,
      place: (path, part) => source.place(toStoredPath(path, isDataset ? fields : undefined), part),
    },
    removed: Object.keys(value).filter((key) => !documentFields.has(key)),
  };
}

/**
 * Merges the fields of a dataset outside `collection_format` over it, and removes the fields that are null in a document that
 * was merged over the item.
 * @param removals paths of these nulls.
 */
function mergeDataset(format: JsonMapping, fields: JsonMapping, removals: readonly Path[] = []) {
  const paths = removals.map((path) => (path[0] === DATASET_FIELD ? path.slice(1) : path));
  const merged = mergePatch(format, fields);
  const isPresent = (path: Path): boolean => getValueAt(merged, path) !== undefined;
  return {
    content: paths.filter(isPresent).reduce(removeValue, merged),
    noOpRemovals: paths.filter((path) => !isPresent(path)),
  };
}

function removeValue(document: JsonMapping, path: Path): JsonMapping {
  const [first = '', ...rest] = path;
  const patch = { [first]: rest.reduceRight<Json>((value, step) => ({ [step]: value }), null) };
  return mergePatch(document, patch);
}

/** Splits a list that `list-items` wrote into items; returns other documents unchanged. */
export function splitItemList(source: Source): readonly Source[] {
  const { value } = source;
  return Array.isArray(value) && value.some(isStoredItem) ? listParts(source) : [source];
}

/** The notice about fields that were left out. */
export function formatServerFields(removed: readonly string[]): string {
  return `Ignored fields that only the server sets: ${removed.join(', ')}.`;
}

/** Whether a document is an item as the server returns it. */
export function isStoredItem(value: Json): boolean {
  return (
    isMapping(value) && typeof value['item_subtype'] === 'string' && typeof value['record_type'] === 'string'
  );
}

function getKind(value: JsonMapping, source: Source): string {
  const name = value['kind'];
  if (typeof name === 'string' && findItemKind(name)) return name;
  const kind = findItemKindBySubtype(String(value['item_subtype']));
  if (kind && value['record_type'] !== 'SEED_ITEM') return kind.name;
  throw new UserError({
    message: `${typeof value['id'] === 'string' ? value['id'] : 'the item'} is ${describeUnwritableItem(value)}`,
    path: 'item_subtype',
    place: source.place(['item_subtype']),
  });
}

/** Where a field of the document is in the item. @param merged fields of a dataset that were merged over `collection_format`. */
function toStoredPath(path: Path, merged: JsonMapping | undefined): Path {
  const [first = ''] = path;
  if (first === '$handle') return ['id'];
  if (first === 'kind') return ['item_subtype'];
  const isInDataset = merged !== undefined && !(first in merged);
  return isInDataset ? [DATASET_FIELD, ...path] : path;
}
