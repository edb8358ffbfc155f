import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createRecordingLog } from '../../src/shared/action/testing/recording-log.ts';
import { createStepEnvironment } from '../../src/shared/action/testing/step-environment.ts';
import { runCommand } from './run-command.ts';

const LOG = createRecordingLog();

suite('runCommand', () => {
  let workspace: string;
  beforeEach(async () => {
    workspace = await mkdtemp(join(tmpdir(), 'command-'));
  });
  afterEach(() => rm(workspace, { recursive: true, force: true }));

  const run = (command: string, shell: 'bash' | 'sh' = 'bash', signal = new AbortController().signal) =>
    runCommand(command, shell, { workspace, signal, log: LOG });

  test('runCommand runs in the workspace and returns exit code and times', async () => {
    const before = Math.floor(Date.now() / 1000);
    const result = await run('pwd -P > where');
    assert.equal(result.exitCode, 0);
    assert.ok(result.start >= before && result.end >= result.start);
    assert.match(await readFile(join(workspace, 'where'), 'utf8'), /command-/);
  });

  for (const [shell, command, code] of [
    ['bash', 'exit 3', 3],
    ['sh', 'exit 4', 4],
    ['bash', 'false | true', 1],
    ['bash', 'false\ntouch reached', 1],
    ['sh', 'false\ntouch reached', 1],
  ] as const)
    test(`runCommand returns exit code ${code} of ${JSON.stringify(command)} in ${shell}`, async () =>
      assert.equal((await run(command, shell)).exitCode, code));

  test('runCommand has no exit code when a signal ended the command', async () => {
    assert.equal((await run('kill -KILL $$')).exitCode, undefined);
  });

  test('runCommand does not pass inputs and credentials to the command', async () => {
    const added = { INPUT_RUN: 'x', PROVENA_OFFLINE_TOKEN: 'secret', PROVENA_DOMAIN: 'example.org' };
    using environment = createStepEnvironment();
    environment.set(added);
    await run('env > env.txt');
    const env = await readFile(join(workspace, 'env.txt'), 'utf8');
    assert.doesNotMatch(env, /INPUT_RUN|PROVENA_OFFLINE_TOKEN/);
    assert.match(env, /PROVENA_DOMAIN=example\.org/);
  });

  for (const [title, command] of [
    ['a command', 'touch started; exec sleep 30'],
    ['a command that its shell waits for', 'touch started; sleep 30; touch reached'],
    ['a command that ignores SIGINT', "trap '' INT; touch started; sleep 30; touch reached"],
  ] as const)
    test(`runCommand interrupts ${title} when the step is cancelled`, { timeout: 20_000 }, async () => {
      const controller = new AbortController();
      const running = run(`echo $$ > pid; ${command}`, 'bash', controller.signal);
      while (!existsSync(join(workspace, 'started'))) await setTimeout(20);
      controller.abort();
      const { exitCode } = await running;
      assert.notEqual(exitCode, 0);
      const group = Number(await readFile(join(workspace, 'pid'), 'utf8'));
      // Killed processes exist until the system has collected them.
      while (isAlive(group)) await setTimeout(20);
      await assert.rejects(readFile(join(workspace, 'reached')), { code: 'ENOENT' });
    });
});

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch (error) {
    assert.ok(error instanceof Error && 'code' in error && error.code === 'ESRCH');
    return false;
  }
}
