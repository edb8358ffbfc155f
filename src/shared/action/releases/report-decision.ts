import type { DecisionOutput } from '../inputs/shared-fields.ts';
import type { WebPages } from '../lifecycle/web-pages.ts';
import { escapeMarkdown, formatLink, formatRow } from '../runner/markdown/markdown.ts';
import type { Outputs } from '../runner/outputs/outputs.ts';
import type { Decision, Release } from './release.ts';

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
