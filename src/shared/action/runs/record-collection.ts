import { ModelRunRecord } from '../../client/index.ts';
import { containsMe, replaceMe } from '../../documents/me.ts';
import {
  type CheckedRecord,
  checkRecord,
  type LocatedRecord,
} from '../../documents/model-runs/check-records.ts';
import { JsonStore } from '../../documents/model-runs/json-store.ts';
import type { RecordSource } from '../../documents/model-runs/record-source.ts';
import { ProblemList } from '../../documents/problem.ts';
import { splitReservedFields } from '../idempotency/reserved-fields.ts';
import { createRecordFingerprint } from './record-fingerprint.ts';
import { type FingerprintedRecord, listDefaultTimes } from './step-records.ts';

/** Shared by most records. */
const NO_FIELDS: readonly string[] = [];

/** A valid record of a collection. It is decompressed at each access. */
class StoredRecord implements LocatedRecord, FingerprintedRecord {
  readonly fingerprint: string;
  readonly defaultFields: readonly string[];
  readonly source: LocatedRecord['source'];
  /** Annotations of the document that only the actions set. They are left out. */
  readonly removedFields: readonly string[];
  readonly #collection: RecordCollection;
  readonly #index: number;
  readonly #hasMe: boolean;

  constructor(
    record: ModelRunRecord,
    { value, at, place }: RecordSource,
    hasMe: boolean,
    collection: RecordCollection,
  ) {
    const { removed } = splitReservedFields(record.annotations ?? {});
    this.fingerprint = createRecordFingerprint(value);
    this.defaultFields = listDefaultTimes(value);
    this.source = { at, place };
    this.removedFields = removed.length === 0 ? NO_FIELDS : removed;
    this.#collection = collection;
    this.#index = collection.jsonStore.add(record);
    this.#hasMe = hasMe;
  }

  get record(): ModelRunRecord {
    const { jsonStore, person, annotations } = this.#collection;
    const stored = jsonStore.get(this.#index);
    const record = this.#hasMe && person ? replaceMe(stored, ModelRunRecord, person) : stored;
    if (!annotations) return record;
    const { userFields } = splitReservedFields(record.annotations ?? {});
    return { ...record, annotations: { ...userFields, ...annotations } };
  }
}

/**
 * The records of a step. Only what identifies a record is kept uncompressed, so that a hundred thousand records take
 * little memory. They are decompressed one after the other.
 */
export class RecordCollection {
  readonly jsonStore = new JsonStore<ModelRunRecord>();
  readonly valid: StoredRecord[] = [];
  /** The problems of the invalid records. */
  readonly problems = new ProblemList();
  /** True when a record names the user of the token as `me`. */
  hasMe = false;
  /** Handle of the person that replaces `me` in all records. */
  person: string | undefined;
  /** Annotations of the workflow run. Once they are set, all records have them instead of those that only the actions set. */
  annotations: Readonly<Record<string, string>> | undefined;

  /** Validates a record, and adds it if it is valid. */
  add(source: RecordSource): void {
    const checked = checkRecord(source);
    if ('record' in checked) this.addValid(checked);
    else this.problems.add(checked.problems);
  }

  addValid({ record, source }: CheckedRecord): void {
    const hasMe = containsMe(record, ModelRunRecord);
    this.hasMe ||= hasMe;
    this.valid.push(new StoredRecord(record, source, hasMe, this));
  }
}
