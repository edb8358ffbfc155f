import { type IdempotencyKey, idempotencyKey } from '../../src/shared/action/creation/key.ts';
import { createOnce, type Trace } from '../../src/shared/action/creation/once.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { changeItem, readUpdates } from '../../src/shared/action/items/change-item.ts';
import { itemWriter, type Written } from '../../src/shared/action/items/item-writer.ts';
import { withFacts } from '../../src/shared/action/items/plan.ts';
import { fetchStored, type StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { latestOf, versionChain } from '../../src/shared/action/items/version-chain.ts';
import { runMetadata } from '../../src/shared/action/runner/ci-run.ts';
import { link, literal, table } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { OutcomeError } from '../../src/shared/action/running/failure.ts';
import { waitForJobs } from '../../src/shared/action/waiting/wait-for-jobs.ts';
import { judge } from '../../src/shared/action/waiting/wait-verdict.ts';
import type { CallOptions, Provena } from '../../src/shared/client/index.ts';
import { ITEM_KINDS } from '../../src/shared/spec/items/item-kinds.ts';
import { UserError } from '../../src/shared/spec/problem.ts';
import type { Source } from '../../src/shared/spec/source.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Makes a new version of the latest one, and merges the updates into it. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const updates = await readUpdates(inputs, deps.workspace);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const key = idempotencyKey(inputs, deps.ci);
  const chain = await versionChain(inputs.id, provena, call);
  const before = latestOf(chain);
  const earlier = key.lookFirst ? chain.find((item) => carries(item, key)) : undefined;
  if (!earlier) {
    refuse(before, inputs['expect-version']);
    await changeItem(before, updates, provena, call);
  }
  const { made, reused } = await makeVersion(before, earlier, inputs, key, provena, deps);
  const created = await fetchStored(made.id, provena, call);
  deps.output({
    id: made.id,
    'previous-id': previousOf(made.id, chain).id,
    version: created.version?.number ?? '',
    'session-id': made.session ?? '',
    reused,
    updated: false,
  });
  deps.log.notice(
    `${reused ? 'An earlier attempt had made' : 'Made'} version ${created.version?.number} of ${literal(created.name)}: ${pages.item(made.id)}`,
  );
  const updated = await update(created, updates, inputs, provena, deps);
  deps.summary.add(
    table(
      ['item', 'version', 'handle', 'updated'],
      [
        [
          literal(created.name),
          String(created.version?.number),
          link(made.id, pages.item(made.id)),
          updated ? 'yes' : 'no',
        ],
      ],
    ),
  );
  if (inputs.wait && made.session) {
    const { log, signal } = deps;
    const wait = { sessions: [made.session], follow: true, timeoutSeconds: inputs.timeout };
    judge(await waitForJobs(wait, provena, { log, signal, output: () => {} }), 'any');
  }
  return { updated };
}

function refuse({ id, kind, version }: StoredItem, expected: number | undefined): void {
  if (!version) {
    const versioned = ITEM_KINDS.filter((kind) => kind.versioned).map(({ name }) => name);
    throw new UserError(
      `input id: ${id} is of kind ${kind.name}, which has no versions. Kinds that have: ${versioned.join(', ')}`,
    );
  }
  if (expected === undefined || expected === version.number) return;
  throw new OutcomeError(`the latest version is ${version.number} (${id}), not ${expected}`, {
    advice: 'Look at what changed, and run the step again with the number above. Nothing was sent.',
    topic: 'the-item-has-changed',
  });
}

async function makeVersion(
  before: StoredItem,
  earlier: StoredItem | undefined,
  inputs: Inputs,
  key: IdempotencyKey,
  provena: Provena,
  { log, signal }: Deps<Name>,
) {
  if (earlier) return { made: { id: earlier.id, session: undefined }, reused: true };
  const { version } = itemWriter(before.kind, provena);
  if (!version) throw new Error(`no versions of ${before.kind.name}`);
  return createOnce<Written>({
    key: { ...key, lookFirst: false },
    find: (call) => made(before.id, key, provena, call),
    create: (recover) => version(before.id, `${inputs.reason} [${key.value}]`, { signal, recover }),
    id: ({ id }) => id,
    log,
    signal,
  });
}

/** The version that this step has made of an item, if it has: the chain is linear, so that there is one at most. */
async function made(
  id: string,
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<Trace<Written>[]> {
  const [, next] = await versionChain(id, provena, call);
  if (!next || !carries(next, key)) return [];
  return [{ id: next.id, made: { id: next.id, session: undefined }, createdAt: next.createdAt }];
}

/** The version before one that was found in the chain, or that follows its end. */
function previousOf(id: string, chain: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  const at = chain.findIndex((item) => item.id === id);
  return chain[at - 1] ?? latestOf(chain);
}

/** A version carries its key in its reason: there is nothing else that the server takes with it. */
function carries({ version }: StoredItem, { value }: IdempotencyKey): boolean {
  return version?.reason?.endsWith(`[${value}]`) === true;
}

async function update(
  item: StoredItem,
  updates: Source | undefined,
  inputs: Inputs,
  provena: Provena,
  { ci, signal }: Deps<Name>,
): Promise<boolean> {
  const { value, changes } = await changeItem(item, updates, provena, { signal });
  if (changes.length === 0) return false;
  const facts = inputs['link-run'] && ci ? runMetadata(ci) : {};
  await itemWriter(item.kind, provena).update(
    item.id,
    withFacts(value, item.kind.metadataPath, facts),
    inputs['update-reason'],
    { signal },
  );
  return true;
}
