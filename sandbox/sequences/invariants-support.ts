// Checks after every sequence. The build excludes files with this suffix.
import assert from 'node:assert/strict';
import { waitForJob } from '../testing/records.ts';
import type { TestResponse } from '../testing/sandbox-support.ts';
import { canSee, type Item, type KindName, USERS } from './expected-state-support.ts';
import { PATHS, type SequenceContext } from './operations-support.ts';

type Link = { source: string; type: string; target: string };

/** Compares a sandbox with the expected state, as an administrator and as the users. */
export async function assertInvariants(context: SequenceContext): Promise<void> {
  await assertJobs(context);
  await assertCounts(context);
  for (const item of context.expected.items) {
    await assertItem(context, item);
    await assertAccess(context, item);
    await assertOrigin(context, item);
  }
  await assertRuns(context);
}

/** No job is lost, and the jobs that a job launches end too. */
async function assertJobs({ admin, expected }: SequenceContext): Promise<void> {
  for (const session of expected.sessions) {
    const job = await waitAsAdmin(session);
    assert.equal(job.at('job.status'), 'SUCCEEDED', job.text('job.info'));
    const lodged = await waitAsAdmin(job.text('job.result.lodge_session_id'));
    assert.equal(lodged.at('job.status'), 'SUCCEEDED', lodged.text('job.info'));
  }

  function waitAsAdmin(session: string): Promise<TestResponse> {
    return waitForJob(admin, session, '/jobs/admin/fetch');
  }
}

/** Every item is listed once. */
async function assertCounts({ admin, expected }: SequenceContext): Promise<void> {
  // The keys of the constant.
  for (const kind of Object.keys(PATHS) as KindName[]) {
    const list = await admin.post('registry', `${PATHS[kind]}/list`, { page_size: 1000 });
    const ids = list.at<{ id: string }[]>('items').map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    const missing = expected.items.filter((item) => item.kind === kind && !ids.includes(item.id));
    assert.deepEqual(missing, [], `${kind} not listed`);
  }
}

async function assertItem({ admin }: SequenceContext, item: Item): Promise<void> {
  const response = await admin.get('registry', `${PATHS[item.kind]}/fetch`, { id: item.id });
  assert.equal(response.at('locked'), item.locked);
  assert.equal(response.at('item.owner_username'), item.owner);
  assert.equal(response.at('item.display_name'), item.names.at(-1));
  const history = response.at<{ id: number; item: { display_name: string } }[]>('item.history');
  const entries = history.map((entry) => [entry.id, entry.item.display_name]).toReversed();
  assert.deepEqual(entries, [...item.names.entries()]);
  if (item.kind === 'organisation') return;
  const { version, previous_version, next_version } = Object(response.at('item.versioning_info'));
  assert.deepEqual(
    [version, previous_version, next_version],
    [item.version, item.previous?.id ?? null, item.next?.id ?? null],
  );
}

async function assertAccess({ callers }: SequenceContext, item: Item): Promise<void> {
  for (const user of USERS) {
    const response = await callers[user].get('registry', `${PATHS[item.kind]}/fetch`, { id: item.id });
    assert.equal(response.status, canSee(user, item) ? 200 : 401);
  }
}

/** The creator and the previous version of an item are in the graph. */
async function assertOrigin(context: SequenceContext, item: Item): Promise<void> {
  if (item.kind === 'organisation') return;
  const links = await fetchLinks(context, item.id, 2);
  const makers = links.filter(({ source, type }) => source === item.id && type === 'wasGeneratedBy');
  assert.ok(makers.length > 0, `${item.id} has no origin`);
  if (!item.previous) return;
  const used = links.filter(({ type, target }) => type === 'used' && target === item.previous?.id);
  assert.ok(
    used.some(({ source }) => makers.some(({ target }) => target === source)),
    `${item.id} does not come from ${item.previous.id}`,
  );
}

async function assertRuns(context: SequenceContext): Promise<void> {
  for (const { id, input, output } of context.expected.runs) {
    const up = await fetchLinks(context, id, 1);
    assert.ok(up.some(({ type, target }) => type === 'used' && target === input.id));
    const down = await context.admin.get('prov', '/explore/downstream', { starting_id: id, depth: 1 });
    const links = down.at<Link[]>('graph.links');
    assert.ok(links.some(({ type, source }) => type === 'wasGeneratedBy' && source === output.id));
    for (const { target } of up) {
      const node = await context.admin.get('registry', '/registry/general/fetch', { id: target });
      assert.equal(node.at('status.success'), true, `the graph leads to ${target}, which is not an item`);
    }
  }
}

async function fetchLinks({ admin }: SequenceContext, id: string, depth: number): Promise<Link[]> {
  const lineage = await admin.get('prov', '/explore/upstream', { starting_id: id, depth });
  return lineage.at<Link[]>('graph.links');
}
