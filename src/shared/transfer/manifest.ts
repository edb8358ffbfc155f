import { closeSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import * as z from 'zod/mini';
import { InvalidError, type Issue } from '../client/errors.ts';
import { toIssues } from '../client/http/issues.ts';
import { ArraySplitter } from '../client/json/array-splitter.ts';
import { openRegularFile } from '../files/open-regular-file.ts';
import { compareNames } from './local/local-file.ts';
import type { RecordList } from './records/record-list.ts';
import { Spool } from './records/spool.ts';

const OUTCOMES = ['uploaded', 'downloaded', 'skipped', 'ignored', 'deleted', 'failed', 'not-done'] as const;

/**
 * The outcome for a file. `skipped`: it is unchanged. `ignored`: it must not be uploaded, for
 * example because the server uses its name.
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

const ManifestHeadSchema = z.object({
  manifest: z.literal(1),
  direction: z.enum(['upload', 'download']),
  bucket: z.string(),
  prefix: z.string(),
  /** ISO 8601. */
  started: z.string(),
  finished: z.string(),
  /** `i/n` if the run transferred one of several shards. */
  shard: z.optional(z.string()),
});

const ManifestWithoutFilesSchema = z.extend(ManifestHeadSchema, { files: z.array(z.unknown()) });

/** A multipart upload that another run can resume. */
export type ManifestUpload = NonNullable<ManifestEntry['upload']>;

export type ManifestEntry = z.infer<typeof ManifestEntrySchema>;

/** The record of a run, file by file. It serves to speed up the next run, and to resume uploads. */
export interface Manifest extends z.infer<typeof ManifestHeadSchema> {
  /** Sorted by name. */
  readonly files: RecordList<ManifestEntry>;
}

/**
 * Reads a manifest from a file of any size.
 * @throws InvalidError that lists what is invalid, or the file system's error.
 */
export function readManifestFile(path: string): Manifest {
  return parseManifest(readText(path));
}

const READ_BYTES = 256 * 1024;

function* readText(path: string): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(READ_BYTES);
  const file = openRegularFile(path);
  try {
    for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer))
      yield decoder.write(buffer.subarray(0, count));
    yield decoder.end();
  } finally {
    closeSync(file);
  }
}

/** No more issues are collected. */
const MAX_ISSUES = 100;

/** Maximum length of the text before the list of files. Without a limit, a large file that is no manifest would be kept in memory. */
const MAX_HEAD_CHARACTERS = 16 * 1024 * 1024;
const NOT_A_MANIFEST = 'the file is not a manifest. Pass a file that an earlier upload or download wrote';

/**
 * Parses a manifest in JSON.
 * @throws InvalidError that lists what is invalid.
 */
export function parseManifest(pieces: Iterable<string>): Manifest {
  const files = new Spool<ManifestEntry>(compareNames);
  const issues: Issue[] = [];
  const splitter = new ArraySplitter('files', (element, index) => {
    const entry = parseJson(element);
    const parsed = ManifestEntrySchema.safeParse(entry);
    if (parsed.success) files.add(parsed.data);
    else if (issues.length < MAX_ISSUES)
      for (const issue of toIssues(parsed.error, entry))
        issues.push({ ...issue, path: ['files', index, ...issue.path] });
  });
  let length = 0;
  for (const piece of pieces) {
    splitter.write(piece);
    length += piece.length;
    if (length > MAX_HEAD_CHARACTERS && files.length === 0 && issues.length === 0)
      throw new InvalidError(NOT_A_MANIFEST);
  }
  const rest = parseJson(splitter.end());
  const head = ManifestWithoutFilesSchema.safeParse(rest);
  if (head.success && issues.length === 0) {
    const { files: _, ...fields } = head.data;
    return { ...fields, files };
  }
  const headIssues = head.success ? [] : toIssues(head.error, rest);
  throw new InvalidError(NOT_A_MANIFEST, { issues: [...headIssues, ...issues] });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidError('the manifest is not valid JSON. Pass a file that an earlier run wrote', {
      cause,
    });
  }
}

const WRITE_CHARACTERS = 64 * 1024;

/** Formats a manifest as `JSON.stringify(manifest, null, 1)` does, in pieces of about 64 KiB. */
export function* formatManifest(manifest: Manifest): Generator<string> {
  const [start, end = ''] = JSON.stringify({ ...manifest, files: ['FILES'] }, null, 1).split(
    '\n  "FILES"\n ',
  );
  if (manifest.files.length === 0) {
    yield `${start}${end}`;
    return;
  }
  let text = start ?? '';
  let separator = '\n  ';
  for (const entry of manifest.files) {
    // Line breaks in strings are escaped, so that all others are those of the format.
    text += separator + JSON.stringify(entry, null, 1).replaceAll('\n', '\n  ');
    separator = ',\n  ';
    if (text.length < WRITE_CHARACTERS) continue;
    yield text;
    text = '';
  }
  yield `${text}\n ${end}`;
}
