import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOptions, type Provena, ProvenaError } from '../../client/index.ts';
import { findChanges } from '../../documents/items/difference.ts';
import type { Json } from '../../documents/json.ts';
import { createItemWriter } from './item-writer.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/** A gateway gives up after 30 s; until then a request whose response was lost can still have an effect. */
const SETTLE_MS = 30_000;
const POLL_INTERVAL_MS = 2000;

/**
 * Updates an item. If the response is lost, the item is fetched and compared with what was sent, so that a completed
 * update is not reported as a failure, nor sent again.
 * @throws the error of the request when the item does not have the new content after 30 s.
 */
export async function sendUpdate(
  item: StoredItem,
  value: Json,
  reason: string,
  provena: Provena,
  call: CallOptions,
): Promise<void> {
  try {
    await createItemWriter(item.kind, provena).update(item.id, value, reason, call);
  } catch (error) {
    if (!(error instanceof ProvenaError && error.outcomeUnknown)) throw error;
    if (!(await hasContentSoon(item, value, provena, call))) throw error;
  }
}

async function hasContentSoon(
  before: StoredItem,
  value: Json,
  provena: Provena,
  call: CallOptions,
): Promise<boolean> {
  const deadline = performance.now() + SETTLE_MS;
  for (;;) {
    const item = await fetchStoredItem(before.id, provena, call).catch(() => undefined);
    const isUpdated =
      item !== undefined &&
      item.historyId > before.historyId &&
      findChanges(item.kind.schema, item.value, value, () => false).length === 0;
    if (isUpdated || performance.now() >= deadline || call.signal?.aborted) return isUpdated;
    await sleep(POLL_INTERVAL_MS, undefined, call.signal ? { signal: call.signal } : {}).catch(
      () => undefined,
    );
  }
}
