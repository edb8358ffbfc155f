import type { CallOptions, Provena } from '../../client/index.ts';
import { isMapping } from '../../client/mapping.ts';
import { assertKind, removeDocumentKeys } from '../../documents/document-kind.ts';
import { type Change, findChanges } from '../../documents/items/difference.ts';
import { formatServerFields, readFetchedItem } from '../../documents/items/fetched-item.ts';
import type { Json, Path } from '../../documents/json.ts';
import { resolveMe } from '../../documents/me.ts';
import { listNoOpRemovals, mergePatch } from '../../documents/merge.ts';
import { UserError } from '../../documents/problem.ts';
import { loadDocument } from '../../documents/text/load.ts';
import type { Source } from '../../documents/text/source.ts';
import { normalizeHandles } from '../../documents/validation/schema-walk.ts';
import { parseDocument } from '../../documents/validation/validate-document.ts';
import {
  addReservedFields,
  formatRemovedFields,
  getReservedFields,
  isReservedPath,
  removeReservedFields,
} from '../idempotency/reserved-fields.ts';
import type { Log } from '../runner/log/log.ts';
import type { StoredItem } from './stored-item.ts';

/** Reads the updates from the inputs; undefined when there are none. @throws UserError when they are not a mapping. */
export async function readUpdates(
  inputs: Partial<Record<'updates' | 'updates-file', string | undefined>>,
  workspace: string,
): Promise<Source | undefined> {
  const source = await loadDocument({
    inline: { input: 'updates', text: inputs.updates },
    file: { input: 'updates-file', path: inputs['updates-file'] },
    workspace,
    isPatch: true,
  });
  if (!source || isMapping(source.value)) return source;
  throw new UserError({ message: 'expected a mapping of the fields to change', place: source.place([]) });
}

/**
 * Applies updates to an item as a JSON Merge Patch (RFC 7396; null removes) and validates the result.
 * @throws UserError with all problems and their locations in the updates.
 */
export async function applyUpdates(
  item: StoredItem,
  updates: Source | undefined,
  { provena, call, log }: { readonly provena: Provena; readonly call: CallOptions; readonly log: Log },
): Promise<{ readonly value: Json; readonly changes: readonly Change[] }> {
  if (!updates) return { value: item.value, changes: [] };
  const { schema, metadataPath } = item.kind;
  const { value: requested, place } = readFields(updates, item, log);
  const { document: patch, removed } = removeReservedFields(requested, metadataPath);
  if (removed.length > 0) log.notice(formatRemovedFields(removed));
  const merged = normalizeHandles(schema, mergePatch(item.value, patch));
  const source = { place, value: merged, noOpRemovals: listNoOpRemovals(item.value, patch) };
  const { problems } = parseDocument(schema, source);
  if (problems) throw new UserError(problems, { isBeforeWrite: true });
  // Updates that remove all metadata must not remove reserved fields: re-runs find the item by them.
  const own = getReservedFields(item.value, metadataPath);
  const complete = Object.keys(own).length > 0 ? addReservedFields(merged, metadataPath, own) : merged;
  const value = await resolveMe(complete, schema, provena, call);
  const isManaged = (path: Path): boolean => isReservedPath(path, metadataPath);
  return { value, changes: findChanges({ schema, isManaged }, item.value, value) };
}

/** The fields of the updates, which may be an item as `fetch-item` writes it. */
function readFields(updates: Source, { kind }: StoredItem, log: Log): Source {
  const fetched = readFetchedItem(updates);
  if (!fetched) return updates;
  assertKind(fetched.source, kind.name);
  if (fetched.removed.length > 0) log.notice(formatServerFields(fetched.removed));
  return removeDocumentKeys(fetched.source);
}
