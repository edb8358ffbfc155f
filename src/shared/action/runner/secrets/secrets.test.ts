import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { suite, test } from 'node:test';
import { promisify } from 'node:util';
import { closeServer, listenOnLoopback } from '../../../../../sandbox/testing/loopback-server.ts';
import { maskCredential, redactPieces, redactSecrets } from './secrets.ts';

const SECRET = 'b7a9c3e1f5d2a8b4c6e0f3d1';

async function* split(text: string, length: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += length) yield text.slice(at, at + length);
}

suite('redactPieces', () => {
  const texts: readonly (readonly [title: string, text: string])[] = [
    ['many times', `${SECRET}\n`.repeat(20_000)],
    ['between long texts', `${'x '.repeat(60_000)}${SECRET}${'é '.repeat(60_000)}`],
    ['many times without a blank', SECRET.repeat(20_000)],
    ['at the end', `${'x '.repeat(33_000)}${SECRET}`],
    [
      'in escapes of JSON',
      `${'😀 '.repeat(30_000)}${Array.from(SECRET, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join('')}`,
    ],
  ];
  for (const [title, text] of texts)
    for (const length of [7, 1000, 65_000, 1_000_000])
      test(`redactPieces redacts a credential that stands ${title} in pieces of ${length} characters`, async () => {
        maskCredential(SECRET);
        const pieces = await Array.fromAsync(redactPieces(split(text, length)));
        const expected = text.replaceAll(SECRET, '***').replace(/(?:\\u00[\da-f]{2})+/g, '***');
        // Each piece is encoded by itself.
        assert.equal(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString(), expected);
      });

  test('redactPieces keeps every character of a text without credentials', async () => {
    const text = '😀'.repeat(100_000);
    const pieces = await Array.fromAsync(redactPieces(split(text, 999)));
    assert.ok(pieces.length > 1);
    assert.equal(Buffer.concat(pieces.map((piece) => Buffer.from(piece))).toString(), text);
  });
});

test('stopPrintingMasks ends the printing of masks, also of the ID tokens of GitHub', async () => {
  const idToken = 'id-token-of-the-job';
  const server = createServer((_, response) => response.end(JSON.stringify({ value: idToken })));
  const url = await listenOnLoopback(server);
  const script = `
    import { getIDToken } from '@actions/core';
    import { maskSecret, redactSecrets, stopPrintingMasks } from './secrets.ts';
    maskSecret('printed');
    stopPrintingMasks();
    maskSecret(await getIDToken());
    console.log(redactSecrets('the token is ${idToken}'));
    process.stdout.write('656e636f646564', 'hex', () => console.log(', and the callback is called'));`;
  const env = {
    ...process.env,
    ACTIONS_ID_TOKEN_REQUEST_URL: url,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-token',
  };
  const options = { cwd: import.meta.dirname, env };
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script], options);
  const { stdout } = await run.finally(() => closeServer(server));
  assert.match(stdout, /^::add-mask::printed$/m);
  assert.match(stdout, /^the token is \*\*\*$/m);
  assert.match(stdout, /^encoded, and the callback is called$/m);
  assert.ok(!stdout.includes(idToken), stdout);
});

test('maskCredential masks each line of a value when its lines end in CR LF', () => {
  maskCredential('first-line\r\nsecond-line\r\n');
  assert.equal(redactSecrets('first-line second-line!'), '*** ***!');
});
