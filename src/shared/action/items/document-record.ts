import { hash } from 'node:crypto';
import { formatPath } from '../../client/json/format-path.ts';
import { tryParseJson } from '../../client/json/try-parse-json.ts';
import { getTextField, isMapping } from '../../client/mapping.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import {
  getChild,
  getTextAt,
  type Json,
  type JsonMapping,
  listKeys,
  type Path,
} from '../../documents/json.ts';
import { formatCanonicalJson } from '../idempotency/fingerprint.ts';
import {
  APPLIED_FIELD,
  DOCUMENT_KEY_FIELD,
  DOCUMENT_PATH_FIELD,
  isReservedPath,
} from '../idempotency/reserved-fields.ts';
import {
  type DocumentIdentity,
  GENERATED_FILE_MARK,
  getDocumentKey,
  getMetadataText,
  getRecordedPath,
} from './document-identity.ts';
import { listContents, type StoredItem } from './stored-item.ts';

/**
 * The metadata fields in which an item records its document: what identifies it, and a hash for each of its values.
 * @param isGenerated whether the job has written the file of the document.
 * @param item the item before the update; undefined for a new one.
 */
export function createDocumentFields(
  kind: ItemKind,
  document: Json,
  { key, path }: DocumentIdentity,
  isGenerated: boolean,
  item?: StoredItem,
): JsonMapping {
  const hashes = formatCanonicalJson(hashValues(kind, document));
  // `readApplied` ignores an entry whose text is that of the entry before it, as in an update by another program. If someone has
  // restored an entry with these hashes, the update needs another text: a space has no meaning in JSON.
  const isRestored =
    item && getMetadataText(item, APPLIED_FIELD) === hashes && !isApplied(readApplied(item), hashes);
  return {
    // Null removes a `$id` that the document had.
    ...(key === undefined && path === undefined ? {} : { [DOCUMENT_KEY_FIELD]: key ?? null }),
    ...(path === undefined
      ? {}
      : { [DOCUMENT_PATH_FIELD]: isGenerated ? `${path}${GENERATED_FILE_MARK}` : path }),
    [APPLIED_FIELD]: isRestored ? hashes.replace('{', '{ ') : hashes,
  };
}

/**
 * True when the item's record of its document is outdated, so that a later change would be misinterpreted: the file was
 * moved, the document was given a `$id` or lost it, or someone else had already made its latest change to the item.
 * @param identity undefined if the item was not found by its name, so that its record has what found it.
 */
export function isRecordStale(
  document: Json,
  item: StoredItem,
  identity: DocumentIdentity | undefined,
): boolean {
  const applied = readApplied(item);
  if (applied && !isApplied(applied, formatCanonicalJson(hashValues(item.kind, document)))) return true;
  if (identity === undefined) return false;
  const { key, path } = identity;
  if (path !== undefined && getRecordedPath(item, identity) !== path) return true;
  return (key !== undefined || path !== undefined) && getDocumentKey(item, identity) !== key;
}

function isApplied(applied: JsonMapping | undefined, hashes: string): boolean {
  return applied !== undefined && formatCanonicalJson(applied) === hashes;
}

/** The registry, and the data store for datasets, put this before the reason of a restored entry. */
const RESTORED = /^(?:\(Restoring to v\d+\)|Reverting dataset to history id \d+\.) /;

/**
 * The hashes of the document that was last applied to an item, or to an earlier version of it. Restoring an entry of the
 * history also restores the hashes in it, or removes them, so restored entries are skipped.
 */
export function readApplied(item: StoredItem): JsonMapping | undefined {
  const { metadataPath } = item.kind;
  const history = [...item.history, ...item.earlierHistory];
  const hashTexts = listContents({ ...item, history }).map((content) =>
    getTextAt(content, [...metadataPath, APPLIED_FIELD]),
  );
  const isRestored = (index: number): boolean => RESTORED.test(getTextField(history[index], 'reason') ?? '');
  const last = hashTexts.findIndex(
    (hashText, index) => hashText !== undefined && hashText !== hashTexts[index + 1] && !isRestored(index),
  );
  // Parsed from JSON.
  const hashes = tryParseJson(hashTexts[last] ?? '') as Json | undefined;
  return isMapping(hashes) ? hashes : undefined;
}

/** Share of equal values from which a document may be another one under a new name. Git detects renamed files by the same share. */
const MIN_SIMILARITY = 0.5;

/** Returns a function that is true for items of a kind which were last updated from a document with mostly equal values. */
export function createSimilarityFilter(kind: ItemKind, document: Json): (item: StoredItem) => boolean {
  const hashes = hashValues(kind, document);
  const count = Object.keys(hashes).length;
  return (item) => {
    const applied = listApplied(item);
    const equal = applied.filter(([path, hashed]) => hashes[path] === hashed);
    return equal.length >= MIN_SIMILARITY * Math.max(applied.length, count, 1);
  };
}

const appliedByItem = new WeakMap<StoredItem, readonly [path: string, hash: Json][]>();

/** The hashes of {@link readApplied}, read once: each of thousands of new documents is compared with each item. */
function listApplied(item: StoredItem): readonly [path: string, hash: Json][] {
  const applied = appliedByItem.get(item) ?? Object.entries(readApplied(item) ?? {});
  appliedByItem.set(item, applied);
  return applied;
}

/** A hash for each value of a document. */
function hashValues(kind: ItemKind, document: Json): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const visit = (value: Json, path: Path): void => {
    if (isReservedPath(path, kind.metadataPath)) return;
    const names = listKeys(value);
    for (const name of names) visit(getChild(value, name) ?? null, [...path, name]);
    if (names.length === 0 && value !== null) hashes[formatPath(path)] = hashValue(value);
  };
  visit(document, []);
  return hashes;
}

/** 8 hexadecimal digits: enough to see that one value changed. */
export function hashValue(value: Json): string {
  return hash('sha256', formatCanonicalJson(value)).slice(0, 8);
}
