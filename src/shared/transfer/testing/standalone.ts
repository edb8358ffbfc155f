import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeFile } from '../../files/atomic-file.ts';
import { enableGarbageLimit } from '../../memory/garbage-limit.ts';
import type { Manifest } from '../manifest.ts';
import { openStore, type Store } from '../open-store.ts';
import type { StoreAddress, StoreCredentials } from '../store.ts';

/** The job, as JSON in the first argument. */
interface Job {
  readonly direction: 'upload' | 'download';
  readonly folder: string;
  /** Path of the manifest of an upload. An existing one is used to resume large files and to find unchanged ones. */
  readonly manifest?: string;
  /** Whether to write the manifest of the complete run, too; default false. */
  readonly writesManifest?: boolean;
  /** Default `overwrite`. */
  readonly ifExists?: 'skip-unchanged' | 'overwrite';
  readonly address: StoreAddress;
  readonly credentials: StoreCredentials;
}

/**
 * Runs the engine in its own process, for benchmarks and tests that kill it: `node standalone.ts '<job>'` prints the
 * counts of the run and what it took as JSON. SIGTERM aborts the run, as when a step is cancelled.
 */
async function main(): Promise<void> {
  // As actions do.
  enableGarbageLimit();
  // The tests and benchmarks of this repository write it.
  const job: Job = JSON.parse(process.argv[2] ?? '');
  const { address, credentials } = job;
  const controller = new AbortController();
  process.once('SIGTERM', () => controller.abort(new Error('aborted by SIGTERM')));
  const startedAt = performance.now();
  await using store = openStore({ address, credentials: async () => credentials, signal: controller.signal });
  const { isComplete, ...outcome } = await transfer(store, job);
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage();
  const cpuMilliseconds = (user + system) / 1000;
  const figures = { milliseconds, cpuMilliseconds, peakMiB: measurePeakMemory() };
  process.stdout.write(`${JSON.stringify({ ...outcome, ...figures })}\n`);
  process.exitCode = isComplete ? 0 : 1;
}

/** Actions load the engine in one piece, too: separate pieces of the bundle would contain some files twice. */
const loadEngine = () => import('../index.ts');

async function transfer(store: Store, job: Job) {
  const { direction, manifest } = job;
  const result = await (direction === 'upload' ? upload(store, job) : download(store, job));
  if (manifest !== undefined && job.writesManifest) await writeManifest(manifest, result.manifest);
  const { ended, counts, retries } = result;
  const failed = result.manifest.files.find(({ outcome }) => outcome === 'failed')?.reason;
  return { isComplete: ended === 'complete' && counts.failed === 0, ended, counts, retries, failed };
}

async function download(store: Store, { folder, ifExists = 'overwrite' }: Job) {
  const { planDownload, runDownload } = await loadEngine();
  return runDownload(store, await planDownload(store, { target: folder, ifExists }));
}

async function upload(store: Store, { folder, manifest, ifExists = 'overwrite' }: Job) {
  const { listFolder, planUpload, runUpload } = await loadEngine();
  const { files } = await listFolder({ root: folder, hidden: true, symlinks: 'follow' });
  const manifests = manifest !== undefined && existsSync(manifest) ? [await readManifest(manifest)] : [];
  const plan = await planUpload(store, { files, ifExists, manifests });
  if (manifest === undefined) return runUpload(store, plan);
  return runUpload(store, plan, { onCheckpoint: (document) => writeManifest(manifest, document) });
}

async function readManifest(path: string): Promise<Manifest> {
  const { readManifestFile } = await loadEngine();
  return readManifestFile(path);
}

async function writeManifest(path: string, document: Manifest): Promise<void> {
  const { formatManifest } = await loadEngine();
  await writeFile(path, toAsync(formatManifest(document)), { roots: [dirname(path)] });
}

async function* toAsync(pieces: Iterable<string>): AsyncGenerator<string> {
  yield* pieces;
}

/** Returns the peak memory in MiB. On Linux, `maxRSS` includes the memory of the parent process; `VmHWM` does not. */
function measurePeakMemory(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return Number(peak ?? process.resourceUsage().maxRSS) / 1024;
}

void main();
