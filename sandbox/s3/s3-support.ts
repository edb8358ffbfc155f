import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type GetObjectCommandOutput, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type IssueRequest, type S3Options, type S3Store, startS3 } from './index.ts';

// What the tests beside it share. It holds no test itself; its name keeps it out of what is built.

export const BUCKET = 'provena';
export const FOLDER = 'datasets/10378-1-1/';

/** A store that ends with the test. */
export async function startStore(context: TestContext, options: Partial<S3Options> = {}): Promise<S3Store> {
  const store = await startS3({ bucket: BUCKET, ...options });
  context.after(() => store.close());
  return store;
}

/** The AWS client with credentials of the store: what is right is what it takes for right. */
export function createClient(
  context: TestContext,
  store: S3Store,
  grant: Partial<IssueRequest> = {},
  config: S3ClientConfig = {},
): S3Client {
  const credentials = store.issue({
    access: 'owner',
    bucket: BUCKET,
    prefix: '',
    expiresInSeconds: 600,
    sessionName: 'tester',
    ...grant,
  });
  const client = new S3Client({
    endpoint: store.url,
    region: store.region,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials,
    ...config,
  });
  context.after(() => client.destroy());
  return client;
}

/** The whole body of an answer to GetObject. */
export async function readBytes(answer: GetObjectCommandOutput): Promise<Uint8Array> {
  assert.ok(answer.Body);
  return answer.Body.transformToByteArray();
}

/** The code and status of the refusal that a call ends with. */
export async function catchRejection(
  call: Promise<unknown>,
): Promise<{ code: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    // The AWS client throws these two members on every answer that is an error.
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call was not refused.');
}
