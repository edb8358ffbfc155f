import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { createLinkedPerson } from '../testing/records.ts';
import { startSandboxProcess, stopSandboxProcess } from '../testing/sandbox-process.ts';
import { ApiClient, type SandboxInfo, startTestSandbox } from '../testing/sandbox-support.ts';
import { ExpectedState, USERS } from './expected-state-support.ts';
import { assertInvariants } from './invariants-support.ts';
import {
  createContents,
  OPERATION_NAMES,
  PATHS,
  perform,
  type SequenceContext,
  type Step,
} from './operations-support.ts';

const GRANTS = [[], ['metadata-read'], ['metadata-write']];

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.constantFrom(...OPERATION_NAMES),
  user: fc.constantFrom(...USERS),
  first: fc.nat(1000),
  second: fc.nat(1000),
  grant: fc.constantFrom(...GRANTS),
});

/** The first steps of each sequence, which create items for the others. */
const FIRST_STEPS: Step[] = (['organise', 'model', 'mint', 'mint'] as const).map((operation, first) => ({
  operation,
  user: USERS[first % 2] ?? 'modeller',
  first,
  second: first,
  grant: [],
}));

function createContext(sandbox: SandboxInfo, expected = new ExpectedState()): SequenceContext {
  const [modeller, colleague] = [new ApiClient(sandbox, 'modeller'), new ApiClient(sandbox, 'colleague')];
  return { sandbox, expected, callers: { modeller, colleague }, admin: new ApiClient(sandbox, 'admin') };
}

test('the records of a sandbox are consistent after any sequence of operations', async () => {
  const sandbox = await startTestSandbox({ knownBugs: false });
  const { callers, admin } = createContext(sandbox);
  await createLinkedPerson(callers.colleague, 'colleague');
  await sandbox.snapshot('linked');
  const property = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
    await sandbox.reset('linked');
    const context = { sandbox, callers, admin, expected: new ExpectedState() };
    for (const one of [...FIRST_STEPS, ...steps]) await perform(context, one);
    await assertInvariants(context);
  });
  await fc.assert(property, { numRuns: 25 });
});

test('a kill of a sandbox loses no acknowledged operation and leaves none incomplete', async () => {
  const sequences = fc.array(fc.array(step, { minLength: 4, maxLength: 12 }), { minLength: 2, maxLength: 3 });
  const property = fc.asyncProperty(sequences, async (lives) => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-'));
    const expected = new ExpectedState();
    for (const [life, steps] of lives.entries()) {
      const { child, sandbox } = await startSandboxProcess('--data', folder, '--no-known-bugs');
      const context = createContext(sandbox, expected);
      if (life === 0) await createLinkedPerson(context.callers.colleague, 'colleague');
      else await adoptUnacknowledged(context, life - 1);
      await assertInvariants(context);
      for (const one of life === 0 ? [...FIRST_STEPS, ...steps] : steps) await perform(context, one);
      const unanswered = Array.from({ length: 5 }, () => create(context, life));
      await Promise.race(unanswered);
      await stopSandboxProcess(child, 'SIGKILL');
    }
    const { child, sandbox } = await startSandboxProcess('--data', folder, '--no-known-bugs');
    const context = createContext(sandbox, expected);
    await adoptUnacknowledged(context, lives.length - 1);
    await assertInvariants(context);
    await stopSandboxProcess(child, 'SIGTERM');
    await rm(folder, { recursive: true });
  });
  await fc.assert(property, { numRuns: 3, endOnFailure: true });
});

const nameOf = (life: number) => `unacknowledged ${life}`;

/** Creates an item and ignores the response. */
async function create({ callers }: SequenceContext, life: number): Promise<void> {
  try {
    await callers.modeller.post('registry', `${PATHS.model}/create`, createContents(nameOf(life)));
  } catch (error) {
    assert.ok(error instanceof TypeError); // the connection was closed
  }
}

/** Adds the items of those creations to the expected state. The item names the job that records its creation. */
async function adoptUnacknowledged({ admin, expected }: SequenceContext, life: number): Promise<void> {
  const list = await admin.post('registry', `${PATHS.model}/list`, { page_size: 1000 });
  type Listed = { id: string; display_name: string; workflow_links: { create_activity_workflow_id: string } };
  for (const item of list.at<Listed[]>('items')) {
    if (item.display_name !== nameOf(life)) continue;
    expected.addItem(item.id, 'model', 'modeller', item.display_name);
    expected.sessions.push(item.workflow_links.create_activity_workflow_id);
  }
}
