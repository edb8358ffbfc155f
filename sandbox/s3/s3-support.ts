import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { type GetObjectCommandOutput, S3Client, type S3ClientConfig } from '@aws-sdk/client-s3';
import { type IssueRequest, type S3Options, type S3Store, startS3 } from './start-s3.ts';

// Shared by the tests in this folder. The build excludes files with this suffix.

export const BUCKET = 'provena';
export const FOLDER = 'datasets/10378-1-1/';

/** Starts a store that is closed at the end of the test. */
export async function startStore(context: TestContext, options: Partial<S3Options> = {}): Promise<S3Store> {
  const store = await startS3({ bucket: BUCKET, ...options });
  context.after(() => store.close());
  return store;
}

/** Starts a store, with a client that may do everything. */
export async function openStore(context: TestContext, options: Partial<S3Options> = {}) {
  const store = await startStore(context, options);
  return { store, client: createClient(context, store) };
}

/** Creates an AWS client with credentials of the store. */
export function createClient(
  context: TestContext,
  store: S3Store,
  grant: Partial<IssueRequest> = {},
  config: S3ClientConfig = {},
): S3Client {
  const credentials = store.issue({
    access: 'owner',
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

/** The body of a GetObject response. */
export async function readBytes(response: GetObjectCommandOutput): Promise<Uint8Array> {
  assert.ok(response.Body);
  return response.Body.transformToByteArray();
}

/** The code and status of the error of a call. @throws Error if the call succeeds */
export async function catchRejection(
  call: Promise<unknown>,
): Promise<{ code: string; status: number | undefined }> {
  try {
    await call;
  } catch (error) {
    // The errors of the AWS client have these two fields.
    const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } };
    return { code: name, status: $metadata?.httpStatusCode };
  }
  throw new Error('The call succeeded.');
}
