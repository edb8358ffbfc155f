import {
  addReservedFields,
  getReservedFields,
  removeCreationFields,
} from '../../src/shared/action/idempotency/reserved-fields.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { applyUpdates } from '../../src/shared/action/items/apply-updates.ts';
import { sendUpdate } from '../../src/shared/action/items/send-update.ts';
import type { StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { createRunMetadata, isLinkedToRun } from '../../src/shared/action/workflow-run/run-metadata.ts';
import type { Provena } from '../../src/shared/client/index.ts';
import { findChanges } from '../../src/shared/documents/items/difference.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';
import { KEY_FIELD } from '../../src/shared/jobs/record-identity.ts';
import type { inputs as schema } from './inputs.ts';

export interface VersionUpdate extends Pick<InputsOf<typeof schema>, 'link-run' | 'update-reason'> {
  readonly updates: Source | undefined;
}

/**
 * Merges the updates into the new version and makes its metadata that of this run: the server copies the metadata of the
 * version before, with its run and the key of its creation.
 * @returns whether the updates changed anything.
 */
export async function updateVersion(
  item: StoredItem,
  { updates, ...inputs }: VersionUpdate,
  provena: Provena,
  deps: Pick<Deps<never>, 'workflowRun' | 'signal' | 'workspace' | 'log'>,
): Promise<boolean> {
  const { workflowRun, log } = deps;
  const call = { signal: deps.signal };
  const { value, changes } = await applyUpdates(item, updates, { provena, call, log });
  const { metadataPath } = item.kind;
  const runMetadata = await createRunMetadata(inputs, deps);
  const metadata = addReservedFields(removeCreationFields(value, metadataPath), metadataPath, runMetadata);
  const reserved = getReservedFields(item.value, metadataPath);
  // A re-run finds the metadata of the attempt that created the version, which is correct. With the key of a creation, it is
  // that of a predecessor which the same run has minted.
  const isLinked =
    inputs['link-run'] &&
    workflowRun !== undefined &&
    isLinkedToRun(reserved, workflowRun) &&
    !(KEY_FIELD in reserved);
  const changesMetadata = findChanges(item.kind, item.value, metadata).length > 0;
  if (changes.length === 0 && (isLinked || !changesMetadata)) return false;
  await sendUpdate(item, { value: metadata, reason: inputs['update-reason'] }, provena, deps);
  return changes.length > 0;
}
