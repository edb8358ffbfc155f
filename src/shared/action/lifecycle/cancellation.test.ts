import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';

/** A program that waits until it is cancelled, and says by what. `cancel` is what it does to itself. */
async function cancelledBy(cancel: string): Promise<string> {
  const program = `
    import { createCancellationSignal } from '${new URL('./cancellation.ts', import.meta.url)}';
    const signal = createCancellationSignal();
    const alive = setInterval(() => {}, 1000);
    signal.addEventListener('abort', () => { console.log(signal.reason.message); clearInterval(alive); });
    ${cancel};
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
    timeout: 30_000,
  });
  return stdout.trim();
}

suite('a step is cancelled', () => {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    test(`by ${signal}`, { skip: process.platform === 'win32' }, async () => {
      const said = await cancelledBy(`process.kill(process.pid, '${signal}')`);
      assert.equal(said, `the step was cancelled (${signal})`);
    });
  }

  test('by the break key, which the runner sends on Windows', async () => {
    // Only Windows has this signal; anywhere else the process is told of it as Node would tell it there.
    const said = await cancelledBy("process.emit('SIGBREAK', 'SIGBREAK')");
    assert.equal(said, 'the step was cancelled (SIGBREAK)');
  });
});
