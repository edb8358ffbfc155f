import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import {
  compareNames,
  type DownloadPlan,
  type Manifest,
  type ManifestEntry,
  SortedLookup,
  Spool,
} from '../../transfer/index.ts';

/**
 * Adds the SHA-256 of every downloaded or unchanged file to a manifest. Reads all files again. When `signal` is aborted,
 * the remaining files get none, so that the manifest of a cancelled step can be saved.
 */
export async function addSha256(
  manifest: Manifest,
  plan: DownloadPlan,
  signal: AbortSignal,
): Promise<Manifest> {
  const downloads = new SortedLookup(plan.downloads, ({ name }) => name);
  const files = new Spool<ManifestEntry>(compareNames);
  for (const entry of manifest.files) {
    const isLocal = entry.outcome === 'downloaded' || entry.outcome === 'skipped';
    const path = isLocal ? downloads.find(entry.name)?.path : undefined;
    const sha256 = path === undefined ? undefined : await computeSha256(path, signal);
    files.add(sha256 === undefined ? entry : { ...entry, sha256 });
  }
  return { ...manifest, files };
}

/** @returns undefined if the signal is aborted. */
async function computeSha256(path: string, signal: AbortSignal): Promise<string | undefined> {
  if (signal.aborted) return undefined;
  const hash = createHash('sha256');
  try {
    await pipeline(createReadStream(path), hash, { signal });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error;
  }
  return hash.digest('hex');
}
