import type { AnyItem, CallOptions, Provena } from '../../client/index.ts';
import { getField, getTextField, isMapping } from '../../client/mapping.ts';
import {
  describeUnwritableItem,
  findItemKindBySubtype,
  type ItemKind,
} from '../../documents/items/item-kinds.ts';
import type { Json } from '../../documents/json.ts';
import { UserError } from '../../documents/problem.ts';
import { getKnownKeys } from '../../documents/validation/schema-walk.ts';

/** An item of the registry in the form of a document. */
export interface StoredItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly owner: string;
  /** The item's fields as a document, without those that the server adds. */
  readonly value: { readonly [key: string]: Json };
  readonly name: string;
  /** Id of the latest history entry. */
  readonly historyId: number;
  /** The entries of its history as the server returns them, the latest first. */
  readonly history: readonly unknown[];
  /** The histories of its earlier versions until each was versioned, the latest first; see {@link addEarlierHistory}. */
  readonly earlierHistory: readonly unknown[];
  readonly version: VersionInfo | undefined;
  /** Session of the job that records the creation of the item or version in the graph. */
  readonly session: string | undefined;
  readonly releaseStatus: string | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
}

interface VersionInfo {
  readonly number: number;
  readonly reason: string | undefined;
  readonly previous: string | undefined;
  readonly next: string | undefined;
}

/**
 * Fetches an item of a kind that can be written.
 * @param createError creates the error for an item of another kind or a seed; by default, it names the input `id`.
 */
export async function fetchStoredItem(
  id: string,
  { registry }: Provena,
  call: CallOptions,
  createError = (message: string): UserError => new UserError(`input id: ${message}`),
): Promise<StoredItem> {
  const { item } = await registry.general.fetch(id, call);
  const stored = toStoredItem(item);
  if (stored) return stored;
  throw createError(`${id} is ${describeUnwritableItem(item)}. Set the handle of another item`);
}

const PAGE_SIZE = 100;

/** Lists all complete items of a kind that the user may read. */
export async function* listStoredItems(
  kind: ItemKind,
  { registry }: Provena,
  call: CallOptions,
): AsyncGenerator<StoredItem> {
  const request = { filter_by: { item_subtype: kind.subtype }, page_size: PAGE_SIZE };
  for await (const item of registry.general.forAll(request, call)) {
    const stored = toStoredItem(item);
    if (stored) yield stored;
  }
}

function toStoredItem(item: AnyItem): StoredItem | undefined {
  const kind = findItemKindBySubtype(item.item_subtype);
  if (!kind || item.record_type === 'SEED_ITEM') return undefined;
  const { versioning_info: versioning, workflow_links: links } = item;
  const history: readonly unknown[] = Array.isArray(item['history']) ? item['history'] : [];
  const latest = getField(history[0], 'id');
  return {
    id: item.id,
    kind,
    owner: item.owner_username,
    value: extractDocument(kind, item),
    name: item.display_name ?? item.id,
    historyId: typeof latest === 'number' ? latest : 0,
    history,
    earlierHistory: [],
    version: versioning
      ? {
          number: versioning.version,
          reason: versioning.reason ?? undefined,
          previous: versioning.previous_version ?? undefined,
          next: versioning.next_version ?? undefined,
        }
      : undefined,
    session: links?.version_activity_workflow_id ?? links?.create_activity_workflow_id ?? undefined,
    releaseStatus: getTextField(item, 'release_status'),
    createdAt: item.created_timestamp,
  };
}

/**
 * Adds the histories of earlier versions: the first entry of a version is a copy, which does not show whether someone had
 * restored it.
 * @param items among which the earlier versions are.
 */
export function addEarlierHistory(item: StoredItem, items: readonly StoredItem[]): StoredItem {
  const versions = listEarlierVersions(item, items);
  const earlierHistory = versions.flatMap(({ history }, i) => {
    const { createdAt } = versions[i - 1] ?? item;
    return history.filter((entry) => Number(getField(entry, 'timestamp')) <= createdAt);
  });
  return { ...item, earlierHistory };
}

/**
 * Lists the earlier versions of an item, the latest first.
 * @param items among which they are.
 */
export function listEarlierVersions(item: StoredItem, items: readonly StoredItem[]): readonly StoredItem[] {
  const versions = new Set([item]);
  for (const { version } of versions) {
    const handle = version?.previous;
    const previous = handle === undefined ? undefined : items.find(({ id }) => id === handle);
    // The versions of a broken server can form a cycle, which adds nothing to the set.
    if (previous) versions.add(previous);
  }
  return [...versions].slice(1);
}

/** The contents of an item after each change, the latest first, in the form of a document. */
export function listContents({ kind, value, history }: StoredItem): readonly StoredItem['value'][] {
  return [value, ...history.slice(1).map((entry) => extractDocument(kind, getField(entry, 'item')))];
}

/** Whether an item had a name at some time, or has it now. */
export function hadName({ history }: StoredItem, name: string): boolean {
  return history.some((entry) => getTextField(getField(entry, 'item'), 'display_name') === name);
}

/** The reasons of the changes of an item, the latest first. */
export function listChangeReasons({ history }: StoredItem): readonly string[] {
  return history.flatMap((entry) => getTextField(entry, 'reason') ?? []);
}

/** Picks the fields of the kind from a raw item (without nulls). */
function extractDocument(kind: ItemKind, item: unknown): StoredItem['value'] {
  const fields = kind.documentField === undefined ? item : getField(item, kind.documentField);
  if (!isMapping(fields)) return {};
  return Object.fromEntries(
    getKnownKeys(kind.schema, []).flatMap((key) => {
      const value = fields[key];
      // Parsed from the JSON of a response.
      return value === undefined ? [] : [[key, value as Json]];
    }),
  );
}
