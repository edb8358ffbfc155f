import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { DownloadPlan, Manifest } from '../../transfer/index.ts';

/** Adds the SHA-256 of every downloaded or unchanged file to a manifest. Reads all files again. */
export async function addSha256(
  manifest: Manifest,
  plan: DownloadPlan,
  signal: AbortSignal,
): Promise<Manifest> {
  const paths = new Map(plan.downloads.map(({ name, path }) => [name, path]));
  const files: Manifest['files'] = [];
  for (const entry of manifest.files) {
    const path = entry.outcome === 'downloaded' || entry.outcome === 'skipped' ? paths.get(entry.name) : '';
    files.push(path ? { ...entry, sha256: await computeSha256(path, signal) } : entry);
  }
  return { ...manifest, files };
}

async function computeSha256(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash, { signal });
  return hash.digest('hex');
}
