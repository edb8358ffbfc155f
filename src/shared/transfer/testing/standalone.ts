import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { writeFile } from '../../files/atomic-file.ts';
import { enableGarbageLimit } from '../../memory/garbage-limit.ts';
import {
  formatManifest,
  listFolder,
  type Manifest,
  openStore,
  planDownload,
  planUpload,
  readManifestFile,
  runDownload,
  runUpload,
  type Store,
  verifyManifests,
} from '../index.ts';

/** The job, as JSON in the first argument. */
const Job = z.object({
  /** `verify` compares the store with the manifest of an upload. */
  direction: z.enum(['upload', 'download', 'verify']),
  folder: z.string(),
  /** Path of the manifest of an upload. An existing one is used to resume large files and to find unchanged ones. */
  manifest: z.optional(z.string()),
  /** Whether to write the manifest of the complete run, too; default false. */
  writesManifest: z.optional(z.boolean()),
  /** Default `overwrite`. */
  ifExists: z.optional(z.enum(['skip-unchanged', 'overwrite'])),
  address: z.object({ bucket: z.string(), prefix: z.string(), region: z.string(), endpoint: z.string() }),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.optional(z.string()),
  }),
});

type Job = z.infer<typeof Job>;

/**
 * Runs the engine in its own process, for benchmarks and tests that kill it: `node standalone.ts '<job>'` prints the
 * counts of the run and what it took as JSON. SIGTERM aborts the run, as when a step is cancelled.
 */
async function main(): Promise<void> {
  // As actions do.
  enableGarbageLimit();
  const job = Job.parse(JSON.parse(process.argv[2] ?? ''));
  const { address, credentials } = job;
  const controller = new AbortController();
  process.once('SIGTERM', () => controller.abort(new Error('aborted by SIGTERM')));
  const startedAt = performance.now();
  await using store = openStore({ address, credentials: async () => credentials, signal: controller.signal });
  const { isComplete, ...outcome } =
    job.direction === 'verify' ? await verify(store, job) : await transfer(store, job);
  const milliseconds = performance.now() - startedAt;
  const { user, system } = process.cpuUsage();
  const cpuMilliseconds = (user + system) / 1000;
  const figures = { milliseconds, cpuMilliseconds, peakMiB: measurePeakMemory() };
  process.stdout.write(`${JSON.stringify({ ...outcome, ...figures })}\n`);
  process.exitCode = isComplete ? 0 : 1;
}

async function verify(store: Store, { manifest = '' }: Job) {
  const { matchCount, mismatches, unlisted } = await verifyManifests(store, [readManifestFile(manifest)]);
  const isComplete = mismatches.length === 0 && unlisted.length === 0;
  return { isComplete, matchCount, mismatches: mismatches.slice(0, 5), unlisted: unlisted.slice(0, 5) };
}

async function transfer(store: Store, job: Job) {
  const { direction, folder, manifest, ifExists = 'overwrite' } = job;
  const result =
    direction === 'upload'
      ? await upload(store, job)
      : await runDownload(store, await planDownload(store, { target: folder, ifExists }));
  if (manifest !== undefined && job.writesManifest) await writeManifest(manifest, result.manifest);
  const { ended, counts, retries } = result;
  const failed = result.manifest.files.find(({ outcome }) => outcome === 'failed')?.reason;
  return { isComplete: ended === 'complete' && counts.failed === 0, ended, counts, retries, failed };
}

async function upload(store: Store, { folder, manifest, ifExists = 'overwrite' }: Job) {
  const { files } = await listFolder({ root: folder, hidden: true, symlinks: 'follow' });
  const manifests = manifest !== undefined && existsSync(manifest) ? [readManifestFile(manifest)] : [];
  const plan = await planUpload(store, { files, ifExists, manifests });
  if (manifest === undefined) return runUpload(store, plan);
  return runUpload(store, plan, { onCheckpoint: (document) => writeManifest(manifest, document) });
}

async function writeManifest(path: string, document: Manifest): Promise<void> {
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
