import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsV4Signer } from 'aws4fetch';
import fc from 'fast-check';
import { encodePath, encodeQuery, Signer } from './signer.ts';

const credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token' };
const now = new Date('2026-11-23T07:08:09Z');

async function signWithAws4fetch(
  method: string,
  url: string,
  headers: Record<string, string>,
): Promise<string | null> {
  const signer = new AwsV4Signer({
    ...credentials,
    method,
    url,
    headers: { ...headers, 'X-Amz-Content-Sha256': 'UNSIGNED-PAYLOAD' },
    service: 's3',
    region: 'ap-southeast-2',
    datetime: '20261123T070809Z',
    allHeaders: true,
  });
  return (await signer.sign()).headers.get('authorization');
}

test('the signer returns the signatures of aws4fetch for any key, query and method', async () => {
  const signer = new Signer('ap-southeast-2');
  // URL, by which aws4fetch parses the path, resolves dot segments. Object names never contain them.
  const segment = fc
    .string({ minLength: 1, unit: 'grapheme' })
    .filter((text) => !/^\.{1,2}$/.test(text) && !/[/\\]/.test(text));
  const key = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const query = fc.dictionary(fc.string({ minLength: 1 }), fc.string(), { noNullPrototype: true });
  const method = fc.constantFrom('GET', 'PUT', 'DELETE');
  await fc.assert(
    fc.asyncProperty(
      key.filter((text) => text.isWellFormed()),
      query,
      method,
      async (name, members, verb) => {
        const path = `/${encodePath(name)}`;
        const search = encodeQuery(members);
        const headers = { 'x-amz-checksum-crc32': 'AAAAAA==', range: 'bytes=0-9' };
        const signed = signer.sign(
          { method: verb, host: 'b.example.org', path, query: search, headers },
          credentials,
          now,
        );
        const url = `https://b.example.org${path}${search === '' ? '' : `?${search}`}`;
        assert.equal(signed['authorization'], await signWithAws4fetch(verb, url, headers));
      },
    ),
  );
});

test('the signer returns another signature when the day or the credentials change', () => {
  const signer = new Signer('us-east-1');
  const request = { method: 'GET', host: 'h', path: '/k', query: '', headers: {} };
  const first = signer.sign(request, credentials, now);
  const tomorrow = signer.sign(request, credentials, new Date('2026-11-24T07:08:09Z'));
  const other = signer.sign(request, { ...credentials, secretAccessKey: 'other' }, now);
  const rerun = signer.sign(request, credentials, now);
  const of = (headers: Record<string, string>) => headers['authorization']?.split('Signature=')[1];
  assert.equal(new Set([of(first), of(tomorrow), of(other)]).size, 3);
  assert.equal(of(rerun), of(first));
});
