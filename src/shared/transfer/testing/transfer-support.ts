import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { S3Client } from '@aws-sdk/client-s3';
import { type S3Options, type S3Store, startS3 } from '../../../../sandbox/s3/start-s3.ts';
import { createTemporaryFolder } from '../../../../sandbox/testing/temporary-folder.ts';
import {
  listFolder,
  openStore,
  type PlanDownloadOptions,
  type PlanUploadOptions,
  planDownload,
  planUpload,
  runDownload,
  runUpload,
  type Store,
  type StoreOptions,
  type TransferResult,
} from '../index.ts';

export const BUCKET = 'provena';
export const FOLDER = 'datasets/10378-1-1/';

/** Starts the sandbox's store until the test ends. `operations` lists the requests to which it responded. */
export async function startStore(
  context: TestContext,
  options: Partial<S3Options> = {},
): Promise<{ s3: S3Store; operations: string[] }> {
  const operations: string[] = [];
  const onRequest: S3Options['onRequest'] = ({ operation, status }) =>
    void (status !== 0 && operations.push(operation));
  const s3 = await startS3({ bucket: BUCKET, onRequest, ...options });
  context.after(() => s3.close());
  return { s3, operations };
}

/** Starts the store, and writes files to a new folder, `root`, from which they can be uploaded. */
export async function prepareUpload(context: TestContext, files: Tree) {
  const root = createTemporaryFolder(context);
  writeTree(root, files);
  return { ...(await startStore(context)), root };
}

/** Starts the store with these objects, and creates an empty folder, `target`, to which they can be downloaded. */
export async function prepareDownload(context: TestContext, objects: Tree = {}) {
  const started = await startStore(context);
  for (const [name, content] of Object.entries(objects)) started.s3.put(`${FOLDER}${name}`, content);
  const store = connectStore(context, started.s3);
  return { ...started, store, target: createTemporaryFolder(context) };
}

/** The reason that the manifest gives for its first file. */
export function getFirstReason({ manifest }: TransferResult): string {
  return [...manifest.files][0]?.reason ?? '';
}

export function issueCredentials(
  s3: S3Store,
  {
    access = 'write',
    expiresInSeconds = 600,
  }: { access?: 'write' | 'owner'; expiresInSeconds?: number } = {},
) {
  return s3.issue({ access, prefix: FOLDER, expiresInSeconds, sessionName: 'ann' });
}

/** Opens the store with write credentials for the dataset's folder and short backoffs. */
export function connectStore(
  context: TestContext,
  s3: S3Store,
  options: Partial<StoreOptions> = {},
  access: 'write' | 'owner' = 'write',
): Store {
  const store = openStore({
    address: { bucket: BUCKET, prefix: FOLDER, region: s3.region, endpoint: s3.url },
    credentials: async () => issueCredentials(s3, { access }),
    retry: { baseMs: 5 },
    ...options,
  });
  context.after(() => store.close());
  return store;
}

/** Creates an AWS client with full access, to check the content of the store. */
export function createAwsClient(context: TestContext, s3: S3Store): S3Client {
  const client = new S3Client({
    endpoint: s3.url,
    region: s3.region,
    forcePathStyle: true,
    credentials: s3.issue({
      access: 'owner',
      prefix: '',
      expiresInSeconds: 600,
      sessionName: 'admin',
    }),
  });
  context.after(() => client.destroy());
  return client;
}

type Tree = Readonly<Record<string, Uint8Array | string>>;

export function writeTree(root: string, tree: Tree): void {
  for (const [name, content] of Object.entries(tree)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
}

/** Lists all files below a folder, including hidden ones. */
export async function listFiles(root: string) {
  return (await listFolder({ root, hidden: true, symlinks: 'follow' })).files;
}

export async function uploadAll(
  store: Store,
  root: string,
  options: Partial<PlanUploadOptions> = {},
): Promise<TransferResult> {
  const plan = await planUpload(store, {
    files: await listFiles(root),
    ifExists: 'skip-unchanged',
    ...options,
  });
  return runUpload(store, plan);
}

export async function downloadAll(
  store: Store,
  target: string,
  options: Partial<PlanDownloadOptions> = {},
): Promise<TransferResult> {
  return runDownload(store, await planDownload(store, { target, ifExists: 'skip-unchanged', ...options }));
}

/** Groups the names of a run's files by outcome. */
export function groupByOutcome(result: TransferResult): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const { outcome, name } of result.manifest.files) names[outcome] = [...(names[outcome] ?? []), name];
  return names;
}
