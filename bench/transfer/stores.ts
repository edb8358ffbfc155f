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
  readonly credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  /** File with the certificate of a store with TLS. */
  readonly certificate?: string;
  /** Whether it serves trees without an upload. */
  readonly hasBuiltInObjects: boolean;
  empty(): Promise<void>;
  close(): Promise<void>;
}

/** The bucket and region of all stores. */
export const BUCKET = 'provena';
export const REGION = 'ap-southeast-2';

/** The part of a job of the engine that describes the store. */
export function toConnection({ url, credentials }: BenchStore, prefix: string) {
  return { address: { bucket: BUCKET, prefix, region: REGION, endpoint: url }, credentials };
}

export async function startSandboxStore(folder: string): Promise<BenchStore> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'sandbox-store.ts'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { url, ...credentials } = JSON.parse((await lines.next()).value ?? '{}');
  return {
    name: "the sandbox's store",
    url,
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
interface Network {
  /** Delay added to each response, in milliseconds. */
  readonly delayMs: number;
  /** Limit for all connections together, in each direction; 0 for no limit. */
  readonly bytesPerSecond: number;
}

/**
 * A store that discards uploads and serves zeros, so that the client and the network are measured.
 * @param tlsFolder folder for a new certificate, for TLS.
 */
export async function startNullStore(network: Network, tlsFolder?: string): Promise<BenchStore> {
  const certificate = tlsFolder === undefined ? undefined : await writeCertificate(tlsFolder);
  const args = [
    join(import.meta.dirname, 'null-store.ts'),
    `${network.delayMs}`,
    `${network.bytesPerSecond}`,
  ];
  if (certificate !== undefined) args.push(certificate);
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tls = certificate === undefined ? '' : ' over TLS';
  return {
    name: `a null store (discards uploads, serves zeros)${tls}${formatNetwork(network)}`,
    url: (await lines.next()).value ?? '',
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
    ...(certificate === undefined ? {} : { certificate }),
    hasBuiltInObjects: true,
    empty: async () => {},
    close: () => stopProcess(child),
  };
}

async function writeCertificate(folder: string): Promise<string> {
  const { createCertificate } = await import('../../src/shared/client/testing/certificate.ts');
  const { cert, key } = createCertificate();
  const certificate = join(folder, 'certificate.pem');
  writeFileSync(certificate, `${cert}${key}`);
  return certificate;
}

function formatNetwork({ delayMs, bytesPerSecond }: Network): string {
  const delay = delayMs > 0 ? `, ${delayMs} ms added to each request` : '';
  return bytesPerSecond > 0 ? `${delay}, limited to ${bytesPerSecond / 1024 ** 2} MiB/s` : delay;
}

/** versitygw with a folder; undefined if the program is not installed. */
export async function startVersityStore(program: string, folder: string): Promise<BenchStore | undefined> {
  if (!existsSync(program)) return undefined;
  const [accessKeyId, secretAccessKey, port] = ['bench', 'benchbench', await findFreePort()];
  const files = join(folder, BUCKET);
  mkdirSync(files, { recursive: true });
  const options = Object.entries({ access: accessKeyId, secret: secretAccessKey, region: REGION });
  const args = options.flatMap(([name, value]) => [`--${name}`, value]);
  args.push('--port', `127.0.0.1:${port}`, '--quiet', '--keep-alive', 'posix', folder);
  const child = spawn(program, args, { stdio: 'ignore' });
  const isListening = () => fetch(`http://127.0.0.1:${port}/`).then(Boolean, () => false);
  await waitUntil(isListening, { subject: `a listener on port ${port}` });
  return {
    name: 'versitygw, posix',
    url: `http://127.0.0.1:${port}`,
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
