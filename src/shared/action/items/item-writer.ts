import {
  type CallOptions,
  type CollectionFormat,
  type CreateOptions,
  getKindName,
  type Operations,
  type Provena,
} from '../../client/index.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';

/** The written item and the job that records it, if there is one. Also what `recover` finds in place of a response. */
export interface WriteResult {
  readonly id: string;
  readonly session: string | undefined;
}

/** Writes items of one kind: datasets through the data store, all other kinds through the registry. */
interface ItemWriter {
  validate(value: unknown, call: CallOptions): Promise<unknown>;
  create(value: unknown, call: CreateOptions<WriteResult>): Promise<WriteResult>;
  update(id: string, value: unknown, reason: string, call: CallOptions): Promise<unknown>;
  /** Undefined when the kind has no versions. */
  readonly version?: (id: string, reason: string, call: CreateOptions<WriteResult>) => Promise<WriteResult>;
}

/** Creates the writer of a kind. Values must have passed the schema of the kind. */
export function createItemWriter(kind: ItemKind, provena: Provena): ItemWriter {
  return kind.service === 'datastore' ? createDatasetWriter(provena) : createRegistryWriter(kind, provena);
}

function createRegistryWriter({ subtype }: ItemKind, { registry }: Provena): ItemWriter {
  const name = getKindName(subtype);
  if (!name) throw new Error(`the client has no kind ${subtype}`);
  // The row of a kind lists its operations; all kinds that people write have these, and some have versions.
  const kind = registry[name] as unknown as Operations<unknown> & {
    version?: Operations<unknown>['version'];
  };
  return {
    validate: kind.validate,
    async create(value, call) {
      const created = await kind.create(value, call);
      if (!('created_item' in created)) return created;
      return {
        id: created.created_item.id,
        session: created.register_create_activity_session_id ?? undefined,
      };
    },
    update: kind.update,
    ...(kind.version ? { version: createVersionWriter(kind.version) } : {}),
  };
}

function createDatasetWriter({ datastore }: Provena): ItemWriter {
  return {
    validate: (value, call) => datastore.validateDatasetMetadata(toMetadata(value), call),
    async create(value, call) {
      const minted = await datastore.mintDataset(toMetadata(value), call);
      if (!('handle' in minted)) return minted;
      return { id: minted.handle, session: minted.register_create_activity_session_id ?? undefined };
    },
    update: (id, value, reason, call) => datastore.updateDatasetMetadata(id, reason, toMetadata(value), call),
    version: createVersionWriter(datastore.versionDataset),
  };
}

function toMetadata(value: unknown): CollectionFormat {
  // The caller has validated the value with the schema of its kind.
  return value as CollectionFormat;
}

function createVersionWriter(
  version: Provena['datastore']['versionDataset'],
): NonNullable<ItemWriter['version']> {
  return async (id, reason, call) => {
    const versioned = await version({ id, reason }, call);
    if (!('new_version_id' in versioned)) return versioned;
    return { id: versioned.new_version_id, session: versioned.version_job_session_id || undefined };
  };
}
