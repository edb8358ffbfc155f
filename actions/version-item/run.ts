import type { Deps } from '../../src/shared/action/index.ts';
import { applyUpdates, readUpdates } from '../../src/shared/action/items/apply-updates.ts';
import type { WriteResult } from '../../src/shared/action/items/item-writer.ts';
import { fetchStoredItem, type StoredItem } from '../../src/shared/action/items/stored-item.ts';
import {
  fetchEarlierVersions,
  fetchVersionChain,
  getLatest,
} from '../../src/shared/action/items/version-chain.ts';
import { escapeMarkdown, formatLink, formatRow } from '../../src/shared/action/runner/markdown/markdown.ts';
import { awaitSessions } from '../../src/shared/action/waiting/await-sessions.ts';
import type { CallOptions, Provena } from '../../src/shared/client/index.ts';
import { assertVersionable, createVersion } from './create-version.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { updateVersion } from './update-version.ts';
import { claimVersionKey, findEarlierVersion, markVersionUsed } from './version-identity.ts';

/** Creates a new version of the latest version, or finds that of an earlier attempt, and merges the updates into it. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const updates = await readUpdates(inputs, deps.workspace);
  const { provena, pages } = await deps.connect();
  const call = { signal: deps.signal };
  const key = claimVersionKey(inputs, updates, deps.workflowRun);
  const chain = await fetchVersionChain(inputs.id, provena, call);
  const before = getLatest(chain);
  const versions = key.searchFirst ? await fetchEarlierVersions(chain[0], key, provena, call) : [];
  const earlier = key.searchFirst ? findEarlierVersion([...versions, ...chain], key, deps.log) : undefined;
  if (!earlier) {
    assertVersionable(before, inputs['expect-version']);
    await applyUpdates(before, updates, { provena, call, log: deps.log });
  }
  const { resource: version, reused } = earlier
    ? { resource: await toWriteResult(earlier, provena, call), reused: true }
    : await createVersion(before, { reason: inputs.reason, key }, provena, deps);
  // The version exists, whatever fails from here on.
  deps.log.info(`Handle of the version: ${version.id}`);
  deps.setOutputs({
    id: version.id,
    'previous-id': earlier?.version?.previous ?? before.id,
    'session-id': version.session ?? '',
    reused,
    updated: false,
  });
  markVersionUsed(version.id, key);
  const row = {
    item: escapeMarkdown(before.name),
    version: '',
    handle: formatLink(version.id, pages.item(version.id)),
    updated: 'failed',
  };
  try {
    const created = await fetchStoredItem(version.id, provena, call);
    row.version = String(created.version?.number);
    deps.setOutputs({ version: created.version?.number ?? '' });
    deps.log.notice(
      `${reused ? 'Found' : 'Created'} version ${created.version?.number} of ${escapeMarkdown(created.name)}${reused ? ', which was created earlier' : ''}: ${pages.item(version.id)}`,
    );
    const updated = await updateVersion(created, { ...inputs, updates }, provena, deps);
    row.updated = updated ? 'yes' : 'no';
    deps.setOutputs({ updated });
  } finally {
    deps.summary.add(formatRow(row));
  }
  if (inputs.wait && version.session) {
    const wait = { sessions: [version.session], follow: true, timeoutSeconds: inputs.timeout };
    await awaitSessions(wait, provena, deps);
  }
}

/** Omits the session of a version that another user created with the same key: only that user can read its job. */
async function toWriteResult(
  { id, owner, session }: StoredItem,
  { registry }: Provena,
  call: CallOptions,
): Promise<WriteResult> {
  const { username } = await registry.checkAccess('general', call);
  return { id, session: owner === username ? session : undefined };
}
