import * as z from 'zod/mini';
import { InvalidError } from '../client/index.ts';

/** What became of a file. `not-done`: the run ended before its turn, or while it was under way. */
export type FileOutcome = 'uploaded' | 'downloaded' | 'skipped' | 'deleted' | 'failed' | 'not-done';

const ManifestEntrySchema = z.object({
  /** The name below the dataset's folder, with `/` between folders. */
  name: z.string(),
  key: z.string(),
  /** Bytes. */
  size: z.number(),
  /** Base64 of the four bytes, as S3 writes it. Of the bytes that were sent, or that were written. */
  crc32: z.optional(z.string()),
  /** Hexadecimal, where it was asked for. */
  sha256: z.optional(z.string()),
  /** The store's entity tag and time of writing: while both stand, the object is still the one described here. */
  etag: z.optional(z.string()),
  outcome: z.enum(['uploaded', 'downloaded', 'skipped', 'deleted', 'failed', 'not-done']),
  /** Why, where the outcome does not say it all. */
  reason: z.optional(z.string()),
});

const Manifest = z.object({
  manifest: z.literal(1),
  direction: z.enum(['upload', 'download']),
  bucket: z.string(),
  prefix: z.string(),
  /** ISO 8601. */
  started: z.string(),
  finished: z.string(),
  /** `i/n` where the run was one of several. */
  shard: z.optional(z.string()),
  files: z.array(ManifestEntrySchema),
});

/** What became of one file. */
export type ManifestEntry = z.infer<typeof ManifestEntrySchema>;

/** What a run did, file by file: the record to keep, to verify by, and to give to the next run. */
export type Manifest = z.infer<typeof Manifest>;

/** Reads a manifest that was written as JSON. An {@link InvalidError} says what is wrong with it. */
export function parseManifest(text: string): Manifest {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidError('the manifest is not JSON; give the file that an earlier run wrote', { cause });
  }
  const found = Manifest.safeParse(document);
  if (found.success) return found.data;
  const issues = found.error.issues.map(({ path, message, code }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
    code: code ?? 'form',
  }));
  throw new InvalidError('the manifest is not one that a run of this program wrote', { issues });
}
