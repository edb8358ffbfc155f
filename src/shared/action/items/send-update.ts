import { type Provena, ProvenaError } from '../../client/index.ts';
import { findChanges } from '../../documents/items/difference.ts';
import type { Json } from '../../documents/json.ts';
import { findEffect } from '../idempotency/poll-for-effect.ts';
import { createGraceSignal } from '../lifecycle/cancellation.ts';
import type { Log } from '../runner/log/log.ts';
import { createItemWriter } from './item-writer.ts';
import { fetchStoredItem, type StoredItem } from './stored-item.ts';

/**
 * Warns before an update of an item that has a newer version, or whose metadata a reviewer has approved or is to approve.
 * @param advice how to update the latest version.
 */
export function warnAboutUpdate({ id, version, releaseStatus }: StoredItem, advice: string, log: Log): void {
  if (version?.next !== undefined)
    log.warning(`${id} has a newer version (${version.next}), which this update does not change. ${advice}`);
  if (releaseStatus === 'RELEASED')
    log.warning(`Dataset ${id} is released. This update changes metadata that its reviewer has approved.`);
  if (releaseStatus === 'PENDING')
    log.warning(
      `The release of dataset ${id} is pending. This update changes what its reviewer was asked to approve.`,
    );
}

/**
 * Updates an item. If the step is cancelled during the request, the response is awaited. If the response is lost, the
 * item is fetched and compared with what was sent, so that a completed update is neither reported as a failure nor sent
 * again.
 * @throws the error of the request when the item does not have the new content either; StepFailedError when that is unknown.
 */
export async function sendUpdate(
  item: StoredItem,
  { value, reason }: { readonly value: Json; readonly reason: string },
  provena: Provena,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<void> {
  const call = { signal: createGraceSignal(signal) };
  try {
    const writer = createItemWriter(item.kind, provena);
    await writer.update(item.id, value, reason, { ...call, cancelSignal: signal });
  } catch (error) {
    if (!(error instanceof ProvenaError && error.outcomeUnknown)) throw error;
    const search = async (): Promise<true | undefined> => {
      const after = await fetchStoredItem(item.id, provena, call);
      const isUpdated =
        after.historyId > item.historyId && findChanges(after.kind, after.value, value).length === 0;
      return isUpdated || undefined;
    };
    await findEffect(error, search, { call, remedy: REMEDY, log, signal });
  }
}

/**
 * Fetches an item after an update, and warns if another update was sent at the same time: the server replaces the whole item, so
 * that one of them may have lost its changes.
 * @param item the item before the update.
 */
export async function fetchUpdatedItem(
  item: StoredItem,
  provena: Provena,
  { log, signal }: { readonly log: Log; readonly signal: AbortSignal },
): Promise<StoredItem> {
  const after = await fetchStoredItem(item.id, provena, { signal });
  const added = after.historyId - item.historyId;
  if (added > 1)
    log.warning(
      `${item.id} was changed concurrently: its history has ${added} new entries. Check that the other change is still present.`,
    );
  return after;
}

const REMEDY =
  'Re-run the failed job: it sends the update again only if the item does not have the new content.';
