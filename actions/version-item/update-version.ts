import {
  addReservedFields,
  removeCreationFields,
} from '../../src/shared/action/idempotency/reserved-fields.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { applyUpdates } from '../../src/shared/action/items/apply-updates.ts';
import { fetchUpdatedItem, sendUpdate, warnAboutUpdate } from '../../src/shared/action/items/send-update.ts';
import { listChangeReasons, type StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { formatPath } from '../../src/shared/client/json/format-path.ts';
import {
  type Change,
  findChanges,
  formatChange,
  formatSides,
} from '../../src/shared/documents/items/difference.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';
import type { Inputs } from './inputs.ts';

interface VersionUpdate extends Pick<Inputs, 'link-run' | 'update-reason'> {
  readonly updates: Source | undefined;
}

/**
 * Merges the updates into the new version and makes its metadata that of this run: the server copies the metadata of the
 * version before, with its run and the key of its creation. Does nothing if an earlier attempt has done that, so that later
 * changes of the version stay; a warning names those that the updates contradict.
 * @returns whether the updates changed anything.
 */
export async function updateVersion(
  item: StoredItem,
  { updates, ...inputs }: VersionUpdate,
  provena: Provena,
  deps: Pick<Deps<never>, 'workflowRun' | 'signal' | 'workspace' | 'log'>,
): Promise<boolean> {
  const { log } = deps;
  const reason = inputs['update-reason'];
  const call = { signal: deps.signal };
  const { value, changes } = await applyUpdates(item, updates, { provena, call, log });
  if (listChangeReasons(item).includes(reason)) {
    for (const change of changes) log.warning(formatLaterChange(item, change));
    return false;
  }
  const { metadataPath } = item.kind;
  const runMetadata = await createRunMetadata(inputs, deps);
  const metadata = addReservedFields(removeCreationFields(value, metadataPath), metadataPath, runMetadata);
  if (findChanges(item.kind, item.value, metadata).length === 0) return false;
  warnAboutUpdate(item, 'To update that one, use update-item with latest: true.', log);
  for (const change of changes) log.info(formatChange(change));
  await sendUpdate(item, { value: metadata, reason }, provena, deps);
  // The version is updated, whether or not it can be read.
  await fetchUpdatedItem(item, provena, deps).catch(() => {});
  return changes.length > 0;
}

function formatLaterChange({ id }: StoredItem, change: Change): string {
  const [before, after] = formatSides(change);
  return `${id}: ${formatPath(change.path)} was changed to ${before} after this step had updated the version; the updates have ${after}. This change was kept.`;
}
