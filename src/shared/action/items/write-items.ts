import type { CallOptions, Provena } from '../../client/index.ts';
import { resolveMe } from '../../spec/me.ts';
import { atDocument } from '../../spec/server-problems.ts';
import { createOnce, type Trace } from '../creation/once.ts';
import type { Log } from '../runner/log.ts';
import type { ItemFinder } from './find-stored.ts';
import { itemWriter, type Written } from './item-writer.ts';
import { type PlannedItem, withFacts, withHandles } from './plan.ts';
import { DOCUMENT_KEY } from './stored-item.ts';

export interface WriteOptions {
  readonly provena: Provena;
  readonly call: CallOptions & { readonly signal: AbortSignal };
  readonly finder: ItemFinder;
  readonly log: Log;
  /** Facts about the workflow run that go into what is written. */
  readonly facts: Readonly<Record<string, string>>;
  readonly reason: string;
  /** Told of each document as soon as its item is known. */
  readonly onDone: (planned: PlannedItem, written: Written) => void;
}

/** Does what was planned, one document after the other, so that each finds the handles it refers to. */
export async function writeItems(planned: readonly PlannedItem[], options: WriteOptions): Promise<void> {
  const handles = new Map<string, string>();
  for (const entry of planned) {
    const written = await writeOne(entry, handles, options);
    handles.set(entry.document.name, written.id);
    options.onDone(entry, written);
  }
}

async function writeOne(
  entry: PlannedItem,
  handles: ReadonlyMap<string, string>,
  options: WriteOptions,
): Promise<Written> {
  const { document, key, found, action } = entry;
  const { provena, call, facts, reason } = options;
  if (found && action === 'keep') return { id: found.item.id, session: undefined };
  const { schema, metadataPath } = document.kind;
  const [value = document.value] = await resolveMe([withHandles(document, handles)], schema, provena, call);
  const full = withFacts(value, metadataPath, { ...facts, [DOCUMENT_KEY]: key });
  try {
    if (!found) return await create(entry, full, options);
    await itemWriter(document.kind, provena).update(found.item.id, full, reason, call);
    return { id: found.item.id, session: undefined };
  } catch (error) {
    throw atDocument(error, document.source);
  }
}

async function create(
  { document, key }: PlannedItem,
  value: unknown,
  options: WriteOptions,
): Promise<Written> {
  const { provena, call, finder, log } = options;
  const writer = itemWriter(document.kind, provena);
  const { made } = await createOnce<Written>({
    key: { value: key, lookFirst: false, since: 0 },
    find: async () => (await finder.findAnew(document.kind, key)).map(asTrace),
    create: (recover) => writer.create(value, { ...call, recover }),
    id: (written) => written.id,
    log,
    signal: call.signal,
  });
  return made;
}

function asTrace({ id, createdAt }: { id: string; createdAt: number }): Trace<Written> {
  return { id, createdAt, made: { id, session: undefined } };
}
