import type { CallOptions, Provena } from '../../client/index.ts';
import { resolveMe } from '../../spec/me.ts';
import { atDocument } from '../../spec/server-problems.ts';
import { createIdempotent, type ExistingResource } from '../identity/create-idempotent.ts';
import type { Log } from '../runner/log.ts';
import type { ItemFinder } from './item-finder.ts';
import { createItemWriter, type WriteResult } from './item-writer.ts';
import { addFacts, type PlannedItem, resolveReferences } from './plan-items.ts';
import { DOCUMENT_KEY_FIELD } from './stored-item.ts';

export interface WriteOptions {
  readonly provena: Provena;
  readonly call: CallOptions & { readonly signal: AbortSignal };
  readonly finder: ItemFinder;
  readonly log: Log;
  /** Metadata of the workflow run, added to each item. */
  readonly facts: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Called for each document as soon as its item is known. */
  readonly onWritten: (planned: PlannedItem, written: WriteResult) => void;
}

/** Executes a plan, one document at a time, so that the handles of references exist. */
export async function writeItems(planned: readonly PlannedItem[], options: WriteOptions): Promise<void> {
  const handles = new Map<string, string>();
  for (const entry of planned) {
    const written = await writeItem(entry, handles, options);
    handles.set(entry.document.name, written.id);
    options.onWritten(entry, written);
  }
}

async function writeItem(
  entry: PlannedItem,
  handles: ReadonlyMap<string, string>,
  options: WriteOptions,
): Promise<WriteResult> {
  const { document, key, match: found, action } = entry;
  const { provena, call, facts, reason } = options;
  if (found && action === 'keep') return { id: found.item.id, session: undefined };
  const { schema, metadataPath } = document.kind;
  const [value = document.value] = await resolveMe(
    [resolveReferences(document, handles)],
    schema,
    provena,
    call,
  );
  const full = addFacts(value, metadataPath, { ...facts, [DOCUMENT_KEY_FIELD]: key });
  try {
    if (!found) return await createItem(entry, full, options);
    await createItemWriter(document.kind, provena).update(found.item.id, full, reason, call);
    return { id: found.item.id, session: undefined };
  } catch (error) {
    throw atDocument(error, document.source);
  }
}

async function createItem(
  { document, key }: PlannedItem,
  value: unknown,
  options: WriteOptions,
): Promise<WriteResult> {
  const { provena, call, finder, log } = options;
  const writer = createItemWriter(document.kind, provena);
  const { resource: made } = await createIdempotent<WriteResult>({
    key: { value: key, searchFirst: false, since: 0 },
    find: async () => (await finder.findUncached(document.kind, key)).map(toExistingResource),
    create: (recover) => writer.create(value, { ...call, recover }),
    getId: (written) => written.id,
    log,
    signal: call.signal,
  });
  return made;
}

function toExistingResource({
  id,
  createdAt,
}: {
  id: string;
  createdAt: number;
}): ExistingResource<WriteResult> {
  return { id, createdAt, resource: { id, session: undefined } };
}
