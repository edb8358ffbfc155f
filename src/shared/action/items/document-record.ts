import { createHash } from 'node:crypto';
import { formatPath } from '../../client/json/format-path.ts';
import { tryParseJson } from '../../client/json/try-parse-json.ts';
import { isMapping } from '../../client/mapping.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';
import {
  getChild,
  getTextAt,
  type Json,
  type JsonMapping,
  listKeys,
  type Path,
} from '../../documents/json.ts';
import { RUN_URL_FIELD } from '../../jobs/record-identity.ts';
import { formatCanonicalJson } from '../idempotency/fingerprint.ts';
import {
  APPLIED_FIELD,
  DOCUMENT_KEY_FIELD,
  DOCUMENT_PATH_FIELD,
  isReservedPath,
} from '../idempotency/reserved-fields.ts';
import { createIdentityFields, type DocumentIdentity, getMetadataText } from './document-identity.ts';
import type { ItemMatch } from './item-finder.ts';
import { listContents, type StoredItem } from './stored-item.ts';

/** The metadata fields in which an item records its document: what identifies it, and a hash for each of its values. */
export function createDocumentFields(
  kind: ItemKind,
  document: Json,
  identity: DocumentIdentity,
): JsonMapping {
  return {
    ...createIdentityFields(identity),
    [APPLIED_FIELD]: formatCanonicalJson(hashValues(kind, document)),
  };
}

/**
 * True when the item's record of its document is outdated, so that a later change would be misinterpreted: the file was
 * moved, the document was given a `$id` or lost it, or someone else had already made its latest change to the item.
 */
export function isRecordStale(
  document: Json,
  { item, matchedBy, belongsToOther }: ItemMatch,
  identity: DocumentIdentity,
): boolean {
  if (belongsToOther) return false;
  const applied = readApplied(item);
  if (applied && formatCanonicalJson(applied) !== formatCanonicalJson(hashValues(item.kind, document)))
    return true;
  return matchedBy === 'name' && isIdentityStale(item, identity);
}

function isIdentityStale(item: StoredItem, { key, path }: DocumentIdentity): boolean {
  if (key === undefined && path === undefined) return false;
  const isMoved = path !== undefined && getMetadataText(item, DOCUMENT_PATH_FIELD) !== path;
  return isMoved || getMetadataText(item, DOCUMENT_KEY_FIELD) !== key;
}

/**
 * The hashes of the document that was last applied to an item. Restoring an entry of the history also restores the hashes in
 * it, or removes them, so entries that only restore earlier ones are skipped.
 */
export function readApplied(item: StoredItem): JsonMapping | undefined {
  const { metadataPath } = item.kind;
  const contents = listContents(item);
  const hashTexts = contents.map((content) => getTextAt(content, [...metadataPath, APPLIED_FIELD]));
  const isRestored = (index: number): boolean => {
    // Without a link to a run, an entry of a step that applies an earlier document again looks the same.
    if (getTextAt(contents[index] ?? null, [...metadataPath, RUN_URL_FIELD]) === undefined) return false;
    const text = formatCanonicalJson(contents[index] ?? null);
    return hashTexts.some(
      (hashText, i) =>
        i > index && hashText === hashTexts[index] && formatCanonicalJson(contents[i] ?? null) === text,
    );
  };
  const last = hashTexts.findIndex(
    (hashText, index) => hashText !== undefined && hashText !== hashTexts[index + 1] && !isRestored(index),
  );
  // Parsed from JSON.
  const hashes = tryParseJson(hashTexts[last] ?? '') as Json | undefined;
  return isMapping(hashes) ? hashes : undefined;
}

function hashValues(kind: ItemKind, document: Json): JsonMapping {
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
  return createHash('sha256').update(formatCanonicalJson(value)).digest('hex').slice(0, 8);
}
