import {
  type CallOptions,
  type CollectionFormat,
  type CreateOptions,
  getKindName,
  type Operations,
  type Provena,
} from '../../client/index.ts';
import type { ItemKind } from '../../documents/items/item-kinds.ts';

/** The written item and the job that records it, if there is one. */
export interface WriteResult {
  readonly id: string;
  readonly session: string | undefined;
}

/** Writes items of one kind: datasets through the data store, all other kinds through the registry. */
export interface ItemWriter {
  validate(value: unknown, call: CallOptions): Promise<void>;
  create(value: unknown, call: CreateOptions<WriteResult>): Promise<WriteResult>;
  update(id: string, value: unknown, reason: string, call: CallOptions): Promise<void>;
  /** Undefined when the kind has no versions. */
  readonly version?: (id: string, reason: string, call: CreateOptions<WriteResult>) => Promise<WriteResult>;
}

/** Creates the writer of a kind. Values must have passed the schema of the kind. */
export function createItemWriter(kind: ItemKind, provena: Provena): ItemWriter {
  return kind.name === 'dataset' ? createDatasetWriter(provena) : createRegistryWriter(kind, provena);
}

function createRegistryWriter({ subtype }: ItemKind, { registry }: Provena): ItemWriter {
  const name = getKindName(subtype);
  if (!name) throw new Error(`the client has no kind ${subtype}`);
  // Which operations a kind has is a matter of its row; those that people write have these, some of them versions.
  const kind = registry[name] as unknown as Operations<unknown> & {
    version?: Operations<unknown>['version'];
  };
  return {
    async validate(value, call) {
      await kind.validate(value, call);
    },
    async create(value, { recover, ...call }) {
      const created = await kind.create(value, {
        ...call,
        // What is found again is only needed by its handle.
        ...(recover ? { recover: async (lost) => asCreated(await recover(lost)) as never } : {}),
      });
      return {
        id: created.created_item.id,
        session: created.register_create_activity_session_id ?? undefined,
      };
    },
    async update(id, value, reason, call) {
      await kind.update(id, value, reason, call);
    },
    ...(kind.version ? { version: createVersionWriter(kind.version) } : {}),
  };
}

function asCreated(written: WriteResult | undefined) {
  return (
    written && { created_item: { id: written.id }, register_create_activity_session_id: written.session }
  );
}

function createDatasetWriter({ datastore }: Provena): ItemWriter {
  return {
    async validate(value, call) {
      await datastore.validateDatasetMetadata(value as CollectionFormat, call);
    },
    async create(value, { recover, ...call }) {
      const minted = await datastore.mintDataset(value as CollectionFormat, {
        ...call,
        ...(recover ? { recover: async (lost) => asMinted(await recover(lost)) } : {}),
      });
      return { id: minted.handle, session: minted.register_create_activity_session_id ?? undefined };
    },
    async update(id, value, reason, call) {
      await datastore.updateDatasetMetadata(id, reason, value as CollectionFormat, call);
    },
    version: createVersionWriter(datastore.versionDataset),
  };
}

function asMinted(written: WriteResult | undefined) {
  return (
    written && {
      status: { success: true, details: '' },
      handle: written.id,
      s3_location: { bucket_name: '', path: '', s3_uri: '' },
      register_create_activity_session_id: written.session,
    }
  );
}

function createVersionWriter(
  version: Provena['datastore']['versionDataset'],
): NonNullable<ItemWriter['version']> {
  return async (id, reason, { recover, ...call }) => {
    const made = await version(
      { id, reason },
      {
        ...call,
        ...(recover
          ? {
              recover: async (lost) => {
                const found = await recover(lost);
                return found && { new_version_id: found.id, version_job_session_id: found.session ?? '' };
              },
            }
          : {}),
      },
    );
    return { id: made.new_version_id, session: made.version_job_session_id || undefined };
  };
}
