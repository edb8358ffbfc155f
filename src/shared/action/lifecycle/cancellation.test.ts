import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { createGraceSignal } from './cancellation.ts';

/** Runs a program that cancels itself with `cancel`, and returns the message of the abort reason. */
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

suite('the cancellation signal', () => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    test(`the cancellation signal is aborted by ${signal}`, {
      skip: process.platform === 'win32',
    }, async () => {
      const message = await cancelledBy(`process.kill(process.pid, '${signal}')`);
      assert.equal(message, `the step was cancelled (${signal})`);
    });
  }

  test('the cancellation signal is aborted by Ctrl+Break, which the runner sends on Windows', async () => {
    // Only Windows has this signal; elsewhere the test emits the event that Node emits there.
    const message = await cancelledBy("process.emit('SIGBREAK', 'SIGBREAK')");
    assert.equal(message, 'the step was cancelled (SIGBREAK)');
  });
});

suite('createGraceSignal', () => {
  test('createGraceSignal is aborted after the grace period, with the reason of the signal', async () => {
    const controller = new AbortController();
    const grace = createGraceSignal(controller.signal, 20);
    controller.abort(new Error('cancelled'));
    assert.equal(grace.aborted, false);
    const keepAlive = setInterval(() => {}, 1000);
    await new Promise((resolve) => grace.addEventListener('abort', resolve));
    clearInterval(keepAlive);
    assert.match(String(grace.reason), /cancelled/);
  });

  test('createGraceSignal is aborted at once when the signal was aborted before', () => {
    assert.equal(createGraceSignal(AbortSignal.abort()).aborted, true);
  });

  test('createGraceSignal is not aborted as long as the signal is not', () => {
    assert.equal(createGraceSignal(new AbortController().signal, 0).aborted, false);
  });
});
