import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { listenOnLoopback } from '../../sandbox/testing/loopback-server.ts';
import { waitUntil } from '../../sandbox/testing/wait-until.ts';

export interface BenchStore {
  readonly name: string;
  readonly url: string;
  readonly bucket: string;
  readonly region: string;
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** File with the certificate of a store with TLS. */
  readonly certificate?: string;
  /** Whether it serves trees without an upload. */
  readonly hasBuiltInObjects: boolean;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const REGION = 'ap-southeast-2';

export async function startSandboxStore(folder: string): Promise<BenchStore> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sandbox-store.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { url, ...credentials } = JSON.parse((await lines.next()).value ?? '{}');
  return {
    name: "the sandbox's store",
    url,
    bucket: 'provena',
    region: REGION,
    credentials,
    hasBuiltInObjects: false,
    async empty() {
      child.stdin.write('\n');
      await lines.next();
    },
    close: () => stopProcess(child),
  };
}

/** The latency and bandwidth limit that simulate a network in front of a store. */
export interface Network {
  /** Delay added to each response, in milliseconds. */
  readonly delayMs: number;
  /** Limit for all connections together, in each direction; 0 for no limit. */
  readonly bytesPerSecond: number;
  /** File with certificate and key, for TLS. */
  readonly certificate?: string;
}

/** A store that discards uploads and serves zeros, so that the client and the network are measured. */
export async function startNullStore(network: Network): Promise<BenchStore> {
  const { delayMs, bytesPerSecond, certificate } = network;
  const args = [join(import.meta.dirname, 'null-store.ts'), `${delayMs}`, `${bytesPerSecond}`];
  if (certificate !== undefined) args.push(certificate);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    name: `a null store (discards uploads, serves zeros)${formatNetwork(network)}`,
    url: (await lines.next()).value ?? '',
    bucket: 'provena',
    region: REGION,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    ...(certificate === undefined ? {} : { certificate }),
    hasBuiltInObjects: true,
    empty: async () => {},
    close: () => stopProcess(child),
  };
}

/** Starts a null store with TLS, with a new certificate in the folder. */
export async function startNullStoreWithTls(network: Network, folder: string): Promise<BenchStore> {
  const { createCertificate } = await import('../../src/shared/client/testing/certificate.ts');
  const { cert, key } = createCertificate();
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, `${cert}${key}`);
  return startNullStore({ ...network, certificate });
}

function formatNetwork({ delayMs, bytesPerSecond, certificate }: Network): string {
  const tls = certificate === undefined ? '' : ' over TLS';
  const delay = `${tls}${delayMs > 0 ? `, ${delayMs} ms added to each request` : ''}`;
  return bytesPerSecond > 0 ? `${delay}, limited to ${bytesPerSecond / 1024 ** 2} MiB/s` : delay;
}

/** versitygw with a folder; undefined if the program is not installed. */
export async function startVersityStore(program: string, folder: string): Promise<BenchStore | undefined> {
  if (!existsSync(program)) return undefined;
  const [accessKeyId, secretAccessKey, port] = ['bench', 'benchbench', await findFreePort()];
  const files = join(folder, 'provena');
  mkdirSync(files, { recursive: true });
  const options = [
    '--access',
    accessKeyId,
    '--secret',
    secretAccessKey,
    '--region',
    REGION,
    '--port',
    `127.0.0.1:${port}`,
  ];
  const child = spawn(program, [...options, '--quiet', '--keep-alive', 'posix', folder], { stdio: 'ignore' });
  const isListening = () => fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => false);
  await waitUntil(isListening, { subject: `a listener on port ${port}` });
  return {
    name: 'versitygw, posix',
    url: `http://127.0.0.1:${port}`,
    bucket: 'provena',
    region: REGION,
    credentials: { accessKeyId, secretAccessKey },
    hasBuiltInObjects: false,
    async empty() {
      for (const entry of readdirSync(files)) rmSync(join(files, entry), { recursive: true });
    },
    close: () => stopProcess(child),
  };
}

async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function findFreePort(): Promise<number> {
  const server = createServer();
  const { port } = new URL(await listenOnLoopback(server));
  server.close();
  return Number(port);
}
