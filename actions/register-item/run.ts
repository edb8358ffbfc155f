import { createRunMetadata } from '../../src/shared/action/idempotency/run-metadata.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import {
  formatDrift,
  formatPlan,
  formatPlanTable,
  toDriftOutput,
  toPlanOutput,
} from '../../src/shared/action/items/format-plan.ts';
import { ItemFinder } from '../../src/shared/action/items/item-finder.ts';
import { type PlannedItem, planItems } from '../../src/shared/action/items/plan-items.ts';
import { readItems } from '../../src/shared/action/items/read-items.ts';
import { writeItems } from '../../src/shared/action/items/write-items.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { writeListFile } from '../../src/shared/action/runner/list-file.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { findPaths } from '../../src/shared/action/uploads/find-files.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { sortByReferences } from '../../src/shared/documents/items/references.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Registers the items of the documents: creates missing ones, and updates existing ones if requested. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const documents = sortByReferences(await readDocuments(inputs, deps));
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const finder = new ItemFinder(documents, { provena, call, ci: deps.ci, workspace: deps.workspace });
  const onDrift = inputs['on-drift'] === 'overwrite' ? 'overwrite' : 'keep';
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
  deps.setOutputs({ changes: toPlanOutput(planned, new Map()), drift: toDriftOutput(planned) });
  if (inputs.plan) {
    deps.setOutputs(countActions(planned));
    deps.summary.add(`Plan only. Nothing was written.\n\n${formatPlanTable(planned, new Map(), pages)}`);
    return {};
  }
  const ids = new Map<string, string>();
  const written: PlannedItem[] = [];
  const sessions: string[] = [];
  try {
    await writeItems(planned, {
      provena,
      call,
      finder,
      log: deps.log,
      runMetadata: inputs['link-run'] && deps.ci ? await createRunMetadata(deps.ci, deps.workspace) : {},
      reason: inputs.reason,
      onDrift,
      onWritten(entry, { id, session }) {
        const { document, action } = entry;
        written.push(entry);
        ids.set(document.name, id);
        if (session) sessions.push(session);
        if (action !== 'keep')
          deps.log.notice(
            `${action === 'create' ? 'Created' : 'Updated'} ${document.name}: ${pages.item(id)}`,
          );
      },
    });
  } finally {
    // Once at the end, also after a failure: writing after each item would be quadratic for long lists.
    const [only] = planned.length === 1 ? ids.values() : [];
    deps.setOutputs({
      ids: Object.fromEntries(ids),
      'session-ids': sessions,
      ...writeListFile('session-file', sessions, deps.log),
      ...(only === undefined ? {} : { id: only }),
      changes: toPlanOutput(planned, ids),
      ...countActions(written),
    });
    deps.summary.add(formatPlanTable(planned, ids, pages));
  }
  if (inputs.wait && sessions.length > 0)
    await awaitSessions({ sessions, follow: true, timeoutSeconds: inputs.timeout }, provena, deps);
  return {};
}

/** Warns about values that someone else changed, or fails the step before anything is written. */
function reportDrift(planned: readonly PlannedItem[], inputs: Inputs, { log, setOutputs }: Deps<Name>): void {
  if (inputs['on-drift'] === 'overwrite' || inputs['if-exists'] !== 'update') return;
  const messages = planned.flatMap(formatDrift);
  if (messages.length === 0) return;
  if (inputs['on-drift'] === 'keep') {
    for (const message of messages) log.warning(message);
    return;
  }
  setOutputs({ drift: toDriftOutput(planned) });
  throw new StepFailedError(messages.join('\n'), {
    advice: 'Add the values above to the documents, or set on-drift to overwrite. Nothing was written.',
    anchor: 'version-conflict',
  });
}

async function readDocuments(inputs: Inputs, { workspace }: Deps<Name>) {
  return readItems({
    inline: { input: 'item', text: inputs.item },
    files: { input: 'item-file', paths: await findPaths(inputs['item-file'] ?? [], 'item-file', workspace) },
    kind: inputs.kind,
    workspace,
  });
}

function countActions(planned: readonly PlannedItem[]): Outputs<Name> {
  const count = (action: PlannedItem['action']): number =>
    planned.filter((entry) => entry.action === action).length;
  return { created: count('create'), updated: count('update'), unchanged: count('keep') };
}
