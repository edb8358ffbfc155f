import { findPaths } from '../../src/shared/action/data/find-files.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { ItemFinder } from '../../src/shared/action/items/find-stored.ts';
import { type PlannedItem, planItems } from '../../src/shared/action/items/plan.ts';
import { changesTable, describePlan, planOutput } from '../../src/shared/action/items/plan-words.ts';
import { readItems } from '../../src/shared/action/items/read-items.ts';
import { writeItems } from '../../src/shared/action/items/write-items.ts';
import { runMetadata } from '../../src/shared/action/runner/ci-run.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { waitForJobs } from '../../src/shared/action/waiting/wait-for-jobs.ts';
import { judge } from '../../src/shared/action/waiting/wait-verdict.ts';
import { inOrder } from '../../src/shared/spec/items/references.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Registers the items that the documents describe: creates what is not there, and updates it where that was asked for. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const documents = inOrder(await read(inputs, deps));
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const finder = new ItemFinder(provena, call);
  const planned = await planItems(documents, {
    provena,
    call,
    finder,
    ifExists: inputs['if-exists'],
    repository: deps.ci?.repository,
  });
  for (const line of planned.flatMap(describePlan)) deps.log.info(line);
  deps.output({ changes: planOutput(planned, new Map()), ...counts(planned) });
  if (inputs.plan) {
    deps.summary.add(`Plan, nothing was written.\n\n${changesTable(planned, new Map(), pages)}`);
    return {};
  }
  const ids = new Map<string, string>();
  const sessions: string[] = [];
  try {
    await writeItems(planned, {
      provena,
      call,
      finder,
      log: deps.log,
      facts: inputs['link-run'] && deps.ci ? runMetadata(deps.ci) : {},
      reason: inputs.reason,
      onDone({ document, action }, { id, session }) {
        ids.set(document.name, id);
        if (session) sessions.push(session);
        if (action !== 'keep')
          deps.log.notice(
            `${action === 'create' ? 'Created' : 'Updated'} ${document.name}: ${pages.item(id)}`,
          );
      },
    });
  } finally {
    // Whatever the ending; not after each item, for then a long list is written as often as it has entries.
    const [only] = planned.length === 1 ? ids.values() : [];
    deps.output({
      ids: Object.fromEntries(ids),
      'session-ids': sessions,
      ...(only === undefined ? {} : { id: only }),
      changes: planOutput(planned, ids),
    });
    deps.summary.add(changesTable(planned, ids, pages));
  }
  if (inputs.wait && sessions.length > 0) {
    const { log, signal } = deps;
    const wait = { sessions, follow: true, timeoutSeconds: inputs.timeout };
    judge(await waitForJobs(wait, provena, { log, signal, output: () => {} }), 'any');
  }
  return {};
}

async function read(inputs: Inputs, { workspace }: Deps<Name>) {
  return readItems({
    inline: { input: 'item', text: inputs.item },
    files: { input: 'item-file', paths: await findPaths(inputs['item-file'] ?? [], 'item-file', workspace) },
    kind: inputs.kind,
    workspace,
  });
}

function counts(planned: readonly PlannedItem[]): Outputs<Name> {
  const count = (action: PlannedItem['action']): number =>
    planned.filter((entry) => entry.action === action).length;
  return { created: count('create'), updated: count('update'), unchanged: count('keep') };
}
