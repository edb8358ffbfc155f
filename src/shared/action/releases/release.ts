import type { CallOptions, Provena } from '../../client/index.ts';
import type { Dataset } from '../../client/model/datastore.ts';
import type { DecisionOutput } from '../inputs/shared-fields.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import type { Log } from '../runner/log/log.ts';
import { escapeMarkdown, formatLink, formatRow } from '../runner/markdown/markdown.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';
import { StepFailedError } from '../runner/step-failed-error.ts';

type HistoryEntry = NonNullable<Dataset['release_history']>[number];

/** The release of a dataset, as the data store keeps it. */
export interface Release {
  readonly datasetId: string;
  readonly name: string;
  readonly status: Dataset['release_status'];
  /** Handle of the person who was last requested to decide. */
  readonly approver: string | undefined;
  /** Requests and decisions, oldest first. Entries are only added. */
  readonly history: readonly HistoryEntry[];
  readonly isLocked: boolean;
}

export interface Decision {
  readonly decision: 'pending' | 'approved' | 'rejected';
  /** Handle of the person who decides or has decided. */
  readonly approver: string | undefined;
  /** Notes of the reviewer. */
  readonly notes?: string;
  /** Time of the decision, ISO 8601. */
  readonly decidedAt?: string;
}

/**
 * Fetches the release of a dataset.
 * @throws NotFoundError if the handle is unknown, that of another kind, or that of a seed
 */
export async function fetchRelease(
  datasetId: string,
  { datastore }: Provena,
  call: CallOptions,
): Promise<Release> {
  const { item, locked } = await datastore.fetchDataset(datasetId, call);
  return {
    datasetId,
    name: item.display_name ?? datasetId,
    status: item.release_status,
    approver: item.release_approver ?? undefined,
    history: item.release_history ?? [],
    isLocked: locked === true,
  };
}

/** Adds the workflow run and the idempotency key to the notes: the only text that the server stores with an entry. */
export function createNotes(notes: string, runUrl: string | undefined, key: string): string {
  return `${notes}\n\n${runUrl === undefined ? '' : `${runUrl} `}[${key}]`.trim();
}

/** True if {@link createNotes} has created the notes of an entry from `notes` and this key, in any workflow run. */
export function hasNotes(entry: Pick<HistoryEntry, 'notes'>, notes: string, key: string): boolean {
  const text = entry.notes.slice(0, -`[${key}]`.length).trim();
  const ownNotes = notes.trim();
  return (
    text === ownNotes || (text.startsWith(ownNotes) && /^\s*https?:\S+$/.test(text.slice(ownNotes.length)))
  );
}

/** Index of the latest request, or decision, that a step with this key added; -1 if there is none. */
export function findEntry({ history }: Release, kind: 'request' | 'decision', key: string): number {
  return history.findLastIndex(
    ({ action, notes }) => (action === 'REQUEST') === (kind === 'request') && notes.endsWith(`[${key}]`),
  );
}

/** Returns the decision that follows the request at `index` of the history. */
export function getDecision({ history, approver, status }: Release, index: number): Decision {
  const entry = history.slice(index + 1).find(({ action }) => action !== 'REQUEST');
  if (entry) return toDecision(entry);
  // A server without a history still has the status.
  const decision = status === 'RELEASED' ? 'approved' : 'pending';
  return { decision, approver: history[index]?.approver ?? approver };
}

/** Warns if the release was requested again after the entry at `index` of the history, which the step reports. */
export function warnAboutLaterRequest(release: Release, index: number, log: Log): void {
  const latest = release.history.findLastIndex(({ action }) => action === 'REQUEST');
  if (latest <= index) return;
  const { decision } = getDecision(release, latest);
  log.warning(
    `The release of dataset ${release.datasetId} was requested again later, and is now ${decision}. The outputs of this step are those of the earlier request.`,
  );
}

/** Converts an entry of the history that is a decision. */
export function toDecision({ action, approver, notes, timestamp }: HistoryEntry): Decision {
  return {
    decision: action === 'APPROVE' ? 'approved' : 'rejected',
    approver,
    notes,
    decidedAt: `${new Date(timestamp * 1000).toISOString().slice(0, -5)}Z`,
  };
}

/** Returns the outputs of a decision. `reused` is true if the step found a request or decision instead of sending one. */
export function toDecisionOutputs(
  { decision, approver, notes, decidedAt }: Decision,
  { reused }: { readonly reused: boolean },
): Outputs<DecisionOutput> {
  return {
    decision,
    'approver-id': approver,
    'decision-notes': notes,
    'decided-at': decidedAt,
    reused,
  };
}

/** Formats a decision as a table for the summary. */
export function formatDecisionTable(
  { datasetId, name }: Release,
  { decision, approver, notes, decidedAt }: Decision,
  pages: WebPages,
): string {
  return formatRow({
    dataset: escapeMarkdown(name),
    handle: formatLink(datasetId, pages.dataset(datasetId)),
    release: decision,
    reviewer: approver === undefined ? '' : formatLink(approver, pages.item(approver)),
    decided: escapeMarkdown(decidedAt ?? ''),
    'notes of the reviewer': escapeMarkdown(notes ?? ''),
  });
}

/** Creates the error for a dataset whose state does not allow the request or the decision. */
export function createReleaseConflict(message: string, advice: string): StepFailedError {
  return new StepFailedError(message, { advice, anchor: 'release-conflict' });
}

/**
 * A locked dataset can be neither requested nor decided: the server responds with 401 and 500.
 * @throws StepFailedError if the dataset is locked
 */
export function assertUnlocked({ datasetId, isLocked }: Release): void {
  if (!isLocked) return;
  throw createReleaseConflict(
    `dataset ${datasetId} is locked`,
    'Unlock it in the registry, or ask the user who locked it. Nothing was sent.',
  );
}
