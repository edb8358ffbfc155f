import { assertNoKeyConflict } from '../../src/shared/action/idempotency/existing-results.ts';
import { createFingerprint } from '../../src/shared/action/idempotency/fingerprint.ts';
import {
  claimIdempotencyKey,
  type IdempotencyKey,
  type KeyInputs,
} from '../../src/shared/action/idempotency/idempotency-key.ts';
import type { StoredItem } from '../../src/shared/action/items/stored-item.ts';
import {
  appendToRunnerTempList,
  readRunnerTempList,
} from '../../src/shared/action/runner/files/runner-temp-list.ts';
import type { WorkflowRun } from '../../src/shared/action/runner/github/workflow-run.ts';
import type { Log } from '../../src/shared/action/runner/log/log.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';

interface VersionInputs extends KeyInputs {
  readonly id: string;
  readonly reason: string;
}

export interface VersionKey extends IdempotencyKey {
  readonly fingerprint: string;
  /**
   * Creates the fingerprint for another value of input `id`. In a re-run, `id` can be another version of the item, for example
   * if an earlier step fetches the latest one; the step creates a version of the latest version, whichever `id` names.
   */
  readonly createFingerprint: (id: string) => string;
  /** Identifies the list in RUNNER_TEMP of the versions that steps with this key have used in this attempt. */
  readonly usedVersionsList: readonly string[];
}

/** Claims the key of a step that creates a version. Its fingerprint is that of item, reason and updates as written. */
export function claimVersionKey(
  inputs: VersionInputs,
  updates: Source | undefined,
  workflowRun: WorkflowRun | undefined,
): VersionKey {
  const content = { reason: inputs.reason, updates: updates?.value ?? null };
  const createVersionFingerprint = (id: string): string => createFingerprint({ ...content, id }, []);
  const fingerprint = createVersionFingerprint(inputs.id);
  const key = claimIdempotencyKey(inputs, workflowRun, { fingerprint });
  return {
    ...key,
    fingerprint,
    createFingerprint: createVersionFingerprint,
    usedVersionsList: ['versions', key.value, String(workflowRun?.runAttempt)],
  };
}

/** Adds key and fingerprint to the reason, the only text that the server stores with a version and does not copy. */
export function formatVersionReason(reason: string, { value, fingerprint = '' }: IdempotencyKey): string {
  return `${reason} [${value} ${fingerprint}]`;
}

/**
 * Finds the version of an item that an earlier attempt of this step created. Steps of one job that share a key have one
 * version each.
 * @param chain all versions of the item, oldest first.
 * @throws StepFailedError when a user-defined key belongs to a version with other content.
 */
export function findEarlierVersion(
  chain: readonly StoredItem[],
  key: VersionKey,
  log: Log,
): StoredItem | undefined {
  const fingerprints = new Set(chain.map(({ id }) => key.createFingerprint(id)));
  const used = key.isUserDefined ? [] : readRunnerTempList(key.usedVersionsList);
  const keyed = chain.filter(
    (version) => getFingerprint(version, key) !== undefined && !used.includes(version.id),
  );
  // Another job with the same key, whose list is not in this RUNNER_TEMP, can have created a version for another id.
  const earlier =
    keyed.find((version) => isCreatedBy(version, key)) ??
    keyed.find((version) => fingerprints.has(getFingerprint(version, key) ?? ''));
  if (earlier) return earlier;
  const others = keyed.map((version) => ({
    id: `version ${version.version?.number} (${version.id})`,
    resource: version,
    createdAt: version.createdAt,
    fingerprint: '',
  }));
  assertNoKeyConflict(others, key, {
    describeDifferences: () => ['different inputs: id, reason or updates'],
    log,
  });
  return undefined;
}

/** Keeps later steps of this attempt with the same key from using a version. */
export function markVersionUsed(id: string, { usedVersionsList }: VersionKey): void {
  appendToRunnerTempList(usedVersionsList, id);
}

/** True when a step with this key and content created the version. */
export function isCreatedBy(version: StoredItem, key: VersionKey): boolean {
  return getFingerprint(version, key) === key.fingerprint;
}

/** The fingerprint in the reason of a version that a step with this key created. */
function getFingerprint({ version }: StoredItem, { value }: IdempotencyKey): string | undefined {
  const [, end = ''] = version?.reason?.normalize().split(` [${value} `).slice(-2) ?? [];
  return /^([0-9a-f]{32})\]$/.exec(end)?.[1];
}
