import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type ChecksumType,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  type GetObjectAttributesCommandInput,
  GetObjectCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  ObjectAttributes,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { AwsClient } from 'aws4fetch';
import { createTemporaryFolder } from '../testing/temporary-folder.ts';
import {
  BUCKET,
  catchRejection,
  createClient,
  FOLDER,
  openStore,
  readBytes,
  startStore,
} from './s3-support.ts';

const TARGET = { Bucket: BUCKET, Key: `${FOLDER}large` };
const MIB = 1024 * 1024;
const PIECES = [randomBytes(5 * MIB), randomBytes(5 * MIB + 1), randomBytes(10)];
const WHOLE = Buffer.concat(PIECES);

type Sum = { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType };

async function sendParts(client: S3Client, sum: Sum, pieces: readonly Buffer[] = PIECES) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...TARGET, ...sum }));
  const Parts = [];
  for (const [index, Body] of pieces.entries()) {
    const PartNumber = index + 1;
    const { ChecksumAlgorithm } = sum;
    const input = {
      ...TARGET,
      UploadId,
      PartNumber,
      Body,
      ...(ChecksumAlgorithm ? { ChecksumAlgorithm } : {}),
    };
    const { $metadata: _, ...part } = await client.send(new UploadPartCommand(input));
    Parts.push({ PartNumber, ...part });
  }
  return { UploadId, Parts };
}

const base64 = (crc: number) => Buffer.from(crc.toString(16).padStart(8, '0'), 'hex').toString('base64');

const SUMS: readonly (Required<Sum> & { member: `Checksum${ChecksumAlgorithm}` })[] = [
  { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT', member: 'ChecksumCRC32' },
  { ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT', member: 'ChecksumCRC32C' },
  { ChecksumAlgorithm: 'CRC64NVME', ChecksumType: 'FULL_OBJECT', member: 'ChecksumCRC64NVME' },
  { ChecksumAlgorithm: 'CRC32', ChecksumType: 'COMPOSITE', member: 'ChecksumCRC32' },
  { ChecksumAlgorithm: 'SHA256', ChecksumType: 'COMPOSITE', member: 'ChecksumSHA256' },
  { ChecksumAlgorithm: 'SHA1', ChecksumType: 'COMPOSITE', member: 'ChecksumSHA1' },
];

for (const { member, ...sum } of SUMS) {
  test(`CompleteMultipartUpload combines ${sum.ChecksumAlgorithm} checksums of parts to a ${sum.ChecksumType} checksum`, async (t) => {
    const { client } = await openStore(t);
    const { UploadId, Parts } = await sendParts(client, sum);
    const done = await client.send(
      new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }),
    );
    assert.match(done.ETag ?? '', /-3"$/);
    const head = await client.send(new HeadObjectCommand({ ...TARGET, ChecksumMode: 'ENABLED' }));
    assert.equal(head.ChecksumType, sum.ChecksumType);
    assert.equal(head.ContentLength, WHOLE.length);
    const response = await client.send(new GetObjectCommand(TARGET));
    assert.ok(WHOLE.equals(await readBytes(response)));
    if (sum.ChecksumType === 'COMPOSITE') return assert.match(head[member] ?? '', /-3$/);
    // The checksum must be that of a PutObject of the whole.
    const { ChecksumAlgorithm } = sum;
    const single = await client.send(new PutObjectCommand({ ...TARGET, Body: WHOLE, ChecksumAlgorithm }));
    assert.equal(head[member], single[member]);
  });
}

test('GetObject returns a range over several parts, and a part by its number', async (t) => {
  const { client } = await openStore(t);
  const { UploadId, Parts } = await sendParts(client, {});
  await client.send(new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }));
  const ranged = await client.send(
    new GetObjectCommand({ ...TARGET, Range: `bytes=${5 * MIB - 3}-${10 * MIB + 4}` }),
  );
  assert.ok(WHOLE.subarray(5 * MIB - 3, 10 * MIB + 5).equals(await readBytes(ranged)));
  const second = await client.send(new GetObjectCommand({ ...TARGET, PartNumber: 2 }));
  assert.equal(second.PartsCount, 3);
  assert.ok(PIECES[1]?.equals(await readBytes(second)));
  const both = client.send(new GetObjectCommand({ ...TARGET, PartNumber: 2, Range: 'bytes=0-1' }));
  assert.deepEqual(await catchRejection(both), { code: 'InvalidRequest', status: 400 });
  await client.send(new PutObjectCommand({ ...TARGET, Body: 'x' }));
  const whole = await client.send(new HeadObjectCommand({ ...TARGET, PartNumber: 1 }));
  assert.deepEqual([whole.ContentLength, whole.PartsCount], [1, undefined]);
});

test('GetObject returns the whole object when it is replaced meanwhile, and its files are then removed', async (t) => {
  const dataDir = createTemporaryFolder(t);
  const { store, client } = await openStore(t, { dataDir });
  const { UploadId, Parts } = await sendParts(client, {});
  await client.send(new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }));
  const response = await client.send(new GetObjectCommand(TARGET));
  store.put(TARGET.Key, 'new');
  assert.ok(WHOLE.equals(await readBytes(response)));
  assert.equal((await store.get(TARGET.Key))?.toString(), 'new');
  assert.equal(readdirSync(join(dataDir, 'blobs')).length, 1);
});

test('GetObjectAttributes returns what the request names, and the parts in pages if they have checksums', async (t) => {
  const store = await startStore(t);
  const { UploadId, Parts } = await sendParts(createClient(t, store), { ChecksumAlgorithm: 'SHA256' });
  const client = createClient(t, store, { access: 'write', prefix: FOLDER });
  await client.send(new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }));
  const ask = async (change: Partial<GetObjectAttributesCommandInput>) => {
    const input = { ...TARGET, ObjectAttributes: Object.values(ObjectAttributes), ...change };
    const { $metadata: _, LastModified, ...rest } = await client.send(new GetObjectAttributesCommand(input));
    return { ...rest, isDated: LastModified instanceof Date };
  };
  const whole = await ask({});
  const head = await client.send(new HeadObjectCommand({ ...TARGET, ChecksumMode: 'ENABLED' }));
  const sums = { ChecksumSHA256: head.ChecksumSHA256, ChecksumType: 'COMPOSITE' };
  assert.deepEqual([`"${whole.ETag}"`, whole.Checksum], [head.ETag, sums]);
  assert.deepEqual([whole.StorageClass, whole.ObjectSize], ['STANDARD', WHOLE.length]);
  assert.equal(whole.ObjectParts?.TotalPartsCount, 3);
  const sent = Parts.map(({ PartNumber, ChecksumSHA256 }) => [PartNumber, ChecksumSHA256]);
  assert.deepEqual(
    whole.ObjectParts?.Parts?.map((part) => [part.PartNumber, part.ChecksumSHA256]),
    sent,
  );
  const page = await ask({ ObjectAttributes: ['ObjectParts'], MaxParts: 1, PartNumberMarker: '1' });
  assert.deepEqual(Object.keys(page), ['ObjectParts', 'isDated']);
  const { IsTruncated, NextPartNumberMarker, Parts: listed } = page.ObjectParts ?? {};
  assert.deepEqual([IsTruncated, NextPartNumberMarker, listed?.[0]?.PartNumber], [true, '2', 2]);
  await client.send(new PutObjectCommand({ ...TARGET, Body: 'x' }));
  assert.equal((await ask({})).ObjectParts, undefined);
  const wrong = ask({ ObjectAttributes: ['Owner' as ObjectAttributes] }); // wrong on purpose
  assert.deepEqual(await catchRejection(wrong), { code: 'InvalidArgument', status: 400 });
  const foreign = ask({ Key: 'datasets/other' });
  assert.deepEqual(await catchRejection(foreign), { code: 'AccessDenied', status: 403 });
});

test('CompleteMultipartUpload rejects missing, wrong, unordered and small parts', async (t) => {
  const client = createClient(t, await startStore(t));
  const { UploadId, Parts } = await sendParts(client, {}, [
    Buffer.alloc(5 * MIB),
    Buffer.alloc(9),
    Buffer.alloc(9),
  ]);
  const complete = (parts: typeof Parts) =>
    client.send(
      new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts: parts } }),
    );
  const rows = [
    [[...Parts].reverse(), 'InvalidPartOrder'],
    [Parts, 'EntityTooSmall'],
    [[...Parts.slice(0, 1), { PartNumber: 9, ETag: '"x"' }], 'InvalidPart'],
    [[{ PartNumber: 1, ETag: `"${'0'.repeat(32)}"` }], 'InvalidPart'],
  ] as const;
  for (const [parts, code] of rows) {
    assert.deepEqual(await catchRejection(complete([...parts])), { code, status: 400 });
  }
  await complete(Parts.slice(0, 2));
  assert.deepEqual(await catchRejection(complete(Parts.slice(0, 2))), { code: 'NoSuchUpload', status: 404 });
});

test('CompleteMultipartUpload rejects a wrong checksum or size of the object', async (t) => {
  const client = createClient(t, await startStore(t));
  const sum = { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' } as const;
  const { UploadId, Parts } = await sendParts(client, sum);
  const complete = (claims: { ChecksumCRC32?: string; MpuObjectSize?: number }) =>
    client.send(
      new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts }, ...claims }),
    );
  assert.equal((await catchRejection(complete({ ChecksumCRC32: base64(1) }))).code, 'BadDigest');
  assert.equal((await catchRejection(complete({ MpuObjectSize: 1 }))).code, 'InvalidRequest');
  const done = await complete({ ChecksumCRC32: base64(crc32(WHOLE)), MpuObjectSize: WHOLE.length });
  assert.equal(done.ChecksumCRC32, base64(crc32(WHOLE)));
});

test('uploads and parts are listed in pages and removed by AbortMultipartUpload', async (t) => {
  const { client } = await openStore(t);
  const { UploadId } = await sendParts(client, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
  const other = await client.send(new CreateMultipartUploadCommand({ ...TARGET, Key: `${FOLDER}z z` }));
  const first = await client.send(
    new ListMultipartUploadsCommand({ Bucket: BUCKET, Prefix: FOLDER, MaxUploads: 1 }),
  );
  assert.deepEqual(
    first.Uploads?.map(({ Key, UploadId: id, ChecksumType: type }) => [Key, id, type]),
    [[TARGET.Key, UploadId, 'FULL_OBJECT']],
  );
  const { NextKeyMarker: KeyMarker, NextUploadIdMarker: UploadIdMarker } = first;
  const second = await client.send(
    new ListMultipartUploadsCommand({ Bucket: BUCKET, KeyMarker, UploadIdMarker }),
  );
  assert.deepEqual(
    second.Uploads?.map((upload) => upload.UploadId),
    [other.UploadId],
  );
  await client.send(new CreateMultipartUploadCommand({ ...TARGET, Key: 'z' }));
  const grouped = { Bucket: BUCKET, Delimiter: '/', MaxUploads: 1 };
  const folders = await client.send(new ListMultipartUploadsCommand(grouped));
  assert.deepEqual(folders.CommonPrefixes, [{ Prefix: 'datasets/' }]);
  assert.deepEqual([folders.Uploads, folders.IsTruncated], [undefined, true]);
  const next = { ...grouped, KeyMarker: folders.NextKeyMarker };
  const { Uploads, CommonPrefixes } = await client.send(new ListMultipartUploadsCommand(next));
  assert.deepEqual([Uploads?.map(({ Key }) => Key), CommonPrefixes], [['z'], undefined]);
  const none = await client.send(new ListMultipartUploadsCommand({ Bucket: BUCKET, MaxUploads: 0 }));
  assert.deepEqual([none.Uploads, none.IsTruncated], [undefined, false]);
  const parts = await client.send(new ListPartsCommand({ ...TARGET, UploadId, MaxParts: 2 }));
  assert.equal(parts.IsTruncated, true);
  assert.deepEqual(
    parts.Parts?.map(({ Size, ChecksumCRC32 }) => [Size, ChecksumCRC32]),
    PIECES.slice(0, 2).map((piece) => [piece.length, base64(crc32(piece))]),
  );
  await client.send(new AbortMultipartUploadCommand({ ...TARGET, UploadId }));
  assert.equal(
    (await catchRejection(client.send(new ListPartsCommand({ ...TARGET, UploadId })))).code,
    'NoSuchUpload',
  );
});

test('UploadPart computes the checksum if that of the object is of its whole content', async (t) => {
  const store = await startStore(t);
  const client = createClient(t, store, {}, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const send = async (ChecksumType: ChecksumType) => {
    const sum = { ChecksumAlgorithm: 'CRC32', ChecksumType } as const;
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...TARGET, ...sum }));
    return client.send(new UploadPartCommand({ ...TARGET, UploadId, PartNumber: 1, Body: 'x' }));
  };
  assert.equal((await send('FULL_OBJECT')).ChecksumCRC32, base64(crc32('x')));
  assert.equal((await catchRejection(send('COMPOSITE'))).code, 'InvalidRequest');
});

test('UploadPartCopy copies a range of an object', async (t) => {
  const { store, client } = await openStore(t);
  store.put('source', WHOLE);
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(TARGET));
  const { CopyPartResult } = await client.send(
    new UploadPartCopyCommand({
      ...TARGET,
      UploadId,
      PartNumber: 1,
      CopySource: `${BUCKET}/source`,
      CopySourceRange: 'bytes=3-9',
    }),
  );
  const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag }];
  await client.send(new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }));
  assert.ok((await store.get(TARGET.Key))?.equals(WHOLE.subarray(3, 10)));
});

for (const { member, ...sum } of SUMS) {
  test(`UploadPartCopy computes the ${sum.ChecksumAlgorithm} checksum of an upload with ${sum.ChecksumType} checksums`, async (t) => {
    const { store, client } = await openStore(t);
    const source = { Bucket: BUCKET, Key: 'source', Body: WHOLE, ChecksumAlgorithm: sum.ChecksumAlgorithm };
    const put = await client.send(new PutObjectCommand(source));
    const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...TARGET, ...sum }));
    const copy = { ...TARGET, UploadId, PartNumber: 1, CopySource: `${BUCKET}/source` };
    const { CopyPartResult } = await client.send(new UploadPartCopyCommand(copy));
    assert.equal(CopyPartResult?.[member], put[member]);
    const Parts = [{ PartNumber: 1, ETag: CopyPartResult?.ETag, [member]: put[member] }];
    await client.send(
      new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts } }),
    );
    assert.ok((await store.get(TARGET.Key))?.equals(WHOLE));
  });
}

test('CompleteMultipartUpload accepts numeric escapes of quotes in entity tags, as Go programs send them', async (t) => {
  const { store, client } = await openStore(t);
  const { UploadId, Parts } = await sendParts(client, {}, PIECES.slice(0, 1));
  const tag = Parts[0]?.ETag?.replaceAll('"', '&#34;');
  const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${tag}</ETag></Part></CompleteMultipartUpload>`;
  const signer = new AwsClient({
    ...(await client.config.credentials()),
    service: 's3',
    region: store.region,
  });
  const url = `${store.url}/${BUCKET}/${TARGET.Key}?uploadId=${UploadId}`;
  const response = await signer.fetch(url, { method: 'POST', body });
  assert.equal(response.status, 200);
  assert.equal(store.exists(TARGET.Key), true);
});
