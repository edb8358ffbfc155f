import type { Deps } from '../../src/shared/action/index.ts';
import { formatItemPlanTable, toItemPlanOutput } from '../../src/shared/action/items/format-plan.ts';
import type { PlannedItem } from '../../src/shared/action/items/plan-items.ts';
import { type WriteOptions, writeItems } from '../../src/shared/action/items/write-items.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { writeListFile } from '../../src/shared/action/runner/outputs/list-file.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs/outputs.ts';
import { createRunMetadata, type LinkInputs } from '../../src/shared/action/workflow-run/run-metadata.ts';
import type { OutputName } from './inputs.ts';

interface WritePlanOptions extends Pick<WriteOptions, 'call' | 'finder' | 'onDrift'> {
  readonly inputs: LinkInputs & { readonly reason: string };
}

/**
 * Writes the items of a plan, and reports those that were written, even after a failure.
 * @returns the sessions of the jobs that record them.
 */
export async function writePlan(
  planned: readonly PlannedItem[],
  { inputs, ...options }: WritePlanOptions,
  { provena, pages }: Pick<Connection, 'provena' | 'pages'>,
  deps: Deps<OutputName>,
): Promise<readonly string[]> {
  const { log, summary, setOutputs } = deps;
  const ids = new Map<string, string>();
  const written: PlannedItem[] = [];
  const sessions: string[] = [];
  try {
    await writeItems(planned, {
      ...options,
      provena,
      log,
      workflowRun: deps.workflowRun,
      reason: inputs.reason,
      runMetadata: await createRunMetadata(inputs, deps),
      onWritten(entry, { id, session }) {
        const { document, action } = entry;
        written.push(entry);
        ids.set(document.name, id);
        if (session) sessions.push(session);
        if (action !== 'keep')
          log.notice(`${action === 'create' ? 'Created' : 'Updated'} ${document.name}: ${pages.item(id)}`);
      },
    });
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
export function countActions(planned: readonly PlannedItem[]): Outputs<OutputName> {
  const count = (action: PlannedItem['action']): number =>
    planned.filter((entry) => entry.action === action).length;
  return { created: count('create'), updated: count('update'), unchanged: count('keep') };
}
