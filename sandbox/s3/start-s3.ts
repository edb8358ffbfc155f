import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RuleList } from '../faults/rule-list.ts';
import { type FaultRule, type ParsedRule, parseRule } from '../faults/rules.ts';
import { startListening } from '../http/listener.ts';
import { Database } from '../state/database.ts';
import { createDirectAccess } from './direct-access.ts';
import { type Credentials, createIssuer, type Identity } from './identity.ts';
import { createHandler, type S3RequestInfo } from './server.ts';
import { presignGet } from './sigv4/presign.ts';
import { createVerifier } from './sigv4/verify.ts';
import { Blobs } from './store/blobs.ts';
import { Objects } from './store/objects.ts';
import { Uploads } from './store/uploads.ts';

export interface S3Options {
  /** The only bucket of the store. */
  readonly bucket: string;
  /** Default is a free port. */
  readonly port?: number;
  /** Folder for the content of the objects. Default is a temporary folder, which is removed on close. */
  readonly dataDir?: string;
  /** Database for everything else. Default is one in dataDir, or in memory without dataDir. */
  readonly database?: Database;
  /** The region for which requests must be signed. Default is `ap-southeast-2`, that of Provena. */
  readonly region?: string;
  /** The clock of the store in milliseconds since the epoch. Default is that of the machine. */
  readonly now?: () => number;
  /** The fault rules of the sandbox. Default is a list of the store's own. */
  readonly faults?: RuleList<ParsedRule>;
  /** Called at the end of each request. */
  readonly onRequest?: (request: S3RequestInfo) => void;
}

export type IssueRequest = Pick<Identity, 'access' | 'prefix' | 'sessionName'> & { expiresInSeconds: number };

/** A running store with direct access to its objects. */
export type S3Store = Awaited<ReturnType<typeof startS3>>;

/**
 * Starts a store on 127.0.0.1. Issued credentials stay valid after a restart with the same dataDir.
 * @throws Error for a port in use
 */
export async function startS3(options: S3Options) {
  const { bucket, region = 'ap-southeast-2', now = Date.now, onRequest = () => {} } = options;
  const { faults = new RuleList<ParsedRule>() } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'provena-s3-'));
  const database = options.database ?? new Database(options.dataDir);
  const blobs = new Blobs(join(dataDir, 'blobs'), database);
  const objects = new Objects(database, blobs);
  const uploads = new Uploads(database, blobs);
  const store = { blobs, objects, uploads };
  const listFiles = () => new Set([...objects.blobs(), ...uploads.blobs()]);
  blobs.sweep(listFiles());
  const key = database.getOrCreateSetting('s3-key', () => randomBytes(32).toString('base64'));
  const issuer = createIssuer(Buffer.from(key, 'base64'));
  const verify = createVerifier(issuer, region);
  const release = () => {
    if (!options.database) database.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
  };
  const listener = await startListening(
    createHandler({ bucket, region, store, verify, onRequest, now, faults }),
    options.port ?? 0,
    { keepAliveTimeout: 20_000, requestTimeout: 0, noDelay: true, highWaterMark: 256 * 1024 },
  ).catch((error: unknown) => {
    release();
    throw error;
  });
  const { url } = listener;

  /** Issues credentials with the permissions of Provena's session policy. */
  const issue = ({ expiresInSeconds, ...grant }: IssueRequest): Credentials =>
    issuer.issue({ ...grant, bucket, expires: now() + expiresInSeconds * 1000 });
  return {
    /** `http://127.0.0.1:<port>` */
    url,
    bucket,
    region,
    ...createDirectAccess(store, now),
    issue,
    /** Creates a URL that returns the object without credentials until it expires. */
    presignGet(request: {
      key: string;
      expiresInSeconds: number;
      responseContentDisposition: string;
    }): string {
      const { key, expiresInSeconds, responseContentDisposition } = request;
      const credentials = issue({ access: 'read', prefix: key, expiresInSeconds, sessionName: 'presigned' });
      const query = { 'response-content-disposition': responseContentDisposition };
      const path = `/${bucket}/${key}`;
      return presignGet({ origin: url, path, region, credentials, expiresInSeconds, query }, new Date(now()));
    },
    /** Injects a fault from now on. @returns a function that removes the rule */
    injectFault(rule: FaultRule): () => void {
      const id = faults.add(parseRule({ ...rule, service: 's3' }));
      return () => faults.remove(id);
    },
    clearFaults: (): void => faults.clear(),
    /** Keeps all files for a snapshot of the database, until the store is closed. */
    retainFiles: (snapshot: string): void => blobs.retain(snapshot, listFiles()),
    /** Removes the files that have no row after `replaceRows`, which restores a snapshot of the database. */
    removeUnusedFiles(replaceRows: () => void): void {
      const before = listFiles();
      replaceRows();
      const after = listFiles();
      blobs.remove([...before].filter((id) => !after.has(id)));
    },
    async close(): Promise<void> {
      await listener.close();
      release();
    },
  };
}
