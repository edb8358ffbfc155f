import { isMapping } from '../../client/mapping.ts';
import type { Json, Path } from '../json.ts';

/** A place in a document that names another document in place of a handle: `{ $ref: ./model.yaml }`. */
export interface Reference {
  readonly path: Path;
  /** The other document's `$id`, or its file by path from this one. */
  readonly target: string;
}

/** Every reference of a document. */
export function findReferences(value: Json, path: Path = []): Reference[] {
  if (Array.isArray(value)) return value.flatMap((entry, i) => findReferences(entry, [...path, i]));
  if (!isMapping(value)) return [];
  const target = value['$ref'];
  if (typeof target === 'string' && Object.keys(value).length === 1) return [{ path, target }];
  return Object.entries(value).flatMap(([key, entry]) => findReferences(entry, [...path, key]));
}
