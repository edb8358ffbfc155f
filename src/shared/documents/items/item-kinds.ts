import type * as z from 'zod/mini';
import { CollectionFormat, KINDS } from '../../client/index.ts';
import type { ItemSubtype } from '../../client/model/enums.ts';
import { normalizeKind } from '../../client/model/normalize-kind.ts';
import type { ITEM_KIND_NAMES } from '../document-kind.ts';
import type { Path } from '../json.ts';

/** A kind of item that can be a document in a repository. */
export interface ItemKind {
  /** Name in documents. */
  readonly name: ItemKindName;
  /** Name in the API of the server. */
  readonly subtype: ItemSubtype;
  readonly service: 'registry' | 'datastore';
  readonly schema: z.ZodMiniType<Readonly<Record<string, unknown>>>;
  /** Field of the item that is the document; undefined if the item itself is. */
  readonly documentField: string | undefined;
  readonly namePath: Path;
  readonly metadataPath: Path;
  readonly isVersioned: boolean;
}

type ItemKindName = (typeof ITEM_KIND_NAMES)[number];

const fromRegistry = (
  name: ItemKindName,
  { subtype, info, missing }: { subtype: ItemSubtype; info: ItemKind['schema']; missing: readonly string[] },
): ItemKind => ({
  name,
  subtype,
  service: 'registry',
  schema: info,
  documentField: undefined,
  namePath: ['display_name'],
  metadataPath: ['user_metadata'],
  isVersioned: !missing.includes('version'),
});

/** The kinds that people write, in an order in which later ones may refer to earlier ones. */
export const ITEM_KINDS: readonly ItemKind[] = [
  fromRegistry('organisation', KINDS.organisation),
  fromRegistry('person', KINDS.person),
  fromRegistry('model', KINDS.model),
  fromRegistry('dataset-template', KINDS.datasetTemplate),
  fromRegistry('model-run-workflow-template', KINDS.modelRunWorkflow),
  fromRegistry('study', KINDS.study),
  {
    name: 'dataset',
    subtype: KINDS.dataset.subtype,
    service: 'datastore',
    schema: CollectionFormat,
    // The server adds the other fields of the item.
    documentField: 'collection_format',
    namePath: ['dataset_info', 'name'],
    metadataPath: ['dataset_info', 'user_metadata'],
    isVersioned: true,
  },
];

/** The kind with this name: `dataset-template`, `DATASET_TEMPLATE`, `Dataset template`. */
export function findItemKind(name: string): ItemKind | undefined {
  const normalized = normalizeKind(name);
  return ITEM_KINDS.find(({ name, subtype }) => name === normalized || normalizeKind(subtype) === normalized);
}

/** Why an item of the server cannot be a document: it is of a kind without documents, or a seed. */
export function describeUnwritableItem(item: {
  readonly item_subtype?: unknown;
  readonly record_type?: unknown;
}): string {
  return item.record_type === 'SEED_ITEM'
    ? 'a seed item without content'
    : `of kind ${item.item_subtype}, which cannot be written as a document`;
}

/** The kind of an item that the server has, by its subtype. */
export function findItemKindBySubtype(subtype: string): ItemKind | undefined {
  return ITEM_KINDS.find((kind) => kind.subtype === subtype);
}
