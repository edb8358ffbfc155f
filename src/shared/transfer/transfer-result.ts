import { getErrorMessage } from '../client/error-message.ts';
import type { ProvenaError } from '../client/index.ts';
import { type Crc32, encodeCrc32 } from './checksum.ts';
import { FileTransferError } from './errors.ts';
import { compareNames } from './local/local-file.ts';
import type { FileOutcome, Manifest, ManifestEntry } from './manifest.ts';
import type { Store } from './open-store.ts';
import type { SlowFile } from './progress.ts';
import { mergeSorted } from './records/merge-sorted.ts';
import { RecordView } from './records/record-list.ts';
import { Spool } from './records/spool.ts';

/** The result of a run. Failures of single files are part of it; they are not thrown. */
export interface TransferResult {
  /** `aborted`: by the caller's signal. `store-unavailable`: the store is unreachable or rejects the credentials. */
  readonly ended: 'complete' | 'aborted' | 'store-unavailable';
  /** Why the store is unavailable. */
  readonly error: ProvenaError | undefined;
  readonly manifest: Manifest;
  readonly counts: Readonly<Record<FileOutcome, number>>;
  /** Bytes that were transferred in this run. */
  readonly bytes: number;
  readonly milliseconds: number;
  /** Number of requests that were retried. */
  readonly retries: number;
  /** The file that took longest; undefined if no file was transferred. */
  readonly slowest: SlowFile | undefined;
}

/** An entry of a manifest, before its CRC32 is encoded. */
interface FileRecord extends Omit<ManifestEntry, 'crc32'> {
  readonly crc32?: Crc32 | undefined;
}

export class ManifestBuilder {
  readonly #store: Store;
  readonly #head: Pick<Manifest, 'direction' | 'started' | 'shard'>;
  readonly #entries = new Spool<ManifestEntry>(compareNames);
  readonly #counts: Record<FileOutcome, number> = {
    uploaded: 0,
    downloaded: 0,
    skipped: 0,
    ignored: 0,
    deleted: 0,
    failed: 0,
    'not-done': 0,
  };
  readonly #retriesBefore: number;

  constructor(store: Store, direction: Manifest['direction'], shard?: string) {
    this.#store = store;
    this.#retriesBefore = store.requester.retryCount;
    const started = new Date().toISOString();
    this.#head = shard === undefined ? { direction, started } : { direction, started, shard };
  }

  add(entry: FileRecord): void {
    const { name, key, size, sha256, etag, outcome, reason, upload } = entry;
    const crc32 = entry.crc32 === undefined ? undefined : encodeCrc32(entry.crc32);
    this.#counts[outcome] += 1;
    // In the order of the fields in the file, which has no field that is undefined.
    this.#entries.add({ name, key, size, crc32, sha256, etag, outcome, reason, upload });
  }

  /** Adds a file whose transfer threw, because the run was aborted or the file failed. */
  addFailure(entry: Omit<FileRecord, 'outcome' | 'reason'>, error: unknown): void {
    const wasAborted = this.#store.signal.aborted && !(error instanceof FileTransferError);
    if (wasAborted)
      this.add({ ...entry, outcome: 'not-done', reason: 'the transfer ended before it was complete' });
    else this.add({ ...entry, outcome: 'failed', reason: getErrorMessage(error) });
  }

  /** Number of files that failed or were not transferred completely. */
  get incompleteCount(): number {
    return this.#counts.failed + this.#counts['not-done'];
  }

  /** The manifest of what was done so far, and of files in progress. */
  snapshot(inProgress: readonly ManifestEntry[] = []): Manifest {
    const { address } = this.#store;
    const sorted = inProgress.toSorted(compareNames);
    return {
      manifest: 1,
      ...this.#head,
      bucket: address.bucket,
      prefix: address.prefix,
      finished: new Date().toISOString(),
      files:
        sorted.length === 0
          ? this.#entries
          : new RecordView(
              () => this.#entries.length + sorted.length,
              () => mergeSorted([this.#entries, sorted], compareNames),
            ),
    };
  }

  build(meter: { milliseconds: number; bytes: number; slowest: SlowFile | undefined }): TransferResult {
    const error = this.#store.getAbortError();
    // A run that was aborted after its last file has done all its work.
    const isAborted = this.#store.signal.aborted && this.#counts['not-done'] > 0;
    return {
      ended: error ? 'store-unavailable' : isAborted ? 'aborted' : 'complete',
      error,
      manifest: this.snapshot(),
      counts: { ...this.#counts },
      ...meter,
      retries: this.#store.requester.retryCount - this.#retriesBefore,
    };
  }
}
