import { getErrorMessage } from '../../client/error-message.ts';
import { encodeCrc32 } from '../checksum.ts';
import type { Manifest, ManifestEntry, ManifestUpload } from '../manifest.ts';
import type { StoredPart } from '../s3/multipart.ts';
import type { LogFunction } from '../store.ts';
import type { ManifestBuilder } from '../transfer-result.ts';
import type { PlannedUpload } from './plan-upload.ts';

/** Receives the manifest of an incomplete run, to save it in case the process is killed. */
export type CheckpointHandler = (manifest: Manifest) => Promise<void>;

type RecordedPart = Omit<StoredPart, 'size'>;

interface UploadInProgress {
  readonly entry: PlannedUpload;
  readonly id: string;
  readonly parts: Map<number, RecordedPart>;
}

/** Minimum time between checkpoints; ten times the duration of the last one, if that is longer. */
const MIN_INTERVAL_MS = 1_000;
const INTERVAL_FACTOR = 10;

/**
 * Records the acknowledged parts of the files in progress. Provena's credentials cannot list them, so only this record
 * lets a later run resume an upload.
 */
export class UploadProgress {
  readonly #manifest: ManifestBuilder;
  readonly #log: LogFunction;
  readonly #onCheckpoint: CheckpointHandler | undefined;
  readonly #uploads = new Map<string, UploadInProgress>();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #nextAt = 0;
  #hasWarned = false;

  constructor(manifest: ManifestBuilder, log: LogFunction, onCheckpoint: CheckpointHandler | undefined) {
    this.#manifest = manifest;
    this.#log = log;
    this.#onCheckpoint = onCheckpoint;
  }

  /**
   * Records an upload before its first part is sent, so that a later run resumes it instead of creating another one.
   * @param parts parts that an earlier run stored.
   */
  add(entry: PlannedUpload, id: string, parts: Iterable<RecordedPart>): void {
    const byNumber = new Map([...parts].map((part) => [part.number, part]));
    this.#uploads.set(entry.key, { entry, id, parts: byNumber });
    this.#schedule();
  }

  addPart({ key }: PlannedUpload, part: RecordedPart): void {
    this.#uploads.get(key)?.parts.set(part.number, part);
    this.#schedule();
  }

  /** Removes a file after its upload was completed or aborted, or after its failure was added to the manifest. */
  remove({ key }: PlannedUpload): void {
    this.#uploads.delete(key);
  }

  /** Returns what a later run needs to resume the upload of a file. */
  get({ key }: PlannedUpload): ManifestUpload | undefined {
    const upload = this.#uploads.get(key);
    if (!upload) return undefined;
    const parts = [...upload.parts.values()].sort((a, b) => a.number - b.number);
    return {
      id: upload.id,
      parts: parts.flatMap(({ number, etag, crc32 }) =>
        crc32 === undefined ? [] : [{ number, etag, crc32: encodeCrc32(crc32) }],
      ),
    };
  }

  /** Stops the checkpoints, and waits for the one that is in progress. */
  async stop(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (!this.#onCheckpoint || this.#timer) return;
    const waitMs = Math.max(0, this.#nextAt - performance.now());
    this.#timer = setTimeout(() => {
      this.#running = this.#checkpoint();
    }, waitMs);
  }

  async #checkpoint(): Promise<void> {
    const startedAt = performance.now();
    try {
      await this.#onCheckpoint?.(this.#snapshot());
    } catch (error) {
      // The next one may succeed. One annotation is enough.
      this.#log(
        this.#hasWarned ? 'debug' : 'warning',
        `cannot save the progress of the upload: ${getErrorMessage(error)}`,
      );
      this.#hasWarned = true;
    }
    const tookMs = performance.now() - startedAt;
    this.#nextAt = performance.now() + Math.max(MIN_INTERVAL_MS, tookMs * INTERVAL_FACTOR);
    this.#timer = undefined;
  }

  #snapshot(): Manifest {
    const inProgress = [...this.#uploads.values()].flatMap(({ entry }): ManifestEntry[] => {
      const upload = this.get(entry);
      const { name, key, file } = entry;
      return upload ? [{ name, key, size: file.size, outcome: 'not-done', upload }] : [];
    });
    return this.#manifest.snapshot(inProgress);
  }
}
