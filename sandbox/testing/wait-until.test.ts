import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { test } from 'node:test';
import { readFirstLine, waitUntil } from './wait-until.ts';

test('waitUntil fails with the output so far when its signal is aborted', async () => {
  const waiting = waitUntil(() => false, {
    subject: 'the line "ready"',
    describe: () => 'starting…',
    signal: AbortSignal.abort(),
  });
  await assert.rejects(waiting, {
    message: 'stopped waiting for the line "ready". Output so far:\nstarting…',
  });
});

test('waitUntil returns the result when the condition holds after its signal is aborted', async () => {
  assert.equal(await waitUntil(() => 7, { subject: 'a number', signal: AbortSignal.abort() }), 7);
});

test('readFirstLine fails with the error output of the process when it prints no line', async () => {
  const child = spawn(process.execPath, ['-e', 'console.error("no port"); process.exitCode = 3']);
  await assert.rejects(readFirstLine(child), /ended without a line of output\. Output so far:\nno port/);
});
