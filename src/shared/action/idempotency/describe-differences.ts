import type * as z from 'zod/mini';
import { findChanges, formatChange } from '../../documents/items/difference.ts';
import { type Json, type Path, toPlainJson } from '../../documents/json.ts';
import { isReservedPath } from './reserved-fields.ts';

/**
 * Names the fields in which an existing document differs from another one. Unlike fingerprints, this
 * ignores differences of notation: null or a missing field, a time in another zone.
 * @param metadataPath path of the metadata that may contain reserved fields.
 */
export function describeDifferences(
  schema: z.core.$ZodType,
  metadataPath: Path,
  existing: Json | undefined,
  document: object,
  ignoredFields: readonly string[] = [],
): string[] {
  const isManaged = (path: Path): boolean =>
    (path.length === 1 && ignoredFields.includes(String(path[0]))) || isReservedPath(path, metadataPath);
  return findChanges({ schema, isManaged }, existing, toPlainJson(document)).map(formatChange);
}
