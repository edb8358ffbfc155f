import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { ApiClient, type Job, startJob } from './test-job.ts';
import { startRewritingProxy } from './test-servers.ts';

/** Encodings in which a server could return the token that it received. */
const FORMS: Readonly<Record<string, (token: string) => string>> = {
  unchanged: (token) => token,
  'URL-encoded': (token) => `=${encodeURIComponent(`&${token}`)}`,
  'in Base64': (token) => Buffer.from(`Bearer ${token}!`).toString('base64'),
  'in Base64 for URLs': (token) => Buffer.from(`${token}`).toString('base64url'),
  'without its header': (token) => token.slice(token.indexOf('.') + 1),
  'cut off in its signature': (token) => token.slice(0, -5),
};

/** The parts of a token without which it is of no use, plain and in Base64. */
function listParts(token: string): string[] {
  const [, payload = '', signature = ''] = token.split('.');
  const encode = (text: string) => Buffer.from(text).toString('base64url').slice(0, -4);
  return [token, payload, signature, encode(token), encode(signature)];
}

suite('a server that returns the token of a step', () => {
  let job: Job;
  before(async () => {
    job = await startJob();
  });
  after(() => job.stop());

  for (const [form, change] of Object.entries(FORMS)) {
    test(`does not get it into log, summary, outputs and files when it is ${form}`, async () => {
      const token = await new ApiClient(job.sandbox).token();
      const rewrite = (answer: Record<string, unknown>) => ({
        ...answer,
        item: { ...assumeType<object>(answer['item']), display_name: `Name ${change(token)}` },
      });
      await using on = await startRewritingProxy(job, 'registry', {
        '/registry/general/fetch': rewrite,
        '/registry/agent/organisation/fetch': rewrite,
      });
      const step = await job.runner.runStep('fetch-item', {
        with: { id: job.seed.organisation, 'access-token': token, path: 'item.json' },
        env: { ...on.env, PROVENA_OFFLINE_TOKEN: '' },
      });
      assert.equal(step.exitCode, 0, step.log);
      const file = readFileSync(join(job.runner.workspace, 'item.json'), 'utf8');
      assert.match(file, /Name .*\*\*\*/);
      // The runner does not print the lines that add a mask.
      const log = step.raw.split('\n').filter((line) => !line.startsWith('::add-mask::'));
      const written = [log.join('\n'), step.summary, JSON.stringify(step.outputs), file];
      for (const text of written)
        for (const part of listParts(token)) assert.ok(!text.includes(part), text.slice(0, 500));
    });
  }
});
