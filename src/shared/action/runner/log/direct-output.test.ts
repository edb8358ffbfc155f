import assert from 'node:assert/strict';
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { suite, test } from 'node:test';

const LINES = 100_000;

/**
 * Starts a program that prints numbered lines, more than a pipe can hold, and then `printed` to stderr.
 * @param first what it does before: using Node's stream makes the pipe one that does not block.
 */
function startPrinter(first = ''): ChildProcessByStdio<null, Readable, Readable> {
  const program = `
    import { printWithoutStream } from '${new URL('./direct-output.ts', import.meta.url)}';
    ${first};
    printWithoutStream();
    process.stdout.on('error', ({ code }) => console.error(code));
    for (let i = 0; i < ${LINES}; i++) process.stdout.write(\`\${i} \u2026\\n\`);
    console.error('printed');
  `;
  return spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

suite('printWithoutStream', { skip: process.platform === 'win32' }, () => {
  test('printWithoutStream prints all lines in order', async () => {
    assertComplete(await text(startPrinter().stdout));
  });

  test('printWithoutStream prints all lines to a full pipe that does not block', async () => {
    const { stdout, stderr } = startPrinter("process.stdout.write('')");
    await once(stderr, 'data');
    assertComplete(await text(stdout));
  });

  test('printWithoutStream emits an error when nobody reads any more', async () => {
    const { stdout, stderr } = startPrinter();
    stdout.destroy();
    assert.match(await text(stderr), /^EPIPE$/m);
  });
});

function assertComplete(printed: string): void {
  assert.equal(printed, Array.from({ length: LINES }, (_, i) => `${i} …\n`).join(''));
}
