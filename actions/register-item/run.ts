import { findPaths } from '../../src/shared/action/glob/find-paths.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import {
  formatDrift,
  formatItemPlanTable,
  formatPlan,
  toDriftOutput,
  toItemPlanOutput,
} from '../../src/shared/action/items/format-plan.ts';
import { ItemFinder } from '../../src/shared/action/items/item-finder.ts';
import { type PlannedItem, planItems } from '../../src/shared/action/items/plan-items.ts';
import { readItems } from '../../src/shared/action/items/read-items.ts';
import { type WriteOptions, writeItems } from '../../src/shared/action/items/write-items.ts';
import type { WebPages } from '../../src/shared/action/lifecycle/web-pages.ts';
import { writeListFile } from '../../src/shared/action/runner/outputs/list-file.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs/outputs.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { createRunMetadata } from '../../src/shared/action/workflow-run/run-metadata.ts';
import { sortByReferences } from '../../src/shared/documents/items/references.ts';
import type { Inputs, OutputName } from './inputs.ts';

/** Registers the items of the documents: creates missing ones, and updates existing ones if requested. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { log, summary, setOutputs } = deps;
  const items = await readItems({
    inline: { input: 'item', text: inputs.item },
    files: { input: 'item-file', paths: await findPaths(inputs['item-file'] ?? [], 'item-file', deps) },
    kind: inputs.kind,
    workspace: deps.workspace,
  });
  const documents = sortByReferences(items);
  const { provena, pages } = await deps.connect();
  const connected = { ...deps, provena, call: { signal: deps.signal } };
  const finder = new ItemFinder(documents, connected);
  const onDrift = inputs['on-drift'] === 'overwrite' ? 'overwrite' : 'keep';
  const options = { ...connected, finder, onDrift, reason: inputs.reason } as const;
  const planned = await planItems(documents, { ...options, ifExists: inputs['if-exists'] });
  for (const line of planned.flatMap(formatPlan)) log.info(line);
  setOutputs({ changes: toItemPlanOutput(planned, new Map()), drift: toDriftOutput(planned) });
  reportDrift(planned, inputs, deps);
  if (inputs.plan) {
    setOutputs(countActions(planned));
    const note = 'Plan only. Nothing was written.';
    log.info(note);
    summary.add(`${note}\n\n${formatItemPlanTable(planned, new Map(), pages)}`);
    return;
  }
  const runMetadata = await createRunMetadata(inputs, deps);
  const sessions = await writePlan(planned, { ...options, runMetadata }, pages, deps);
  if (inputs.wait && sessions.length > 0)
    await awaitSessions({ sessions, follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
}

/** Warns about values that someone else changed, or fails the step before anything is written. */
function reportDrift(planned: readonly PlannedItem[], inputs: Inputs, { log }: Deps<OutputName>): void {
  if (inputs['on-drift'] === 'overwrite' || inputs['if-exists'] !== 'update') return;
  const messages = planned.flatMap(formatDrift);
  if (messages.length === 0) return;
  if (inputs['on-drift'] === 'keep') {
    for (const message of messages) log.warning(`${message}.`);
    return;
  }
  throw new StepFailedError(messages.join('\n'), {
    advice: 'Add the values above to the documents, or set on-drift to overwrite. Nothing was written.',
    anchor: 'version-conflict',
  });
}

/**
 * Writes the items of a plan, and reports those that were written, even after a failure.
 * @returns the sessions of the jobs that record them.
 */
async function writePlan(
  planned: readonly PlannedItem[],
  options: Omit<WriteOptions, 'onWritten'>,
  pages: WebPages,
  { log, summary, setOutputs }: Deps<OutputName>,
): Promise<readonly string[]> {
  const ids = new Map<string, string>();
  const written: PlannedItem[] = [];
  const sessions: string[] = [];
  const onWritten: WriteOptions['onWritten'] = (entry, { id, session }) => {
    const { document, action } = entry;
    written.push(entry);
    ids.set(document.name, id);
    if (session) sessions.push(session);
    if (action !== 'keep')
      log.notice(`${action === 'create' ? 'Created' : 'Updated'} ${document.name}: ${pages.item(id)}`);
  };
  try {
    await writeItems(planned, { ...options, onWritten });
  } finally {
    // Once at the end, even after a failure: writing after each item would be quadratic for long lists.
    const [only] = planned.length === 1 ? ids.values() : [];
    setOutputs({
      ids: Object.fromEntries(ids),
      'session-ids': sessions,
      ...writeListFile('session-file', sessions, log),
      id: only,
      changes: toItemPlanOutput(planned, ids),
      ...countActions(written),
    });
    summary.add(formatItemPlanTable(planned, ids, pages));
  }
  return sessions;
}

/** The outputs that count the items by action. */
function countActions(planned: readonly PlannedItem[]): Outputs<OutputName> {
  const count = (action: PlannedItem['action']): number =>
    planned.filter((entry) => entry.action === action).length;
  return { created: count('create'), updated: count('update'), unchanged: count('keep') };
}
