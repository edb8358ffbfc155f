import type { CallOptions } from '../../client/index.ts';
import type { JsonMapping } from '../../documents/json.ts';
import { resolveMe } from '../../documents/me.ts';
import { locateServerError } from '../../documents/validation/server-problems.ts';
import { createIdempotent } from '../idempotency/create-idempotent.ts';
import { addReservedFields, replaceRunMetadata } from '../idempotency/reserved-fields.ts';
import type { Log } from '../runner/log/log.ts';
import { createDocumentFields } from './document-record.ts';
import { createItemWriter, type WriteResult } from './item-writer.ts';
import { mergeDocument } from './merge-document.ts';
import { type PlannedItem, type PlanOptions, resolveReferences } from './plan-items.ts';
import { fetchUpdatedItem, sendUpdate } from './send-update.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

export interface WriteOptions extends Omit<PlanOptions, 'ifExists'> {
  readonly call: CallOptions & { readonly signal: AbortSignal };
  /** Metadata of the workflow run, added to each item. */
  readonly runMetadata: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Called for each document as soon as its item is known. */
  readonly onWritten: (planned: PlannedItem, result: WriteResult) => void;
}

/** Executes a plan, one document at a time, so that the handles of references exist. */
export async function writeItems(planned: readonly PlannedItem[], options: WriteOptions): Promise<void> {
  const handles = new Map<string, string>();
  const { signal } = options.call;
  for (const [index, entry] of planned.entries()) {
    const unsent = signal.aborted ? listUnwritten(planned.slice(index)) : [];
    if (unsent.length > 0) options.log.warning(`Not sent: ${unsent.join(', ')}.`);
    signal.throwIfAborted();
    const result = await writeItem(entry, handles, options).catch((error: unknown) => {
      if (planned.length > 1) warnAboutUnwritten(planned.slice(index), options.log);
      throw error;
    });
    handles.set(entry.document.name, result.id);
    options.onWritten(entry, result);
  }
}

/** The server's error need not name the document. */
function warnAboutUnwritten([failed, ...others]: readonly PlannedItem[], log: Log): void {
  const unsent = listUnwritten(others);
  const rest = unsent.length === 0 ? '' : ` Not sent after it: ${unsent.join(', ')}.`;
  log.warning(`${failed?.document.name} was not written completely.${rest}`);
}

function listUnwritten(planned: readonly PlannedItem[]): readonly string[] {
  return planned.filter(({ action }) => action !== 'keep').map(({ document }) => document.name);
}

async function writeItem(
  entry: PlannedItem,
  handles: ReadonlyMap<string, string>,
  options: WriteOptions,
): Promise<WriteResult> {
  const { document, match, action } = entry;
  const { provena, call, runMetadata, reason, finder, onDrift, log } = options;
  // The step that created the item may not have waited until its job succeeded. Jobs of other users cannot be read.
  const session = match && (await finder.isOfThisRun(match.item)) ? match.item.session : undefined;
  if (match && action === 'keep') return { id: match.item.id, session };
  const { kind } = document;
  const references = resolveReferences(document, handles);
  const value = await resolveMe(references, kind.schema, provena, call);
  const isGenerated = await finder.isGenerated(document);
  const createFields = (item?: StoredItem): JsonMapping => ({
    ...runMetadata,
    ...(match?.belongsToOther
      ? {}
      : createDocumentFields(kind, value, finder.identify(document), isGenerated, item)),
  });
  try {
    if (!match) {
      const created = addReservedFields(value, kind.metadataPath, createFields());
      return await createItem(entry, created, options);
    }
    // Someone may have changed the item since the plan: writing the documents before this one can take long.
    const fetched = await fetchStoredItem(match.item.id, provena, call);
    const item = { ...fetched, earlierHistory: match.item.earlierHistory };
    const merged = mergeDocument(value, item, onDrift).value;
    const updated = replaceRunMetadata(merged, kind.metadataPath, createFields(item));
    await sendUpdate(item, { value: updated, reason }, provena, { log, signal: call.signal });
    // The item is updated, whether or not it can be read.
    await fetchUpdatedItem(item, provena, { log, signal: call.signal }).catch(() => {});
    return { id: match.item.id, session };
  } catch (error) {
    throw locateServerError(error, document.source);
  }
}

async function createItem(
  { document }: PlannedItem,
  value: unknown,
  options: WriteOptions,
): Promise<WriteResult> {
  const { provena, call, finder, log } = options;
  const writer = createItemWriter(document.kind, provena);
  const { resource } = await createIdempotent<WriteResult>({
    // Planning has already searched, so no search before the request; `find` is only for a lost response.
    key: { value: document.name, ordinal: 1, isUserDefined: false, searchFirst: false, since: 0 },
    find: async () =>
      (await finder.findUncached(document)).map(({ id, createdAt, session }) => ({
        id,
        createdAt,
        resource: { id, session },
      })),
    create: (creation) => writer.create(value, { ...call, ...creation }),
    getId: (result) => result.id,
    remedy: `Run the step again, in a re-run or in a new workflow run: it searches for the item of ${document.name} first.`,
    log,
    signal: call.signal,
  });
  return resource;
}
