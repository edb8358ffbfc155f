import type { Source } from '../../documents/text/source.ts';
import { assertNoKeyConflict } from '../idempotency/existing-results.ts';
import { createFingerprint } from '../idempotency/fingerprint.ts';
import { claimIdempotencyKey, type IdempotencyKey, type KeyInputs } from '../idempotency/idempotency-key.ts';
import type { WorkflowRun } from '../runner/github/workflow-run.ts';
import type { Log } from '../runner/log/log.ts';
import type { StoredItem } from './stored-item.ts';

/** The inputs that a version is created from. */
export interface VersionInputs extends KeyInputs {
  readonly id: string;
  readonly reason: string;
}

/**
 * Claims the key of a step that creates a version, with its ordinal among equal steps of the job. Its fingerprint is
 * that of item, reason and updates as written.
 */
export function claimVersionKey(
  inputs: VersionInputs,
  updates: Source | undefined,
  workflowRun: WorkflowRun | undefined,
): IdempotencyKey & { readonly fingerprint: string } {
  const content = { id: inputs.id, reason: inputs.reason, updates: updates?.value ?? null };
  const fingerprint = createFingerprint(content, []);
  return { ...claimIdempotencyKey(inputs, workflowRun, { fingerprint }), fingerprint };
}

/** Adds key and fingerprint to the reason, the only text that the server stores with a version and does not copy. */
export function formatVersionReason(reason: string, { value, fingerprint = '' }: IdempotencyKey): string {
  return `${reason} [${value} ${fingerprint}]`;
}

/**
 * Finds the version of an item that an earlier attempt of this step created. Equal steps of one job have one version each.
 * @param chain versions of the item, oldest first.
 * @throws StepFailedError when a user-defined key belongs to a version with other content.
 */
export function findEarlierVersion(
  chain: readonly StoredItem[],
  key: IdempotencyKey,
  log: Log,
): StoredItem | undefined {
  const equal = chain.filter((version) => isCreatedBy(version, key));
  if (equal.length > 0) return equal[key.ordinal - 1];
  const others = chain
    .filter((version) => hasKey(version, key))
    .map((version) => ({
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

/** True when a step with this key and content created the version. */
export function isCreatedBy({ version }: StoredItem, { value, fingerprint = '' }: IdempotencyKey): boolean {
  return version?.reason?.normalize().endsWith(` [${value} ${fingerprint}]`) === true;
}

const FINGERPRINT = /^[0-9a-f]{32}\]$/;

/** True when a step with this key created the version, whatever its content. */
function hasKey({ version }: StoredItem, { value }: IdempotencyKey): boolean {
  const [, end = ''] = version?.reason?.normalize().split(` [${value} `).slice(-2) ?? [];
  return FINGERPRINT.test(end);
}
