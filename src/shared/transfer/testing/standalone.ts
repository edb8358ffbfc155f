import { existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import { writeFileSync } from '../../files/atomic-file.ts';
import {
  listFolder,
  type Manifest,
  openStore,
  planDownload,
  planUpload,
  readManifestFile,
  runDownload,
  runUpload,
} from '../index.ts';

/** The job, as JSON in the first argument. */
const Job = z.object({
  direction: z.enum(['upload', 'download']),
  folder: z.string(),
  /** Path of the manifest of an upload. An existing one is used to resume large files. */
  manifest: z.optional(z.string()),
  address: z.object({ bucket: z.string(), prefix: z.string(), region: z.string(), endpoint: z.string() }),
  credentials: z.object({
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
    sessionToken: z.optional(z.string()),
  }),
});

/**
 * Runs the engine in its own process, for benchmarks and tests that kill it: `node standalone.ts '<job>'` prints the
 * counts of the run and its peak memory as JSON. SIGTERM aborts the run, as when a step is cancelled.
 */
async function main(): Promise<void> {
  const { direction, folder, manifest, address, credentials } = Job.parse(JSON.parse(process.argv[2] ?? ''));
  const controller = new AbortController();
  process.once('SIGTERM', () => controller.abort(new Error('aborted by SIGTERM')));
  await using store = openStore({ address, credentials: async () => credentials, signal: controller.signal });
  const result =
    direction === 'upload'
      ? await runUpload(
          store,
          await planUpload(store, {
            files: (await listFolder({ root: folder, hidden: true, symlinks: 'follow' })).files,
            ifExists: 'overwrite',
            known: manifest !== undefined && existsSync(manifest) ? [readManifestFile(manifest)] : [],
          }),
          manifest === undefined
            ? {}
            : { onCheckpoint: async (document) => writeCheckpoint(manifest, document) },
        )
      : await runDownload(store, await planDownload(store, { target: folder, ifExists: 'overwrite' }));
  const { ended, counts, retries, milliseconds } = result;
  const failed = result.manifest.files.find(({ outcome }) => outcome === 'failed')?.reason;
  const peakMiB = measurePeakMemory();
  process.stdout.write(`${JSON.stringify({ ended, counts, retries, milliseconds, peakMiB, failed })}\n`);
  process.exitCode = ended === 'complete' && counts.failed === 0 ? 0 : 1;
}

function writeCheckpoint(path: string, document: Manifest): void {
  writeFileSync(path, JSON.stringify(document), { roots: [dirname(path)] });
}

/** Returns the peak memory in MiB. On Linux, `maxRSS` includes the memory of the parent process; `VmHWM` does not. */
function measurePeakMemory(): number {
  const status = '/proc/self/status';
  const peak = existsSync(status) ? /VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1] : undefined;
  return Number(peak ?? process.resourceUsage().maxRSS) / 1024;
}

void main();
