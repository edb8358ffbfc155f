import {
  type CreationResult,
  createIdempotent,
} from '../../src/shared/action/idempotency/create-idempotent.ts';
import type { ExistingResult } from '../../src/shared/action/idempotency/existing-results.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { createItemWriter, type WriteResult } from '../../src/shared/action/items/item-writer.ts';
import type { StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { fetchVersionChain } from '../../src/shared/action/items/version-chain.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { type CallOptions, type Provena, RequestRejectedError } from '../../src/shared/client/index.ts';
import { ITEM_KINDS } from '../../src/shared/documents/items/item-kinds.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { formatVersionReason, isCreatedBy, type VersionKey } from './version-identity.ts';

/** @throws UserError for a kind without versions; StepFailedError when the latest version is not the expected one. */
export function assertVersionable({ id, kind, version }: StoredItem, expected: number | undefined): void {
  if (!version) {
    const versioned = ITEM_KINDS.filter((kind) => kind.isVersioned).map(({ name }) => name);
    throw new UserError(
      `input id: ${id} is of kind ${kind.name}, which has no versions. Kinds with versions: ${versioned.join(', ')}`,
    );
  }
  if (expected === undefined || expected === version.number) return;
  throw new StepFailedError(`the latest version is ${version.number} (${id}), not ${expected}`, {
    advice: 'Review the change, then set expect-version to the latest number. Nothing was sent.',
    anchor: 'version-conflict',
  });
}

/** Creates the version after `before`, or finds the one that this step has created in the meantime. */
export async function createVersion(
  before: StoredItem,
  { reason, key }: { readonly reason: string; readonly key: VersionKey },
  provena: Provena,
  { log, signal }: Pick<Deps<never>, 'log' | 'signal'>,
): Promise<CreationResult<WriteResult>> {
  const { version } = createItemWriter(before.kind, provena);
  if (!version) throw new Error(`no versions of ${before.kind.name}`);
  const creation = createIdempotent<WriteResult>({
    // A version follows one item, so that there is at most one.
    key: { ...key, ordinal: 1, searchFirst: false },
    find: (call) => findVersionOfKey(before.id, key, provena, call),
    create: (call) => version(before.id, formatVersionReason(reason, key), call),
    getId: ({ id }) => id,
    log,
    signal,
  });
  return creation.catch(async (error: unknown) => {
    if (!(error instanceof RequestRejectedError)) throw error;
    // The request of an earlier attempt or another step may have been in progress, and has created the version in the meantime.
    const [, next] = await fetchVersionChain(before.id, provena, { signal }).catch(() => []);
    if (!next) throw error;
    if (isCreatedBy(next, key)) return { resource: next, reused: true };
    throw new StepFailedError(`someone else created the next version of ${before.id} meanwhile: ${next.id}`, {
      advice: 'Re-run the job: it creates a version of the latest one. This step created nothing.',
      anchor: 'version-conflict',
      cause: error,
    });
  });
}

/** The version of an item that this step created; at most one, because versions form a chain. */
async function findVersionOfKey(
  id: string,
  key: VersionKey,
  provena: Provena,
  call: CallOptions,
): Promise<ExistingResult<WriteResult>[]> {
  const [, next] = await fetchVersionChain(id, provena, call);
  if (!next || !isCreatedBy(next, key)) return [];
  return [{ id: next.id, resource: next, createdAt: next.createdAt, fingerprint: key.fingerprint }];
}
