import { formatPath } from '../../client/json/format-path.ts';
import { isMapping } from '../../client/mapping.ts';
import { type Change, findChanges } from '../../documents/items/difference.ts';
import { getChild, type Json, listKeys, type Path } from '../../documents/json.ts';
import { isReservedPath } from '../idempotency/reserved-fields.ts';
import { hashValue, readApplied } from './document-record.ts';
import type { StoredItem } from './stored-item.ts';

/** `keep` keeps changes that others made to an item, `overwrite` restores the values of the document. */
export type OnDrift = 'keep' | 'overwrite';

export interface MergeResult {
  readonly value: Json;
  /** Fields in which the merged value differs from the item. */
  readonly changes: readonly Change[];
  /** Fields that someone else changed; `before` is the value of the document, `after` that of the item. */
  readonly drift: readonly Change[];
}

/**
 * Merges a document into its item three ways, as `kubectl apply` does: a value that the document has changed since it was
 * last applied is set, and a value that only the item has changed is drift. Lists are compared as a whole. Without a
 * record of the last application the document's values are set, and the item's other fields are kept.
 */
export function mergeDocument(document: Json, item: StoredItem, onDrift: OnDrift): MergeResult {
  const { kind } = item;
  const isManaged = (path: Path): boolean => isReservedPath(path, kind.metadataPath);
  const comparison = { schema: kind.schema, isManaged };
  const applied = readApplied(item);
  const drift: Change[] = [];
  const merge = (desired: Json | undefined, stored: Json | undefined, path: Path): Json | undefined => {
    if (isManaged(path)) return stored;
    if (areMappings(desired, stored)) return mergeFields(desired, stored, path);
    if (findChanges(comparison, stored, desired, path).length === 0) return desired ?? stored;
    if (isChangedByDocument(desired, path, applied)) return desired;
    if (applied) drift.push({ path, before: desired, after: stored });
    return applied && onDrift === 'overwrite' ? desired : stored;
  };
  const mergeFields = (desired: Json | undefined, stored: Json | undefined, path: Path): Json | undefined => {
    const names = new Set([...listKeys(desired), ...listKeys(stored)]);
    const entries = [...names].flatMap((name) => {
      const value = merge(getChild(desired, name), getChild(stored, name), [...path, name]);
      return value === undefined ? [] : [[name, value] as const];
    });
    return entries.length === 0 && desired === undefined ? undefined : Object.fromEntries(entries);
  };
  const value = mergeFields(document, item.value, []) ?? {};
  return { value, drift, changes: findChanges(comparison, item.value, value) };
}

function isChangedByDocument(
  desired: Json | undefined,
  path: Path,
  applied: Readonly<Record<string, unknown>> | undefined,
): boolean {
  const isSet = desired !== undefined && desired !== null;
  if (!applied) return isSet;
  const name = formatPath(path);
  const before = Object.hasOwn(applied, name) ? applied[name] : undefined;
  return isSet ? before !== hashValue(desired) : before !== undefined;
}

/** True when both are mappings, or one is and the other is missing. */
function areMappings(a: Json | undefined, b: Json | undefined): boolean {
  const isMissing = (value: Json | undefined): boolean => value === undefined || value === null;
  return (isMapping(a) || isMapping(b)) && (isMapping(a) || isMissing(a)) && (isMapping(b) || isMissing(b));
}
