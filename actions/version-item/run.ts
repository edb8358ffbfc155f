import { createIdempotent } from '../../src/shared/action/idempotency/create-idempotent.ts';
import type { ExistingResult } from '../../src/shared/action/idempotency/existing-results.ts';
import type { IdempotencyKey } from '../../src/shared/action/idempotency/idempotency-key.ts';
import {
  addReservedFields,
  getReservedFields,
  removeCreationFields,
} from '../../src/shared/action/idempotency/reserved-fields.ts';
import { createRunMetadata, isLinkedToRun } from '../../src/shared/action/idempotency/run-metadata.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { applyUpdates, readUpdates } from '../../src/shared/action/items/apply-updates.ts';
import { createItemWriter, type WriteResult } from '../../src/shared/action/items/item-writer.ts';
import { sendUpdate } from '../../src/shared/action/items/send-update.ts';
import { fetchStoredItem, type StoredItem } from '../../src/shared/action/items/stored-item.ts';
import { fetchVersionChain, getLatest } from '../../src/shared/action/items/version-chain.ts';
import {
  claimVersionKey,
  findEarlierVersion,
  formatVersionReason,
  isCreatedBy,
} from '../../src/shared/action/items/version-identity.ts';
import { StepFailedError } from '../../src/shared/action/lifecycle/failure.ts';
import { escapeMarkdown, formatLink, formatTable } from '../../src/shared/action/runner/markdown.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import { type CallOptions, type Provena, RequestRejectedError } from '../../src/shared/client/index.ts';
import { findChanges } from '../../src/shared/documents/items/difference.ts';
import { ITEM_KINDS } from '../../src/shared/documents/items/item-kinds.ts';
import { UserError } from '../../src/shared/documents/problem.ts';
import type { Source } from '../../src/shared/documents/text/source.ts';
import { KEY_FIELD } from '../../src/shared/jobs/record-identity.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** Creates a new version of the latest version and merges the updates into it. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const updates = await readUpdates(inputs, deps.workspace);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const key = claimVersionKey(inputs, updates, deps.ci);
  const chain = await fetchVersionChain(inputs.id, provena, call);
  const before = getLatest(chain);
  const earlier = key.searchFirst ? findEarlierVersion(chain, key) : undefined;
  if (!earlier) {
    assertVersionable(before, inputs['expect-version']);
    await applyUpdates(before, updates, provena, call, deps.log);
  }
  const { resource: version, reused } = await createVersion(before, earlier, inputs, key, provena, deps);
  // The version exists, whatever fails from here on.
  deps.log.info(`The version is ${version.id}.`);
  deps.setOutputs({
    id: version.id,
    'previous-id': getPrevious(version.id, chain).id,
    'session-id': version.session ?? '',
    reused,
    updated: false,
  });
  const created = await fetchStoredItem(version.id, provena, call);
  deps.setOutputs({ version: created.version?.number ?? '' });
  deps.log.notice(
    `${reused ? 'Found' : 'Created'} version ${created.version?.number} of ${escapeMarkdown(created.name)}${reused ? ', which was created earlier' : ''}: ${pages.item(version.id)}`,
  );
  const updated = await updateItem(created, updates, inputs, provena, deps);
  deps.summary.add(
    formatTable(
      ['item', 'version', 'handle', 'updated'],
      [
        [
          escapeMarkdown(created.name),
          String(created.version?.number),
          formatLink(version.id, pages.item(version.id)),
          updated ? 'yes' : 'no',
        ],
      ],
    ),
  );
  if (inputs.wait && version.session) {
    const wait = { sessions: [version.session], follow: true, timeoutSeconds: inputs.timeout };
    await awaitSessions(wait, provena, deps);
  }
  return { updated };
}

function assertVersionable({ id, kind, version }: StoredItem, expected: number | undefined): void {
  if (!version) {
    const versioned = ITEM_KINDS.filter((kind) => kind.isVersioned).map(({ name }) => name);
    throw new UserError(
      `input id: ${id} is of kind ${kind.name}, which has no versions. Kinds with versions: ${versioned.join(', ')}`,
    );
  }
  if (expected === undefined || expected === version.number) return;
  throw new StepFailedError(`the latest version is ${version.number} (${id}), not ${expected}`, {
    advice: 'Review the change, then set expect-version to the latest number. Nothing was sent.',
    anchor: 'version-conflict',
  });
}

async function createVersion(
  before: StoredItem,
  earlier: StoredItem | undefined,
  inputs: Inputs,
  key: IdempotencyKey,
  provena: Provena,
  { log, signal }: Deps<Name>,
) {
  if (earlier) return { resource: { id: earlier.id, session: undefined }, reused: true };
  const { version } = createItemWriter(before.kind, provena);
  if (!version) throw new Error(`no versions of ${before.kind.name}`);
  const creation = createIdempotent<WriteResult>({
    // A version follows one item, so that there is at most one.
    key: { ...key, ordinal: 1, searchFirst: false },
    find: (call) => findVersionOfKey(before.id, key, provena, call),
    create: (call) => version(before.id, formatVersionReason(inputs.reason, key), call),
    getId: ({ id }) => id,
    log,
    signal,
  });
  return creation.catch(async (error: unknown) => {
    if (!(error instanceof RequestRejectedError)) throw error;
    // The request of an earlier attempt may have been in progress, and has created the version in the meantime.
    const [earlierVersion] = await findVersionOfKey(before.id, key, provena, { signal });
    if (!earlierVersion) throw error;
    return { resource: earlierVersion.resource, reused: true };
  });
}

/** The version of an item that this step created; at most one, because versions form a chain. */
async function findVersionOfKey(
  id: string,
  key: IdempotencyKey,
  provena: Provena,
  call: CallOptions,
): Promise<ExistingResult<WriteResult>[]> {
  const [, next] = await fetchVersionChain(id, provena, call);
  if (!next || !isCreatedBy(next, key)) return [];
  const { id: created, createdAt } = next;
  return [
    { id: created, resource: { id: created, session: undefined }, createdAt, fingerprint: key.fingerprint },
  ];
}

/** The version before `id`, which is in the chain or follows its end. */
function getPrevious(id: string, chain: readonly [StoredItem, ...StoredItem[]]): StoredItem {
  const at = chain.findIndex((item) => item.id === id);
  return chain[at - 1] ?? getLatest(chain);
}

/**
 * Merges the updates into the new version and makes its metadata that of this run: the server copies the metadata of the
 * version before, with its run and the key of its creation.
 * @returns whether the updates changed anything.
 */
async function updateItem(
  item: StoredItem,
  updates: Source | undefined,
  inputs: Inputs,
  provena: Provena,
  { ci, signal, workspace, log }: Deps<Name>,
): Promise<boolean> {
  const { value, changes } = await applyUpdates(item, updates, provena, { signal }, log);
  const { schema, metadataPath } = item.kind;
  const runMetadata = inputs['link-run'] && ci ? await createRunMetadata(ci, workspace) : {};
  const metadata = addReservedFields(removeCreationFields(value, metadataPath), metadataPath, runMetadata);
  const reserved = getReservedFields(item.value, metadataPath);
  // A re-run finds the metadata of the attempt that created the version, which is correct. With the key of a creation, it is
  // that of a predecessor which the same run has minted.
  const isLinked =
    inputs['link-run'] && ci !== undefined && isLinkedToRun(reserved, ci) && !(KEY_FIELD in reserved);
  const changesMetadata = findChanges(schema, item.value, metadata, () => false).length > 0;
  if (changes.length === 0 && (isLinked || !changesMetadata)) return false;
  await sendUpdate(item, metadata, inputs['update-reason'], provena, { signal });
  return changes.length > 0;
}
