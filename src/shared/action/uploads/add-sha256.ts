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

/** Adds the SHA-256 of every downloaded or unchanged file to a manifest. Reads all files again. */
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
    files.add(path ? { ...entry, sha256: await computeSha256(path, signal) } : entry);
  }
  return { ...manifest, files };
}

async function computeSha256(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
