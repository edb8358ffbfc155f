import { replaceRunMetadata } from '../../src/shared/action/idempotency/reserved-fields.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { applyUpdates, readUpdates } from '../../src/shared/action/items/apply-updates.ts';
import { formatChangesSummary, toChangesOutput } from '../../src/shared/action/items/format-plan.ts';
import { fetchUpdatedItem, sendUpdate, warnAboutUpdate } from '../../src/shared/action/items/send-update.ts';
import { fetchStoredItem, type StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { fetchVersionChain, getLatest } from '../../src/shared/action/items/version-chain.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import { formatChange } from '../../src/shared/documents/items/difference.ts';
import { missingInputMessage, UserError } from '../../src/shared/documents/problem.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Merges the updates into the item and sends it if anything changes. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const updates = await readUpdates(inputs, deps.workspace);
  if (!updates) throw new UserError(missingInputMessage('updates', 'updates', 'updates-file'));
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const item = inputs.latest
    ? getLatest(await fetchVersionChain(inputs.id, provena, call))
    : await fetchStoredItem(inputs.id, provena, call);
  const { value, changes } = await applyUpdates(item, updates, { provena, call, log: deps.log });
  // A re-run finds the content that an earlier attempt has sent.
  if (changes.length > 0) {
    assertVersion(item, inputs['expect-version']);
    warnAboutUpdate(item, 'To update the latest version, set latest: true.', deps.log);
  }
  deps.setOutputs({
    id: item.id,
    changes: toChangesOutput(changes),
    updated: false,
    version: item.historyId,
  });
  for (const change of changes) deps.log.info(formatChange(change));
  const addSummary = (verb: 'changed' | 'would change') =>
    deps.summary.add(formatChangesSummary(item, changes, pages, verb));
  if (changes.length === 0 || inputs.plan) {
    addSummary(inputs.plan ? 'would change' : 'changed');
    deps.log.info(changes.length === 0 ? 'No changes. Nothing was sent.' : 'Plan only. Nothing was written.');
    return;
  }
  const { metadataPath } = item.kind;
  // Without a link the item names no run: the one that it named before has not written this content.
  const runMetadata = await createRunMetadata(inputs, deps);
  const linked = replaceRunMetadata(value, metadataPath, runMetadata);
  await sendUpdate(item, { value: linked, reason: inputs.reason }, provena, deps);
  // The version is unknown until the item was read again.
  deps.setOutputs({ updated: true, version: '' });
  addSummary('changed');
  deps.log.notice(`Updated ${item.id}: ${pages.item(item.id)}`);
  const { historyId } = await fetchUpdatedItem(item, provena, deps);
  deps.setOutputs({ version: historyId });
}

function assertVersion({ id, historyId }: StoredItem, expected: number | undefined): void {
  if (expected === undefined || expected === historyId) return;
  throw new StepFailedError(`${id} has changed: its latest history entry is ${historyId}, not ${expected}`, {
    advice: 'Review the change, then set expect-version to the latest number. Nothing was sent.',
    anchor: 'version-conflict',
  });
}
