import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startListening } from '../http/listener.ts';
import { Database } from '../state/database.ts';
import { createDirectAccess, type DirectAccess } from './direct-access.ts';
import { type S3FaultRule, S3FaultRules } from './faults.ts';
import { type Access, type Credentials, Issuer } from './identity.ts';
import { createHandler, type S3RequestInfo } from './server.ts';
import { presignGet } from './sigv4/presign.ts';
import { createVerifier } from './sigv4/verify.ts';
import { Blobs } from './store/blobs.ts';
import { Objects } from './store/objects.ts';
import { Uploads } from './store/uploads.ts';

export type { Access, Credentials } from './identity.ts';

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
  /** Called at the end of each request. */
  readonly onRequest?: (request: S3RequestInfo) => void;
}

export interface IssueRequest {
  readonly access: Access;
  /** The folder that the credentials are for, such as `datasets/10378-1-1451860/`. */
  readonly prefix: string;
  readonly expiresInSeconds: number;
  /** Name of the holder, which S3 returns as the initiator of an upload. */
  readonly sessionName: string;
}

export interface PresignGetRequest {
  readonly key: string;
  readonly expiresInSeconds: number;
  readonly responseContentDisposition: string;
}

/** A running store with direct access to its objects. */
export interface S3Store extends DirectAccess {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  /** Issues credentials with the permissions of Provena's session policy. */
  issue(request: IssueRequest): Credentials;
  /** Creates a URL that returns the object without credentials until it expires. */
  presignGet(request: PresignGetRequest): string;
  /** Injects a fault from now on. @returns a function that removes the rule */
  injectFault(rule: S3FaultRule): () => void;
  /** Removes all fault rules. */
  clearFaults(): void;
  /** Keeps all files for a snapshot of the database, until the store is closed. */
  retainFiles(snapshot: string): void;
  /** Removes the files that have no row after `replaceRows`, which restores a snapshot of the database. */
  removeUnusedFiles(replaceRows: () => void): void;
  close(): Promise<void>;
}

/**
 * Starts a store on 127.0.0.1. Issued credentials stay valid after a restart with the same dataDir.
 * @throws Error for a port in use
 */
export async function startS3(options: S3Options): Promise<S3Store> {
  const { bucket, region = 'ap-southeast-2', now = Date.now } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'provena-s3-'));
  const database = options.database ?? new Database(options.dataDir);
  const blobs = new Blobs(join(dataDir, 'blobs'), database);
  const objects = new Objects(database, blobs);
  const uploads = new Uploads(database, blobs);
  const listFiles = () => new Set([...objects.blobs(), ...uploads.blobs()]);
  blobs.sweep(listFiles());
  const issuer = new Issuer(getOrCreateKey(database));
  const faultRules = new S3FaultRules();
  const store = { blobs, objects, uploads };
  const verify = createVerifier(issuer, region);
  const onRequest = options.onRequest ?? (() => {});
  const server = createServer(
    { keepAliveTimeout: 20_000, requestTimeout: 0, noDelay: true, highWaterMark: 256 * 1024 },
    createHandler({ bucket, region, store, verify, faultRules, onRequest, now }),
  );
  const release = () => {
    if (!options.database) database.close();
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true });
  };
  const listener = await startListening(server, options.port ?? 0).catch((error: unknown) => {
    release();
    throw error;
  });
  const { url } = listener;

  const issue = (request: IssueRequest): Credentials => {
    const { expiresInSeconds, ...grant } = request;
    return issuer.issue({ ...grant, bucket, expires: now() + expiresInSeconds * 1000 });
  };
  return {
    url,
    bucket,
    region,
    ...createDirectAccess(store),
    issue,
    presignGet({ key, expiresInSeconds, responseContentDisposition }) {
      const credentials = issue({ access: 'read', prefix: key, expiresInSeconds, sessionName: 'presigned' });
      const query = { 'response-content-disposition': responseContentDisposition };
      const path = `/${bucket}/${key}`;
      return presignGet({ origin: url, path, region, credentials, expiresInSeconds, query }, new Date(now()));
    },
    injectFault: (rule) => faultRules.add(rule),
    clearFaults: () => faultRules.clear(),
    retainFiles: (snapshot) => blobs.retain(snapshot, listFiles()),
    removeUnusedFiles(replaceRows) {
      const before = listFiles();
      replaceRows();
      const after = listFiles();
      blobs.remove([...before].filter((id) => !after.has(id)));
    },
    async close() {
      await listener.close();
      release();
    },
  };
}

/** The key with which credentials are sealed. It is kept, so that they stay valid after a restart. */
function getOrCreateKey(database: Database): Buffer {
  const stored = database.getSetting('s3-key');
  const key = stored === undefined ? randomBytes(32) : Buffer.from(stored, 'base64');
  if (stored === undefined) database.setSetting('s3-key', key.toString('base64'));
  return key;
}
