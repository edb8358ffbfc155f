import { join } from 'node:path';
import { type BenchStore, BUCKET, REGION, toConnection } from './stores.ts';
import type { Tools } from './tools.ts';

export interface Job {
  readonly direction: 'upload' | 'download';
  readonly folder: string;
  readonly prefix: string;
}

export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `limit` is not a client but the lower bound: a program that only moves the bytes and computes their CRC32. */
export type ClientName = 'ours' | 's5cmd' | 'aws' | 'official' | 'limit';

/** The command of each client to transfer a tree, with its default settings. */
export const CLIENTS: Record<ClientName, (tools: Tools, store: BenchStore, job: Job) => Command> = {
  ours: (tools, store, job) => ({
    program: process.execPath,
    args: [tools.engine, serializeJob(store, job)],
    env: toNodeEnvironment(store),
  }),
  limit: (tools, store, job) => CLIENTS.ours({ ...tools, engine: tools.limit }, store, job),
  s5cmd(tools, store, job) {
    const remote = `s3://${BUCKET}/${job.prefix}`;
    const paths = job.direction === 'upload' ? [`${job.folder}/`, remote] : [`${remote}*`, `${job.folder}/`];
    return {
      program: tools.s5cmd,
      args: ['--log', 'error', '--endpoint-url', store.url, 'cp', ...paths],
      env: toEnvironment(store),
    };
  },
  aws(tools, store, job) {
    const remote = `s3://${BUCKET}/${job.prefix}`;
    const paths = job.direction === 'upload' ? [job.folder, remote] : [remote, job.folder];
    return {
      program: tools.aws,
      args: ['--endpoint-url', store.url, 's3', 'cp', '--recursive', '--only-show-errors', ...paths],
      env: { ...toEnvironment(store), AWS_EC2_METADATA_DISABLED: 'true' },
    };
  },
  official: (tools, store, job) => ({
    program: tools.python,
    args: [join(import.meta.dirname, 'official.py'), serializeJob(store, job)],
    env: {},
  }),
};

function toNodeEnvironment({ certificate }: BenchStore): Record<string, string> {
  return certificate === undefined ? {} : { NODE_EXTRA_CA_CERTS: certificate };
}

function toEnvironment({ credentials, certificate }: BenchStore): Record<string, string> {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_REGION: REGION,
    ...(certificate === undefined ? {} : { AWS_CA_BUNDLE: certificate }),
    ...(sessionToken ? { AWS_SESSION_TOKEN: sessionToken } : {}),
  };
}

function serializeJob(store: BenchStore, { direction, folder, prefix }: Job): string {
  return JSON.stringify({ direction, folder, ...toConnection(store, prefix) });
}
