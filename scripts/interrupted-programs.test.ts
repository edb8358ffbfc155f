import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { createTemporaryFolder } from '../sandbox/testing/temporary-folder.ts';
import { readFirstLine, waitUntil } from '../sandbox/testing/wait-until.ts';
import { root } from './project.ts';

const PROGRAM = `
  import { join } from 'node:path';
  import { tmpdir } from 'node:os';
  import { createScratchFolder } from './action-tests/tools/cleanup.ts';
  import { startSandboxProgram } from './action-tests/tools/sandbox-program.ts';
  using scratch = createScratchFolder(join(tmpdir(), 'scratch-'));
  const { ended } = await startSandboxProgram();
  console.log('started');
  await ended;`;

for (const [signal, exitCode] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  test(`a program deletes its folder and stops its sandbox when it gets ${signal}`, async (t) => {
    const folder = createTemporaryFolder(t);
    const child = spawn(process.execPath, ['--input-type=module', '--eval', PROGRAM], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
      detached: true,
    });
    // The group: it includes the sandbox.
    t.after(() => killGroup(child.pid));
    assert.equal(await readFirstLine(child), 'started');
    assert.equal(readdirSync(folder).length, 2);
    const exit = once(child, 'exit');
    child.kill(signal);
    assert.deepEqual(await exit, [exitCode, null]);
    // The sandbox deletes its own folder when it ends.
    await waitUntil(() => readdirSync(folder).length === 0, { describe: () => readdirSync(folder).join() });
  });

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
