import type { ModelRunRecord, Provena } from '../../client/index.ts';
import { createRecordKey, FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';
import type { IdempotencyKey } from '../idempotency/idempotency-key.ts';
import type { Log } from '../runner/log/log.ts';

/**
 * A record and the fingerprint of the document it was read from. In a long list, `record` is decompressed
 * at each access.
 */
export interface FingerprintedRecord {
  readonly record: ModelRunRecord;
  readonly fingerprint: string;
  /**
   * Fields whose values differ in each execution: times that the document omits or sets to `now`, and in a plan the outputs
   * that a command is to write.
   */
  readonly defaultFields?: readonly string[] | undefined;
}

export interface StepRecords {
  readonly records: readonly FingerprintedRecord[];
  /** True to send a single record as a batch, too. */
  readonly isBatch: boolean;
}

export const CONCURRENT_REQUESTS = 4;

export interface RegisterOptions {
  readonly provena: Provena;
  readonly key: IdempotencyKey;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Called with the session of each accepted request, immediately. */
  readonly onSession: (session: string) => void;
}

/**
 * A record and its key: the key of the step, with the position of the record if it is part of a list. Key and record are
 * computed at each access, so that a list of 100,000 records needs little memory.
 */
export class KeyedRecord implements FingerprintedRecord {
  readonly #source: FingerprintedRecord;
  readonly #stepKey: string;
  readonly #index: number | undefined;

  constructor(source: FingerprintedRecord, stepKey: string, index?: number) {
    this.#source = source;
    this.#stepKey = stepKey;
    this.#index = index;
  }

  get key(): string {
    return this.#index === undefined ? this.#stepKey : createRecordKey(this.#stepKey, this.#index);
  }

  get record(): ModelRunRecord {
    return this.#source.record;
  }

  get fingerprint(): string {
    return this.#source.fingerprint;
  }

  get defaultFields(): readonly string[] | undefined {
    return this.#source.defaultFields;
  }
}

/** The record as it is sent: with key and fingerprint, which replace those of the document. */
export function addReservedAnnotations({ record, key, fingerprint }: KeyedRecord): ModelRunRecord {
  return {
    ...record,
    annotations: { ...record.annotations, [KEY_FIELD]: key, [FINGERPRINT_FIELD]: fingerprint },
  };
}
