import type { AnyItem, CallOptions, ItemSubtype, Provena } from '../../client/index.ts';
import { KEY_FIELD } from '../../jobs/record-key.ts';
import { type ItemKind, itemKindOf } from '../../spec/items/item-kinds.ts';
import type { Json, Path } from '../../spec/json.ts';
import { UserError } from '../../spec/problem.ts';

/** An item as the registry has it, and as a document of its kind would say it. */
export interface StoredItem {
  readonly id: string;
  readonly kind: ItemKind;
  readonly owner: string;
  /** What the item says about itself, in the form of a document: nothing of what the server adds. */
  readonly value: { readonly [key: string]: Json };
  readonly name: string;
  /** Number of the latest entry of its history. */
  readonly historyId: number;
  readonly version: VersionInfo | undefined;
  /** Unix seconds. */
  readonly createdAt: number;
}

export interface VersionInfo {
  readonly number: number;
  readonly reason: string | undefined;
  readonly next: string | undefined;
}

/** The name under which a document's own key travels in the item that it became. */
export const DOCUMENT_KEY_FIELD = 'document_key';

/** True for the facts that the writers of this project keep in an item's free facts: no document says them. */
export function isManagedField(kind: ItemKind, path: Path): boolean {
  const { metadataPath } = kind;
  const key = path[metadataPath.length];
  const isFact = path.length === metadataPath.length + 1 && metadataPath.every((step, i) => step === path[i]);
  return (
    isFact &&
    typeof key === 'string' &&
    (key === DOCUMENT_KEY_FIELD || key === KEY_FIELD || key.startsWith('ci_'))
  );
}

/**
 * An item that people write, by its handle.
 * @throws UserError when it is of another kind, or so far only a seed.
 */
export async function fetchStoredItem(
  id: string,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): Promise<StoredItem> {
  const { item } = await registry.general.fetch(id, call);
  const stored = toStoredItem(item);
  if (stored) return stored;
  const what =
    item.record_type === 'SEED_ITEM'
      ? 'so far only a seed, with nothing in it'
      : `of kind ${item.item_subtype}, which nobody writes by hand`;
  throw new UserError(`${id} is ${what}`);
}

const PAGE_SIZE = 100;

/** All complete items of a kind that the caller may read. */
export async function* listStoredItems(
  kind: ItemKind,
  { registry }: Pick<Provena, 'registry'>,
  call: CallOptions,
): AsyncGenerator<StoredItem> {
  // The table of kinds has the server's own names.
  const request = { filter_by: { item_subtype: kind.subtype as ItemSubtype }, page_size: PAGE_SIZE };
  for await (const item of registry.general.forAll(request, call)) {
    const stored = toStoredItem(item);
    if (stored) yield stored;
  }
}

function toStoredItem(item: AnyItem): StoredItem | undefined {
  const kind = itemKindOf(item.item_subtype);
  if (!kind || item.record_type === 'SEED_ITEM') return undefined;
  const { versioning_info: versioning } = item;
  const history = item['history'] as readonly { readonly id: number }[] | undefined;
  return {
    id: item.id,
    kind,
    owner: item.owner_username,
    value: extractDocument(kind, item),
    name: item.display_name ?? item.id,
    historyId: history?.[0]?.id ?? 0,
    version: versioning
      ? {
          number: versioning.version,
          reason: versioning.reason ?? undefined,
          next: versioning.next_version ?? undefined,
        }
      : undefined,
    createdAt: item.created_timestamp,
  };
}

/** Of a raw item, which has no nulls, the fields of its kind; of a dataset its metadata. */
function extractDocument(kind: ItemKind, item: AnyItem): StoredItem['value'] {
  const fields = (kind.name === 'dataset' ? item['collection_format'] : item) as Readonly<
    Record<string, Json>
  >;
  const known = Object.keys((kind.schema._zod.def as unknown as { shape: object }).shape);
  return Object.fromEntries(
    known.filter((key) => fields[key] !== undefined).map((key) => [key, fields[key] ?? null]),
  );
}
