import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChecksumAlgorithm,
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { AwsClient } from 'aws4fetch';
import { BUCKET, catchRejection, createClient, openStore, startStore } from './s3-support.ts';

const AT = { Bucket: BUCKET, Key: 'a' };

test('PutObject verifies each kind of checksum, and GetObject returns it', async (t) => {
  const client = createClient(t, await startStore(t));
  // Published check values of "123456789", or the digest by node:crypto.
  const rows: [ChecksumAlgorithm, string][] = [
    ['CRC32', Buffer.from('cbf43926', 'hex').toString('base64')],
    ['CRC32C', Buffer.from('e3069283', 'hex').toString('base64')],
    ['CRC64NVME', Buffer.from('ae8b14860a799888', 'hex').toString('base64')],
    ...(['MD5', 'SHA1', 'SHA256', 'SHA512'] as const).map((name): [ChecksumAlgorithm, string] => [
      name,
      createHash(name).update('123456789').digest('base64'),
    ]),
    ['XXHASH64', 'jLhB20DmroM='],
    ['XXHASH3', 'ctyxi2ehff8='],
    ['XXHASH128', 'MxGUd+3l3NXpcWQnaB1YYA=='],
  ];
  for (const [name, value] of rows) {
    const put = (sum: string) => new PutObjectCommand({ ...AT, Body: '123456789', [`Checksum${name}`]: sum });
    const wrong = Buffer.alloc(Buffer.from(value, 'base64').length).toString('base64');
    assert.equal((await catchRejection(client.send(put(wrong)))).code, 'BadDigest', name);
    await client.send(put(value));
    const head = await client.send(new HeadObjectCommand({ ...AT, ChecksumMode: 'ENABLED' }));
    assert.equal(head[`Checksum${name}`], value, name);
  }
});

test('PutObject stores nothing if Content-MD5 is wrong', async (t) => {
  const { store, client } = await openStore(t);
  const ContentMD5 = createHash('md5').update('other').digest('base64');
  assert.equal(
    (await catchRejection(client.send(new PutObjectCommand({ ...AT, Body: 'x', ContentMD5 })))).code,
    'BadDigest',
  );
  assert.equal(store.exists('a'), false);
});

test('the entity tag of PutObject is the MD5 of the content', async (t) => {
  const client = createClient(t, await startStore(t));
  const { ETag } = await client.send(new PutObjectCommand({ ...AT, Body: 'x' }));
  assert.equal(ETag, `"${createHash('md5').update('x').digest('hex')}"`);
});

test('GetObject returns ranges inside, to the end and from the end, and rejects ranges beyond it', async (t) => {
  const { store, client } = await openStore(t);
  store.put('a', '0123456789');
  const rows = [
    ['bytes=2-4', '234', 'bytes 2-4/10'],
    ['bytes=7-', '789', 'bytes 7-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=8-99', '89', 'bytes 8-9/10'],
    ['bytes=4-2', '0123456789', undefined],
  ] as const;
  for (const [Range, expected, contentRange] of rows) {
    const response = await client.send(new GetObjectCommand({ ...AT, Range }));
    assert.equal(await response.Body?.transformToString(), expected);
    assert.equal(response.ContentRange, contentRange);
  }
  const beyond = client.send(new GetObjectCommand({ ...AT, Range: 'bytes=10-' }));
  assert.deepEqual(await catchRejection(beyond), { code: 'InvalidRange', status: 416 });
});

test('GetObject returns the whole object when If-Range names another version', async (t) => {
  const { store } = await openStore(t);
  store.put('a', '0123456789');
  const url = store.presignGet({ key: 'a', expiresInSeconds: 60, responseContentDisposition: 'inline' });
  const { headers } = await fetch(url);
  for (const [ifRange, expected] of [
    [headers.get('etag'), '234'],
    [headers.get('last-modified'), '234'],
    ['"0"', '0123456789'],
    [new Date(0).toUTCString(), '0123456789'],
  ] as const) {
    const response = await fetch(url, { headers: { range: 'bytes=2-4', 'if-range': ifRange ?? '' } });
    assert.equal(await response.text(), expected, `${ifRange}`);
  }
});

test('conditional reads and writes compare entity tags and dates', async (t) => {
  const client = createClient(t, await startStore(t));
  const { ETag } = await client.send(new PutObjectCommand({ ...AT, Body: 'x', IfNoneMatch: '*' }));
  const past = new Date(Date.now() - 60_000);
  const rows = [
    [() => client.send(new PutObjectCommand({ ...AT, Body: 'y', IfNoneMatch: '*' })), 412, 'If-None-Match'],
    [() => client.send(new PutObjectCommand({ ...AT, Body: 'y', IfMatch: '"0"' })), 412, 'If-Match'],
    [() => client.send(new GetObjectCommand({ ...AT, IfMatch: '"0"' })), 412, 'If-Match'],
    [() => client.send(new GetObjectCommand({ ...AT, IfNoneMatch: ETag })), 304],
    [() => client.send(new GetObjectCommand({ ...AT, IfUnmodifiedSince: past })), 412, 'If-Unmodified-Since'],
    [() => client.send(new GetObjectCommand({ ...AT, IfModifiedSince: new Date(Date.now() + 2000) })), 304],
  ] as const;
  for (const [call, status, condition] of rows) {
    const error = await call().catch(Object);
    assert.deepEqual([error.$metadata.httpStatusCode, error.Condition], [status, condition]);
  }
  await client.send(new GetObjectCommand({ ...AT, IfMatch: ETag, IfModifiedSince: past }));
  await client.send(new PutObjectCommand({ ...AT, Body: 'y', IfMatch: ETag }));
  const remove = (IfMatch?: string) => client.send(new DeleteObjectCommand({ ...AT, IfMatch }));
  assert.equal((await catchRejection(remove(ETag))).status, 412);
  await remove('*');
  assert.deepEqual(await catchRejection(remove('*')), { code: 'NoSuchKey', status: 404 });
});

test('CopyObject copies the content and, unless replaced, the attributes, and the copy is independent of its source', async (t) => {
  const { store, client } = await openStore(t);
  await client.send(new PutObjectCommand({ ...AT, Body: 'x', ContentType: 'text/x', Metadata: { k: 'v' } }));
  const CopySource = `${BUCKET}/a`;
  await client.send(new CopyObjectCommand({ Bucket: BUCKET, Key: 'b', CopySource }));
  await client.send(
    new CopyObjectCommand({
      Bucket: BUCKET,
      Key: 'c',
      CopySource,
      MetadataDirective: 'REPLACE',
      ContentType: 'q/r',
    }),
  );
  store.delete('a');
  const b = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'b' }));
  assert.deepEqual(
    [await b.Body?.transformToString(), b.ContentType, b.Metadata],
    ['x', 'text/x', { k: 'v' }],
  );
  const c = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key: 'c' }));
  assert.deepEqual([c.ContentType, c.Metadata], ['q/r', {}]);
});

test('CopyObject computes the checksum that its request names', async (t) => {
  const { store, client } = await openStore(t);
  store.put('source', '123456789');
  const source = { CopySource: `${BUCKET}/source`, ChecksumAlgorithm: 'SHA256' } as const;
  const { CopyObjectResult } = await client.send(new CopyObjectCommand({ ...AT, ...source }));
  const sum = createHash('sha256').update('123456789').digest('base64');
  const { ChecksumSHA256, ChecksumType } = await client.send(
    new HeadObjectCommand({ ...AT, ChecksumMode: 'ENABLED' }),
  );
  assert.deepEqual([CopyObjectResult?.ChecksumSHA256, ChecksumSHA256], [sum, sum]);
  assert.equal(ChecksumType, 'FULL_OBJECT');
});

test('CopyObject computes the checksum of the content that it copies, even if its source is replaced meanwhile', async (t) => {
  const { store, client } = await openStore(t);
  const source = { CopySource: `${BUCKET}/source`, ChecksumAlgorithm: 'SHA256' } as const;
  for (const delay of [1, 2, 4, 8, 16, 32]) {
    store.put('source', Buffer.alloc(30_000_000));
    const copied = client.send(new CopyObjectCommand({ ...AT, ...source }));
    await sleep(delay);
    store.put('source', 'new');
    const { CopyObjectResult } = await copied;
    const sum = createHash('sha256').update((await store.get('a')) ?? '');
    assert.equal(CopyObjectResult?.ChecksumSHA256, sum.digest('base64'));
  }
});

test('listings are in byte order, in pages, and grouped by a delimiter', async (t) => {
  const { store, client } = await openStore(t);
  const keys = [
    'a',
    'd/1',
    'd/2',
    'd/e/3',
    'd/\u{10FFFF}\u{10FFFF}',
    'dz',
    'é',
    'z \u0001+<&>',
    '\u{10000}',
    '\uFFFD',
  ];
  for (const key of keys) store.put(key, key);
  const byBytes = [...keys].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
  const all: (string | undefined)[] = [];
  const pages = paginateListObjectsV2({ client, pageSize: 2 }, { Bucket: BUCKET, EncodingType: 'url' });
  for await (const page of pages) all.push(...(page.Contents ?? []).map((entry) => entry.Key));
  const actual = all.map((key) => decodeURIComponent((key ?? '').replaceAll('+', ' ')));
  assert.deepEqual(actual, byBytes);
  const folded: unknown[] = [];
  for await (const page of paginateListObjectsV2(
    { client, pageSize: 1 },
    { Bucket: BUCKET, Prefix: 'd', Delimiter: '/' },
  )) {
    folded.push(
      ...(page.CommonPrefixes ?? []).map((entry) => entry.Prefix),
      ...(page.Contents ?? []).map((e) => e.Key),
    );
  }
  assert.deepEqual(folded, ['d/', 'dz']);
  const after = await client.send(
    new ListObjectsV2Command({ Bucket: BUCKET, Prefix: 'd', StartAfter: 'd/2' }),
  );
  assert.deepEqual(
    after.Contents?.map((entry) => entry.Key),
    ['d/e/3', 'd/\u{10FFFF}\u{10FFFF}', 'dz'],
  );
  const old = await client.send(new ListObjectsCommand({ Bucket: BUCKET, Delimiter: '/', MaxKeys: 2 }));
  assert.deepEqual([old.NextMarker, old.IsTruncated], ['d/', true]);
  const older = await client.send(new ListObjectsCommand({ Bucket: BUCKET, Delimiter: '/', Marker: 'd/' }));
  assert.equal(older.Contents?.[0]?.Key, 'dz');
});

test('DeleteObjects deletes exactly the keys that it names, with their blanks', async (t) => {
  const { store, client } = await openStore(t);
  const keys = ['a', 'a ', ' a', 'a\n', 'Icon\r', '<a>&"\''];
  for (const key of [...keys, 'b', ' b ']) store.put(key, '');
  const Objects = keys.slice(1).map((Key) => ({ Key }));
  const response = await client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }));
  assert.deepEqual(
    response.Deleted?.map((entry) => entry.Key),
    keys.slice(1),
  );
  const foundKeys = store.list('').map(({ key }) => key);
  assert.deepEqual(foundKeys, [' b ', 'a', 'b']);
});

test('DeleteObjects does not delete an object whose entity tag is not the one that it names', async (t) => {
  const { store, client } = await openStore(t);
  for (const key of ['a', 'b']) store.put(key, key);
  const ETag = `"${store.list('a')[0]?.etag}"`;
  const Objects = ['a', 'b', 'c'].map((Key) => ({ Key, ETag }));
  const { Errors } = await client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects } }));
  assert.deepEqual(
    Errors?.map(({ Key, Code }) => [Key, Code]),
    [['b', 'PreconditionFailed']],
  );
  const keys = store.list('').map(({ key }) => key);
  assert.deepEqual(keys, ['b']);
});

test('DeleteObjects deletes no other object when a key contains a reference that XML does not allow', async (t) => {
  const { store, client } = await openStore(t);
  store.put('ab', '');
  const signer = new AwsClient({
    ...(await client.config.credentials()),
    service: 's3',
    region: store.region,
  });
  for (const reference of ['&#x1;', '&#31;', '&#xD800;', '&#57343;', '&#x110000;']) {
    const body = `<Delete><Object><Key>a${reference}b</Key></Object></Delete>`;
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') };
    const response = await signer.fetch(`${store.url}/${BUCKET}?delete`, { method: 'POST', body, headers });
    assert.match(await response.text(), /<Code>MalformedXML</, reference);
    assert.equal(store.exists('ab'), true);
  }
});

for (const [CopySource, code, status] of [
  [`${BUCKET}/%zz`, 'InvalidURI', 400],
  [BUCKET, 'InvalidArgument', 400],
  [`${BUCKET}/a?versionId=1`, 'NotImplemented', 501],
] as const) {
  test(`CopyObject rejects the source ${CopySource}`, async (t) => {
    const client = createClient(t, await startStore(t));
    const copy = client.send(new CopyObjectCommand({ ...AT, CopySource }));
    assert.deepEqual(await catchRejection(copy), { code, status });
  });
}

test('GetObjectTagging returns no tags of an object, and rejects an unknown key', async (t) => {
  const { store, client } = await openStore(t);
  store.put('a', '');
  assert.deepEqual((await client.send(new GetObjectTaggingCommand(AT))).TagSet, []);
  const unknown = client.send(new GetObjectTaggingCommand({ ...AT, Key: 'b' }));
  assert.deepEqual(await catchRejection(unknown), { code: 'NoSuchKey', status: 404 });
});

test('long keys and unsupported sub-resources are rejected', async (t) => {
  const client = createClient(t, await startStore(t));
  const long = client.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'k'.repeat(1025), Body: '' }));
  assert.deepEqual(await catchRejection(long), { code: 'KeyTooLongError', status: 400 });
  await client.send(new PutObjectCommand({ ...AT, Body: '' }));
  for (const call of [
    client.send(new GetObjectAclCommand(AT)),
    client.send(new GetObjectCommand({ ...AT, VersionId: '1' })),
    client.send(new PutObjectTaggingCommand({ ...AT, Tagging: { TagSet: [] } })),
  ])
    assert.equal((await catchRejection(call)).code, 'NotImplemented');
  const policy = client.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
  assert.deepEqual(await catchRejection(policy), { code: 'AccessDenied', status: 403 });
  const versions = client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  assert.equal((await catchRejection(versions)).code, 'NotImplemented');
  assert.equal((await client.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: '' }))).KeyCount, 1);
});

test('empty parameters of listings and responses are no sub-resources', async (t) => {
  const client = createClient(t, await startStore(t));
  await client.send(new PutObjectCommand({ ...AT, Body: 'x' }));
  const empty = { ResponseCacheControl: '', ResponseContentDisposition: '' };
  assert.equal((await client.send(new GetObjectCommand({ ...AT, ...empty }))).ContentLength, 1);
  const page = client.send(new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken: '' }));
  assert.deepEqual(await catchRejection(page), { code: 'InvalidArgument', status: 400 });
});
