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
import type { OnDrift } from '../../src/shared/action/items/merge-document.ts';
import { type PlannedItem, planItems } from '../../src/shared/action/items/plan-items.ts';
import { readItems } from '../../src/shared/action/items/read-items.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { sortByReferences } from '../../src/shared/documents/items/references.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { countActions, writePlan } from './write-plan.ts';

/** Registers the items of the documents: creates missing ones, and updates existing ones if requested. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const items = await readItems({
    inline: { input: 'item', text: inputs.item },
    files: { input: 'item-file', paths: await findPaths(inputs['item-file'] ?? [], 'item-file', deps) },
    kind: inputs.kind,
    workspace: deps.workspace,
  });
  const documents = sortByReferences(items);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const finder = new ItemFinder(documents, {
    provena,
    call,
    workflowRun: deps.workflowRun,
    workspace: deps.workspace,
  });
  const onDrift: OnDrift = inputs['on-drift'] === 'overwrite' ? 'overwrite' : 'keep';
  const planned = await planItems(documents, {
    provena,
    call,
    finder,
    onDrift,
    ifExists: inputs['if-exists'],
    log: deps.log,
  });
  for (const line of planned.flatMap(formatPlan)) deps.log.info(line);
  reportDrift(planned, inputs, deps);
  deps.setOutputs({ changes: toItemPlanOutput(planned, new Map()), drift: toDriftOutput(planned) });
  if (inputs.plan) {
    deps.setOutputs(countActions(planned));
    const note = 'Plan only. Nothing was written.';
    deps.log.info(note);
    deps.summary.add(`${note}\n\n${formatItemPlanTable(planned, new Map(), pages)}`);
    return;
  }
  const writeOptions = { call, finder, onDrift, inputs };
  const sessions = await writePlan(planned, writeOptions, { provena, pages }, deps);
  if (inputs.wait && sessions.length > 0)
    await awaitSessions({ sessions, follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
}

/** Warns about values that someone else changed, or fails the step before anything is written. */
function reportDrift(
  planned: readonly PlannedItem[],
  inputs: Inputs,
  { log, setOutputs }: Deps<OutputName>,
): void {
  if (inputs['on-drift'] === 'overwrite' || inputs['if-exists'] !== 'update') return;
  const messages = planned.flatMap(formatDrift);
  if (messages.length === 0) return;
  if (inputs['on-drift'] === 'keep') {
    for (const message of messages) log.warning(`${message}.`);
    return;
  }
  setOutputs({ drift: toDriftOutput(planned) });
  throw new StepFailedError(messages.join('\n'), {
    advice: 'Add the values above to the documents, or set on-drift to overwrite. Nothing was written.',
    anchor: 'version-conflict',
  });
}
