import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { assumeType } from '../../sandbox/testing/assume-type.ts';
import { CheckedClient, type TestJob } from './test-job.ts';

/** A dataset's S3 prefix, and an S3 client (the AWS SDK) with credentials for it. */
export async function openDatasetStore(
  { sandbox }: Pick<TestJob, 'sandbox'>,
  id: string,
  access: 'read' | 'write',
) {
  const api = new CheckedClient(sandbox);
  const { credentials } = assumeType<{ credentials: Record<string, string> }>(
    await api.call('datastore', 'POST', `/registry/credentials/generate-${access}-access-credentials`, {
      dataset_id: id,
      console_session_required: false,
    }),
  );
  const { bucket_name: Bucket, path: prefix } = assumeType<{ bucket_name: string; path: string }>(
    (await api.item('entity/dataset', id))['s3'],
  );
  const s3 = new S3Client({
    endpoint: sandbox.s3,
    region: 'ap-southeast-2',
    forcePathStyle: true,
    credentials: {
      accessKeyId: credentials['aws_access_key_id'] ?? '',
      secretAccessKey: credentials['aws_secret_access_key'] ?? '',
      sessionToken: credentials['aws_session_token'] ?? '',
    },
  });
  return { Bucket, prefix, s3 };
}

/** A dataset's files, read and written by the AWS SDK. */
export async function openDatasetObjects(job: Pick<TestJob, 'sandbox'>, id: string) {
  const { Bucket, prefix, s3 } = await openDatasetStore(job, id, 'write');
  const read = async (key: string): Promise<readonly [string, string]> => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: key }));
    return [key.slice(prefix.length), (await Body?.transformToString()) ?? ''];
  };
  return {
    /** Contents of all files except the server's metadata.json, by name in the dataset. */
    async contents(): Promise<Record<string, string>> {
      // XML cannot represent every key; EncodingType url can.
      const list = new ListObjectsV2Command({ Bucket, Prefix: prefix, EncodingType: 'url' });
      const { Contents: found = [] } = await s3.send(list);
      const keys = found.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' ')));
      const all = Object.fromEntries(await Promise.all(keys.map(read)));
      const { 'metadata.json': _, ...files } = all;
      return files;
    },
    async put(files: Readonly<Record<string, string>>): Promise<void> {
      for (const [name, Body] of Object.entries(files))
        await s3.send(
          new PutObjectCommand({ Bucket, Key: `${prefix}${name}`, Body, ChecksumAlgorithm: 'CRC32' }),
        );
    },
  };
}
