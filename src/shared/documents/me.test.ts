import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { useSandbox } from '../client/against-sandbox/sandbox-support.ts';
import type { Provena } from '../client/index.ts';
import { ModelRunRecord } from '../client/model/model-run-record.ts';
import { resolveMe } from './me.ts';
import { getErrorLines } from './testing/documents-support.ts';

const named = (modeller_id: string) =>
  ModelRunRecord.parse({
    workflow_template_id: '10378.1/1',
    inputs: [],
    outputs: [],
    display_name: 'Run',
    description: 'A run.',
    associations: { modeller_id },
    start_time: 1,
    end_time: 2,
  });

suite('resolveMe', async () => {
  const { as, seed } = await useSandbox();

  test('resolveMe replaces `me` by the person of the token', async () => {
    const resolve = (document: ReturnType<typeof named>) =>
      resolveMe(document, ModelRunRecord, as('modeller'), {});
    assert.equal((await resolve(named('me'))).associations.modeller_id, seed.person);
    assert.equal((await resolve(named('10378.1/9'))).associations.modeller_id, '10378.1/9');
  });

  test('resolveMe sends no request when the document does not contain `me`', async () => {
    const document = named('10378.1/9');
    // Only this method may be called.
    const nobody = { auth: { lookupLink: () => assert.fail('a request was sent') } } as unknown as Provena;
    assert.equal(await resolveMe(document, ModelRunRecord, nobody, {}), document);
  });

  test('resolveMe fails when the user is not linked to a person', async () => {
    const document = named('me');
    assert.match(
      (await getErrorLines(() => resolveMe(document, ModelRunRecord, as('nobody'), {})))[0] ?? '',
      /the document contains `me`, but the user of this token is not linked to a person/,
    );
  });
});
