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

/** The compressed records of a collection, and what is added to all of them after they were read. */
interface Contents {
  readonly jsonStore: JsonStore<ModelRunRecord>;
  /** Handle of the person that replaces `me`. */
  person?: string;
  /** Annotations that describe the workflow run. */
  annotations?: Readonly<Record<string, string>>;
}

/** Shared by most records. */
const NO_FIELDS: readonly string[] = [];

/** A valid record of a collection. It is decompressed at each access. */
class StoredRecord implements LocatedRecord, FingerprintedRecord {
  readonly fingerprint: string;
  readonly defaultFields: readonly string[];
  readonly source: LocatedRecord['source'];
  /** Annotations of the document that only the actions set. They are left out. */
  readonly removedFields: readonly string[];
  readonly #contents: Contents;
  readonly #index: number;
  readonly #hasMe: boolean;

  constructor(
    record: ModelRunRecord,
    { value, at, place }: RecordSource,
    hasMe: boolean,
    contents: Contents,
  ) {
    const { removed } = splitReservedFields(record.annotations ?? {});
    this.fingerprint = createRecordFingerprint(value);
    this.defaultFields = listDefaultTimes(value);
    this.source = { at, place };
    this.removedFields = removed.length === 0 ? NO_FIELDS : removed;
    this.#contents = contents;
    this.#index = contents.jsonStore.add(record);
    this.#hasMe = hasMe;
  }

  get record(): ModelRunRecord {
    const { jsonStore, person, annotations } = this.#contents;
    const stored = jsonStore.get(this.#index);
    const resolved = this.#hasMe && person ? replaceMe(stored, ModelRunRecord, person) : stored;
    return annotations ? addAnnotations(resolved, annotations) : resolved;
  }
}

/**
 * The records of a step. Only what identifies a record is kept uncompressed, so that a hundred thousand records take
 * little memory. They are decompressed one after the other.
 */
export class RecordCollection {
  readonly #contents: Contents = { jsonStore: new JsonStore() };
  /** The problems of the invalid records. */
  readonly problems = new ProblemList();
  readonly #valid: StoredRecord[] = [];
  #hasMe = false;

  /** Validates a record, and adds it if it is valid. */
  add(source: RecordSource): void {
    const checked = checkRecord(source);
    if ('record' in checked) this.addValid(checked);
    else this.problems.add(checked.problems);
  }

  addValid({ record, source }: CheckedRecord): void {
    const hasMe = containsMe(record, ModelRunRecord);
    this.#hasMe ||= hasMe;
    this.#valid.push(new StoredRecord(record, source, hasMe, this.#contents));
  }

  get valid(): readonly StoredRecord[] {
    return this.#valid;
  }

  /** True when a record names the user of the token as `me`. */
  get hasMe(): boolean {
    return this.#hasMe;
  }

  /** Replaces `me` by the handle of a person in all records. */
  replaceMe(person: string): void {
    this.#contents.person = person;
  }

  /** Adds annotations to all records, and removes those that only the actions set. */
  addAnnotations(annotations: Readonly<Record<string, string>>): void {
    this.#contents.annotations = annotations;
  }
}

function addAnnotations(record: ModelRunRecord, added: Readonly<Record<string, string>>): ModelRunRecord {
  const { userFields } = splitReservedFields(record.annotations ?? {});
  return { ...record, annotations: { ...userFields, ...added } };
}
