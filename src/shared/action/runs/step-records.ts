import type { ModelRunRecord } from '../../client/index.ts';
import { getChild, type Json } from '../../documents/json.ts';
import { createRecordKey, FINGERPRINT_FIELD, KEY_FIELD } from '../../jobs/record-identity.ts';

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

/**
 * A record and its key: the key of the step, with the position of the record if it is part of a list. Key and record are
 * computed at each access, so that a list of 100,000 records needs little memory.
 */
export class KeyedRecord implements FingerprintedRecord {
  readonly fingerprint: string;
  readonly defaultFields: FingerprintedRecord['defaultFields'];
  readonly #source: FingerprintedRecord;
  readonly #stepKey: string;
  readonly #index: number | undefined;

  constructor(source: FingerprintedRecord, stepKey: string, index?: number) {
    this.fingerprint = source.fingerprint;
    this.defaultFields = source.defaultFields;
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
}

/** The record as it is sent: with key and fingerprint, which replace those of the document. */
export function addReservedAnnotations({ record, key, fingerprint }: KeyedRecord): ModelRunRecord {
  return {
    ...record,
    annotations: { ...record.annotations, [KEY_FIELD]: key, [FINGERPRINT_FIELD]: fingerprint },
  };
}

/** The time fields that the document of a run omits or sets to `now`. Runs share these lists. */
export function listDefaultTimes(value: Json | undefined): readonly string[] {
  const isDefault = (field: string): boolean => {
    const time = getChild(value, field);
    return time === undefined || time === 'now';
  };
  const [none, start, end, both] = DEFAULT_TIMES;
  if (isDefault('start_time')) return isDefault('end_time') ? both : start;
  return isDefault('end_time') ? end : none;
}

const DEFAULT_TIMES = [[], ['start_time'], ['end_time'], ['start_time', 'end_time']] as const;
