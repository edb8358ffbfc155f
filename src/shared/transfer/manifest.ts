import * as z from 'zod/mini';
import { InvalidError } from '../client/index.ts';

const OUTCOMES = ['uploaded', 'downloaded', 'skipped', 'ignored', 'deleted', 'failed', 'not-done'] as const;

/**
 * The outcome for a file. `skipped`: it is unchanged. `ignored`: it cannot be uploaded, because the server uses its name.
 * `not-done`: the run ended before the file was transferred completely.
 */
export type FileOutcome = (typeof OUTCOMES)[number];

const ManifestEntrySchema = z.object({
  /** The name below the dataset's folder, with `/` between folders. */
  name: z.string(),
  key: z.string(),
  /** Bytes. */
  size: z.number(),
  /** CRC32 of the bytes that were sent or written, in base64 as in S3's headers. */
  crc32: z.optional(z.string()),
  /** In hexadecimal, if requested. */
  sha256: z.optional(z.string()),
  /** The object's entity tag. While it is unchanged, so is the object. */
  etag: z.optional(z.string()),
  outcome: z.enum(OUTCOMES),
  /** For a file that was not completed: the multipart upload and the parts that the store has acknowledged. */
  upload: z.optional(
    z.object({
      id: z.string(),
      parts: z.array(z.object({ number: z.number(), etag: z.string(), crc32: z.string() })),
    }),
  ),
  /** The reason for the outcome, if there is more to report. */
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
  /** `i/n` if the run transferred one of several shards. */
  shard: z.optional(z.string()),
  files: z.array(ManifestEntrySchema),
});

/** A multipart upload that another run can resume. */
export type ManifestUpload = NonNullable<ManifestEntry['upload']>;

/** The record of one file. */
export type ManifestEntry = z.infer<typeof ManifestEntrySchema>;

/** The record of a run, file by file. It serves to verify the store and to speed up the next run. */
export type Manifest = z.infer<typeof Manifest>;

/**
 * Parses a manifest in JSON.
 * @throws InvalidError that lists what is invalid.
 */
export function parseManifest(text: string): Manifest {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new InvalidError('the manifest is not valid JSON. Pass a file that an earlier run wrote', {
      cause,
    });
  }
  const parsed = Manifest.safeParse(document);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message, code }) => ({
    path: path.map((step) => (typeof step === 'symbol' ? String(step) : step)),
    message,
    code: code ?? 'form',
  }));
  throw new InvalidError('the file is not a manifest of an upload or download', { issues });
}
