import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { suite, type TestContext, test } from 'node:test';
import { BUCKET, startStore } from './s3-support.ts';

type Times = { timestamp: string; scopeDate: string };

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function formatTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace(/[:-]|\.\d{3}/g, '');
}

/** Starts a store with one object. The returned function sends a GET that is correctly signed for these times. */
async function createSender(context: TestContext, now: number) {
  const store = await startStore(context, { now: () => now });
  store.put('a.txt', 'a');
  const { accessKeyId, secretAccessKey, sessionToken } = store.issue({
    access: 'owner',
    prefix: '',
    expiresInSeconds: 3 * 86_400,
    sessionName: 'tester',
  });
  const { host } = new URL(store.url);
  const path = `/${BUCKET}/a.txt`;

  const sign = (scope: string, timestamp: string, canonical: string): string => {
    const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
    return hmac(key, ['AWS4-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n')).toString('hex');
  };

  return async (
    isPresigned: boolean,
    { timestamp, scopeDate }: Times,
  ): Promise<[number, string | undefined]> => {
    const scope = `${scopeDate}/${store.region}/s3/aws4_request`;
    const credential = `${accessKeyId}/${scope}`;
    const query = new URLSearchParams();
    const headers = new Headers();
    if (isPresigned) {
      query.set('X-Amz-Algorithm', 'AWS4-HMAC-SHA256');
      query.set('X-Amz-Credential', credential);
      query.set('X-Amz-Date', timestamp);
      query.set('X-Amz-Expires', '172800');
      query.set('X-Amz-Security-Token', sessionToken);
      query.set('X-Amz-SignedHeaders', 'host');
      const canonical = ['GET', path, `${query}`, `host:${host}\n`, 'host', 'UNSIGNED-PAYLOAD'].join('\n');
      query.set('X-Amz-Signature', sign(scope, timestamp, canonical));
    } else {
      const signed = {
        host,
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
        'x-amz-date': timestamp,
        'x-amz-security-token': sessionToken,
      };
      const lines = Object.entries(signed).map(([name, value]) => `${name}:${value}\n`);
      const names = Object.keys(signed).join(';');
      const canonical = ['GET', path, '', lines.join(''), names, 'UNSIGNED-PAYLOAD'].join('\n');
      for (const [name, value] of Object.entries(signed)) if (name !== 'host') headers.set(name, value);
      const signature = sign(scope, timestamp, canonical);
      headers.set(
        'authorization',
        `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names}, Signature=${signature}`,
      );
    }
    const response = await fetch(`${store.url}${path}${isPresigned ? `?${query}` : ''}`, { headers });
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
