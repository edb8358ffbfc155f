import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { expectSuccess } from './step-assertions.ts';
import { CheckedClient, useJob } from './test-job.ts';
import { replaceService, startRewritingProxy } from './test-servers.ts';

/** Encodings in which a server could return the token that it received. */
const FORMS: Readonly<Record<string, (token: string) => string>> = {
  unchanged: (token) => token,
  'URL-encoded': (token) => `=${encodeURIComponent(`&${token}`)}`,
  'in Base64': (token) => Buffer.from(`Bearer ${token}!`).toString('base64'),
  'in Base64 for URLs': (token) => Buffer.from(`${token}`).toString('base64url'),
  'without its header': (token) => token.slice(token.indexOf('.') + 1),
  'cut off in its signature': (token) => token.slice(0, -5),
  'in hexadecimal digits': (token) => Buffer.from(token).toString('hex'),
  'in lines': (token) => splitText(token, 40, '\n'),
  'in Base64 with lines of 76 characters': (token) =>
    splitText(Buffer.from(`Bearer ${token}`).toString('base64'), 76, '\r\n'),
  'split by control characters': (token) => splitText(token, 25, '\u0001'),
  'in percent escapes': (token) => encodeEach(token, (code) => `%${code.toString(16)}`),
  'in percent escapes, twice': (token) => encodeEach(token, (code) => `%25${code.toString(16)}`),
  'in character references': (token) => encodeEach(token, (code) => `&#${code};`),
  'in escapes of JSON': (token) => encodeEach(token, (code) => `\\u00${code.toString(16)}`),
  'split by zero-width spaces': (token) => splitText(token, 10, '\u200B'),
};

function splitText(text: string, length: number, separator: string): string {
  return Array.from({ length: Math.ceil(text.length / length) }, (_, i) =>
    text.slice(i * length, (i + 1) * length),
  ).join(separator);
}

function encodeEach(token: string, encode: (code: number) => string): string {
  return Array.from(token, (character) => encode(character.charCodeAt(0))).join('');
}

/** The parts of a token without which it is of no use, plain and in Base64. */
function listParts(token: string): string[] {
  const [, payload = '', signature = ''] = token.split('.');
  const encode = (text: string) => Buffer.from(text).toString('base64url').slice(0, -4);
  const hex = Buffer.from(signature).toString('hex');
  return [token, payload, signature, encode(token), encode(signature), hex];
}

/** The text as joined by someone who looks for a token. */
function joinText(text: string): string {
  const decoded = text
    .replace(/%(?:25)*([\da-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/(?:&|&#38;|&amp;)#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))
    .replace(/(?:\\|&#92;)+u00([\da-f]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return decoded.replace(/\\+(?:[nrt]|u[\da-f]{4})|[\s\p{Cc}\p{Cf}]|&#8203;/giu, '');
}

suite('a server that returns the token of a step', async () => {
  const job = await useJob();

  for (const [form, change] of Object.entries(FORMS)) {
    test(`a server that returns the token of a step does not get it into log, summary, outputs and files when it is ${form}`, async () => {
      const token = await new CheckedClient(job.sandbox).token();
      const rewrite = (response: Record<string, unknown>) => ({
        ...response,
        item: { ...assumeType<object>(response['item']), display_name: `Name ${change(token)}` },
      });
      await using on = await startRewritingProxy(job, 'registry', {
        '/registry/general/fetch': rewrite,
        '/registry/agent/organisation/fetch': rewrite,
      });
      const step = await expectSuccess(
        job.runner.runStep('fetch-item', {
          with: { id: job.seed.organisation, 'access-token': token, path: 'item.json' },
          env: { ...on.env, PROVENA_OFFLINE_TOKEN: '' },
        }),
      );
      const file = readFileSync(join(job.runner.workspace, 'item.json'), 'utf8');
      assert.match(file, /Name .*\*\*\*/);
      // The runner does not print the lines that add a mask.
      const log = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
      const written = [log.join('\n'), step.summary, JSON.stringify(step.outputs), file];
      for (const text of written)
        for (const part of listParts(token)) assert.ok(!joinText(text).includes(part), text.slice(0, 500));
    });
  }

  test('a server that returns the token of a step does not get a part of it into log, summary and picture of a lineage, where long names are truncated', async () => {
    const { seed, sandbox, runner } = job;
    const token = await new CheckedClient(sandbox).token();
    await using on = await startRewritingProxy(job, 'registry', {
      '/registry/general/fetch': (response) => {
        const item = assumeType<object>(response['item']);
        return { ...response, item: { ...item, display_name: `${'Name '.repeat(22)}${token}` } };
      },
    });
    const step = await expectSuccess(
      runner.runStep('explore-lineage', {
        with: { id: seed.model, direction: 'both', svg: 'lineage.svg', 'access-token': token },
        env: { ...on.env, PROVENA_OFFLINE_TOKEN: '' },
      }),
    );
    const log = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    const svg = readFileSync(join(runner.workspace, 'lineage.svg'), 'utf8');
    for (const text of [log.join('\n'), step.summary, JSON.stringify(step.outputs), svg])
      assert.ok(!joinText(text).includes(token.slice(0, 30)), text.slice(0, 2000));
    assert.match(step.log, /Name \*\*\*/);
  });

  const SECRET = 'Pa+ss/w&rd<3 "it\'s"!';
  const SECRET_FORMS: Readonly<Record<string, string>> = {
    'of a form': new URLSearchParams({ x: SECRET }).toString(),
    'of a URL in lower case': encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase()),
    'of HTML': 'Pa+ss/w&amp;rd&lt;3 &quot;it&#39;s&quot;!',
    'of a string literal': String.raw`'Pa+ss/w&rd<3 "it\'s"!'`,
  };
  for (const [form, text] of Object.entries(SECRET_FORMS)) {
    test(`a server that returns the token of a step does not get a client secret into the log when it is in the encoding ${form}`, async () => {
      await using realm = await replaceService(job, 'keycloak', (_, response) => {
        response.writeHead(400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ error: 'unauthorized_client', error_description: `Secret: ${text}` }));
      });
      const step = await job.runner.runStep('fetch-item', {
        with: { id: job.seed.organisation, 'client-id': 'client', 'client-secret': SECRET },
        env: { ...realm.env, PROVENA_OFFLINE_TOKEN: '' },
      });
      const messages = step.annotations.map(({ message }) => message).join('\n');
      assert.match(messages, /Secret: .*\*\*\*/);
      for (const written of [messages, step.log, step.summary]) assert.ok(!written.includes(text), written);
    });
  }
});
