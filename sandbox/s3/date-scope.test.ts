import assert from 'node:assert/strict';
import { suite, type TestContext, test } from 'node:test';
import { AwsV4Signer } from 'aws4fetch';
import { BUCKET, startStore } from './s3-support.ts';

type Times = { timestamp: string; scopeDate: string };

function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

/** Starts a store with one object. The returned function sends a GET that is signed at a time for the date of a scope. */
async function createSender(context: TestContext, now: number) {
  const store = await startStore(context, { now: () => now });
  store.put('a.txt', 'a');
  const expiresInSeconds = 3 * 86_400;
  const credentials = store.issue({ access: 'owner', prefix: '', expiresInSeconds, sessionName: 'tester' });
  return async (
    isPresigned: boolean,
    { timestamp, scopeDate }: Times,
  ): Promise<[number, string | undefined]> => {
    const url = `${store.url}/${BUCKET}/a.txt${isPresigned ? '?X-Amz-Expires=172800' : ''}`;
    const { region } = store;
    const options = { url, service: 's3', region, datetime: timestamp, signQuery: isPresigned };
    const signed = await new AwsV4Signer({ ...credentials, ...options }).sign();
    const setDate = (text: string) => text.replace(/\/\d{8}\//, `/${scopeDate}/`);
    const credential = signed.url.searchParams.get('X-Amz-Credential');
    if (credential) signed.url.searchParams.set('X-Amz-Credential', setDate(credential));
    const authorization = signed.headers.get('authorization');
    if (authorization) signed.headers.set('authorization', setDate(authorization));
    const response = await fetch(signed.url, { headers: signed.headers });
    return [response.status, /<Code>(\w+)<\/Code>/.exec(await response.text())?.[1]];
  };
}

const MIDNIGHT = Date.UTC(2026, 4, 2);
const MINUTE_MS = 60_000;

suite('the date in the scope of a signature', () => {
  for (const [form, isPresigned, code] of [
    ['in headers', false, 'AuthorizationHeaderMalformed'],
    ['in a presigned URL', true, 'AuthorizationQueryParametersError'],
  ] as const) {
    test(`the date in the scope of a signature must be the day of the request ${form}`, async (t) => {
      const send = await createSender(t, MIDNIGHT + MINUTE_MS);
      const [today, yesterday] = ['20260502', '20260501'];
      const timestamp = formatTimestamp(MIDNIGHT + MINUTE_MS);
      assert.deepEqual(await send(isPresigned, { timestamp, scopeDate: today }), [200, undefined]);
      for (const scopeDate of [yesterday, '20260503', '20250502', '2026-05-02', '0', '__proto__'])
        assert.deepEqual(await send(isPresigned, { timestamp, scopeDate }), [400, code], scopeDate);
    });

    test(`the date in the scope of a signature is that of the request and not of the server at midnight ${form}`, async (t) => {
      const send = await createSender(t, MIDNIGHT + MINUTE_MS);
      const timestamp = formatTimestamp(MIDNIGHT - MINUTE_MS);
      assert.deepEqual(await send(isPresigned, { timestamp, scopeDate: '20260501' }), [200, undefined]);
      assert.deepEqual(await send(isPresigned, { timestamp, scopeDate: '20260502' }), [400, code]);
    });
  }
});
