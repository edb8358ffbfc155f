import { createKeyConflictError } from '../../src/shared/action/idempotency/existing-results.ts';
import {
  claimIdempotencyKey,
  type IdempotencyKey,
} from '../../src/shared/action/idempotency/idempotency-key.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { resolveApprover } from '../../src/shared/action/releases/approver.ts';
import {
  assertUnlocked,
  createNotes,
  createReleaseConflict,
  type Decision,
  fetchRelease,
  findEntry,
  formatDecisionTable,
  getDecision,
  hasNotes,
  type Release,
  toDecisionOutputs,
  warnAboutLaterRequest,
} from '../../src/shared/action/releases/release.ts';
import { type RecordedEntry, sendOnce } from '../../src/shared/action/releases/send-once.ts';
import { type CallOptions, type Provena, RequestRejectedError } from '../../src/shared/client/index.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import { awaitDecision } from './await-decision.ts';
import type { Inputs, OutputName } from './inputs.ts';

interface ReleaseRequest extends RecordedEntry {
  readonly reused: boolean;
}

/** Requests the release of a dataset from a reviewer, and waits for the decision if requested. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { provena, pages } = await deps.connect();
  const { log, summary } = deps;
  const request = await findOrSendRequest(inputs, provena, deps);
  const { release, index } = request;
  const present = getDecision(release, index);
  deps.setOutputs(toDecisionOutputs(present, request));
  log.notice(formatRequest(request, present, pages.dataset(release.datasetId)));
  warnAboutLaterRequest(release, index, log);
  let decision = present;
  try {
    if (inputs.wait && present.decision === 'pending') {
      decision = await awaitDecision(release, index, inputs.timeout, provena, deps);
      log.notice(`The release of ${release.name} was ${decision.decision}.`);
    }
  } finally {
    summary.add(formatDecisionTable(release, decision, pages));
  }
  if (decision.decision === 'rejected')
    log.warning(`The reviewer rejected the release of ${release.datasetId}: ${decision.notes || 'no notes'}`);
  deps.setOutputs(toDecisionOutputs(decision, request));
}

function formatRequest({ release, reused }: ReleaseRequest, { decision }: Decision, page: string): string {
  if (decision === 'pending' && !reused) return `Requested the release of ${release.name}: ${page}`;
  const state = decision === 'pending' ? 'requested' : decision;
  return `The release of ${release.name} was already ${state}: ${page}`;
}

/** Finds the request of an earlier attempt or the pending one, or sends a request. */
async function findOrSendRequest(
  inputs: Inputs,
  provena: Provena,
  deps: Deps<OutputName>,
): Promise<ReleaseRequest> {
  const { signal, workflowRun, log } = deps;
  const id = inputs['dataset-id'];
  const key = claimIdempotencyKey(inputs, workflowRun);
  const before = await fetchRelease(id, provena, { signal });
  const existing = await findRequest(before, inputs, key, provena, { signal });
  if (existing) return existing;
  assertUnlocked(before);
  const approver = await resolveApprover(inputs.approver, provena, { signal });
  const notes = createNotes(inputs.notes, inputs['link-run'] ? workflowRun?.runUrl : undefined, key.value);
  const request = { dataset_id: id, approver_id: approver, notes };
  const send = (call: CallOptions) => provena.datastore.review.requestApproval(request, call);
  const found = await sendOnce({ before, kind: 'request', key: key.value, provena, send, log, signal }).catch(
    async (error: unknown) => {
      if (!(error instanceof RequestRejectedError)) throw error;
      // Another step may have requested the release in the meantime.
      const release = await fetchRelease(id, provena, { signal }).catch(() => before);
      const other = await findRequest(release, inputs, key, provena, { signal });
      if (!other) throw error;
      return other;
    },
  );
  // The request of another step has its own `reused`.
  if (found) return { reused: false, ...found };
  const entry = { action: 'REQUEST', approver, notes, timestamp: Date.now() / 1000 } as const;
  const { history } = before;
  const sent = { ...before, status: 'PENDING', approver, history: [...history, entry] } as const;
  return { release: sent, index: history.length, reused: false };
}

/**
 * Finds the request that an earlier attempt sent, or one that is pending or approved.
 * @throws StepFailedError if the request is pending with another reviewer
 */
async function findRequest(
  release: Release,
  inputs: Inputs,
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<ReleaseRequest | undefined> {
  const { datasetId, history, status, approver } = release;
  const earlier = key.searchFirst ? findEntry(release, 'request', key.value) : -1;
  const entry = history[earlier];
  if (entry && (await isEqualRequest(entry, inputs, key, provena, call)))
    return { release, index: earlier, reused: true };
  if (status === 'NOT_RELEASED') return undefined;
  const index = history.findLastIndex(({ action }) => action === 'REQUEST');
  if (status === 'RELEASED') return { release, index, reused: true };
  const requested = await resolveApprover(inputs.approver, provena, call);
  if (requested === approver) return { release, index, reused: true };
  throw createReleaseConflict(
    `the release of dataset ${datasetId} was requested from ${approver ?? 'another reviewer'}, not from ${requested}`,
    `Wait for the decision${approver === undefined ? '' : ', or set approver to that person'}. A pending request cannot be changed. Nothing was sent.`,
  );
}

/**
 * True if a request of the history has the reviewer of this step.
 * @throws StepFailedError if a user-defined key belongs to a request with another reviewer or other notes.
 */
async function isEqualRequest(
  entry: Release['history'][number],
  inputs: Inputs,
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<boolean> {
  const approver = await resolveApprover(inputs.approver, provena, call).catch((error: unknown) => {
    // The person may have been a reviewer only when an earlier attempt sent the request.
    if (key.isUserDefined || !(error instanceof UserError)) throw error;
    return entry.approver;
  });
  const isEqual = entry.approver === approver;
  const differences = [
    ...(isEqual ? [] : [`approver: ${entry.approver} → ${approver}`]),
    ...(hasNotes(entry, inputs.notes, key.value) ? [] : ['different notes']),
  ];
  if (key.isUserDefined && differences.length > 0)
    throw createKeyConflictError(key.value, `a request for dataset ${inputs['dataset-id']}`, differences);
  return isEqual;
}
