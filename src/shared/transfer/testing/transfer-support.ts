import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { type S3Options, type S3Store, startS3 } from '../../../../sandbox/s3/index.ts';
import {
  listFolder,
  openStore,
  type PlanDownloadOptions,
  type PlanUploadOptions,
  planDownload,
  planUpload,
  type RunResult,
  runDownload,
  runUpload,
  type Store,
  type StoreOptions,
} from '../index.ts';

// What the tests beside it share. It holds no test itself; its name keeps it out of what is built.

export const BUCKET = 'provena';
export const FOLDER = 'datasets/10378-1-1/';

/** A folder that ends with the test. */
export function createTempFolder(context: TestContext, base = tmpdir()): string {
  const folder = mkdtempSync(join(base, 'transfer-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A store as the sandbox runs it, ending with the test, and the requests that it has seen. */
export async function startStore(
  context: TestContext,
  options: Partial<S3Options> = {},
): Promise<{ s3: S3Store; seen: string[] }> {
  const seen: string[] = [];
  const onRequest: S3Options['onRequest'] = ({ operation }) => void seen.push(operation);
  const s3 = await startS3({ bucket: BUCKET, onRequest, ...options });
  context.after(() => s3.close());
  return { s3, seen };
}

/** Our side of it: write credentials for the dataset's folder, quick retries. */
export function connectStore(context: TestContext, s3: S3Store, options: Partial<StoreOptions> = {}): Store {
  const store = openStore({
    address: { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint: s3.url },
    credentials: async () =>
      s3.issue({
        access: 'write',
        bucket: BUCKET,
        prefix: FOLDER,
        expiresInSeconds: 600,
        sessionName: 'ann',
      }),
    retry: { baseMs: 5 },
    ...options,
  });
  context.after(() => store.close());
  return store;
}

/** The AWS client with all rights: what it sees is what is there. */
export function createAwsClient(context: TestContext, s3: S3Store): S3Client {
  const client = new S3Client({
    endpoint: s3.url,
    region: s3.region,
    forcePathStyle: true,
    credentials: s3.issue({
      access: 'owner',
      bucket: BUCKET,
      prefix: '',
      expiresInSeconds: 600,
      sessionName: 'oracle',
    }),
  });
  context.after(() => client.destroy());
  return client;
}

/** Writes files below a folder, by name. */
export function writeTree(root: string, tree: Readonly<Record<string, Uint8Array | string>>): void {
  for (const [name, content] of Object.entries(tree)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Everything below a folder, hidden files too. */
export async function listFiles(root: string) {
  return (await listFolder({ root, hidden: true, symlinks: 'follow' })).files;
}

/** Plans and runs an upload of everything below a folder. */
export async function uploadAll(
  store: Store,
  root: string,
  options: Partial<PlanUploadOptions> = {},
): Promise<RunResult> {
  const plan = await planUpload(store, {
    files: await listFiles(root),
    ifExists: 'skip-unchanged',
    ...options,
  });
  return runUpload(store, plan);
}

/** Plans and runs a download of everything. */
export async function downloadAll(
  store: Store,
  target: string,
  options: Partial<PlanDownloadOptions> = {},
): Promise<RunResult> {
  return runDownload(store, await planDownload(store, { target, ifExists: 'skip-unchanged', ...options }));
}

/** Names of a run's files by what became of them. */
export function groupByOutcome(result: RunResult): Record<string, string[]> {
  const named: Record<string, string[]> = {};
  for (const { outcome, name } of result.manifest.files) named[outcome] = [...(named[outcome] ?? []), name];
  return named;
}
