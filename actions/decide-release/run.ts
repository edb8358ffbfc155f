import { createKeyConflictError } from '../../src/shared/action/idempotency/existing-results.ts';
import {
  claimIdempotencyKey,
  type IdempotencyKey,
} from '../../src/shared/action/idempotency/idempotency-key.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { requireLinkedPerson } from '../../src/shared/action/releases/approver.ts';
import {
  assertUnlocked,
  createNotes,
  createReleaseConflict,
  type Decision,
  fetchRelease,
  findEntry,
  formatDecisionTable,
  hasNotes,
  type Release,
  toDecision,
  toDecisionOutputs,
  warnAboutLaterRequest,
} from '../../src/shared/action/releases/release.ts';
import { sendOnce } from '../../src/shared/action/releases/send-once.ts';
import type { CallOptions, Provena } from '../../src/shared/client/index.ts';
import type { Inputs, OutputName } from './inputs.ts';

const WANTED = { approve: 'approved', reject: 'rejected' } as const;

/** Approves or rejects the release of a dataset, as the reviewer who was requested. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { provena, pages } = await deps.connect();
  const release = await fetchRelease(inputs['dataset-id'], provena, { signal: deps.signal });
  const key = claimIdempotencyKey(inputs, deps.workflowRun);
  const earlierIndex = findEarlierDecision(release, inputs, key);
  const request = release.history.slice(0, earlierIndex).findLast(({ action }) => action === 'REQUEST');
  deps.setOutputs({ 'requester-id': request?.requester || undefined, 'request-notes': request?.notes });
  const earlier = earlierIndex === undefined ? undefined : release.history[earlierIndex];
  const existing = earlier ? toDecision(earlier) : findDecision(release, WANTED[inputs.decision]);
  const decision = existing ?? (await decide(release, inputs, key.value, provena, deps));
  deps.setOutputs(toDecisionOutputs(decision, { reused: existing !== undefined }));
  const outcome = existing ? `was ${decision.decision} already` : `is ${decision.decision}`;
  deps.log.notice(`The release of ${release.name} ${outcome}: ${pages.dataset(release.datasetId)}`);
  if (earlierIndex !== undefined) warnAboutLaterRequest(release, earlierIndex, deps.log);
  deps.summary.add(formatDecisionTable(release, decision, pages));
}

/**
 * The index of the decision that was sent with this key. Undefined if there is none, or if a step key belongs to the opposite
 * decision.
 * @throws StepFailedError if a user-defined key belongs to another decision or to other notes.
 */
function findEarlierDecision(
  release: Release,
  inputs: Inputs,
  { value, searchFirst, isUserDefined }: IdempotencyKey,
): number | undefined {
  const index = searchFirst ? findEntry(release, 'decision', value) : -1;
  const entry = release.history[index];
  if (!entry) return undefined;
  const { decision } = toDecision(entry);
  const wanted = WANTED[inputs.decision];
  const differences = [
    ...(decision === wanted ? [] : [`decision: ${decision} → ${wanted}`]),
    ...(hasNotes(entry, inputs.notes ?? '', value) ? [] : ['different notes']),
  ];
  if (isUserDefined && differences.length > 0)
    throw createKeyConflictError(value, `a decision on dataset ${release.datasetId}`, differences);
  return decision === wanted ? index : undefined;
}

/**
 * Returns the decision on the latest request; undefined if it is pending.
 * @throws StepFailedError if the release was never requested, or if the decision is the opposite one
 */
function findDecision(release: Release, wanted: Decision['decision']): Decision | undefined {
  const { datasetId, status } = release;
  if (status === 'PENDING') return undefined;
  const entry = release.history.findLast(({ action }) => action !== 'REQUEST');
  if (!entry && status !== 'RELEASED')
    throw createReleaseConflict(
      `the release of dataset ${datasetId} has not been requested`,
      'Request it first, with request-release or on the page of the dataset. Nothing was sent.',
    );
  const existing: Decision = entry ? toDecision(entry) : { decision: 'approved', approver: release.approver };
  const { decision, approver, decidedAt } = existing;
  if (decision === wanted) return existing;
  const by = approver === undefined ? '' : ` by ${approver}`;
  const at = decidedAt === undefined ? '' : ` at ${decidedAt}`;
  throw createReleaseConflict(
    `the release of dataset ${datasetId} was already ${decision}${by}${at}`,
    decision === 'approved'
      ? 'An approval is final. To change the data, create a new version of the dataset. Nothing was sent.'
      : 'Request the release again before you approve it. Nothing was sent.',
  );
}

/** Sends the decision, and returns it as the server recorded it. */
async function decide(
  release: Release,
  inputs: Inputs,
  key: string,
  provena: Provena,
  { workflowRun, log, signal }: Deps<OutputName>,
): Promise<Decision> {
  const { datasetId, approver } = release;
  assertUnlocked(release);
  const person = await requireLinkedPerson(provena, { signal });
  if (approver !== undefined && approver !== person)
    throw createReleaseConflict(
      `the release of dataset ${datasetId} was requested from ${approver}, but the user of this token is ${person}`,
      'Use the token of the requested reviewer. Nothing was sent.',
    );
  const notes = createNotes(inputs.notes ?? '', inputs['link-run'] ? workflowRun?.runUrl : undefined, key);
  const decision = { dataset_id: datasetId, approve: inputs.decision === 'approve', notes };
  const send = (call: CallOptions) => provena.datastore.review.actOnApproval(decision, call);
  const sent = await sendOnce({ before: release, kind: 'decision', key, provena, send, log, signal });
  const entry = sent?.release.history[sent.index];
  if (entry) return toDecision(entry);
  return { decision: WANTED[inputs.decision], approver: person, notes };
}
