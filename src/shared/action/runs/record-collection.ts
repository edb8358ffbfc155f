import { ModelRunRecord } from '../../client/index.ts';
import { containsMe, replaceMe } from '../../documents/me.ts';
import { checkRecord, type LocatedRecord } from '../../documents/model-runs/check-records.ts';
import { JsonStore } from '../../documents/model-runs/json-store.ts';
import type { RecordSource } from '../../documents/model-runs/record-source.ts';
import type { Problem } from '../../documents/problem.ts';
import { createFingerprint } from '../identity/fingerprint.ts';
import { isOwnField } from '../identity/own-fields.ts';
import type { FingerprintedRecord } from './register-runs.ts';

/** What is added to all records of a collection after they were read. */
interface Additions {
  /** The person that `me` stands for. */
  person?: string | undefined;
  /** Annotations with the facts of the workflow run. */
  facts?: Readonly<Record<string, string>> | undefined;
}

/** A valid record of a collection. */
export interface StoredRecord extends LocatedRecord, FingerprintedRecord {
  /** Annotations of the document that only the actions set. They are left out. */
  readonly removedFields: readonly string[];
}

/**
 * The records of a step. Only what identifies a record is kept as it is; the records are in a compressed store, so that a
 * hundred thousand of them take little memory, and are read one after the other.
 */
export class RecordCollection {
  readonly #store = new JsonStore<ModelRunRecord>();
  readonly #additions: Additions = {};
  readonly #problems: Problem[] = [];
  readonly #valid: StoredRecord[] = [];
  #hasMe = false;

  /** Validates a record, and keeps it if it is valid. */
  add(source: RecordSource): void {
    const checked = checkRecord(source);
    if (!('record' in checked)) {
      for (const problem of checked.problems) this.#problems.push(problem);
      return;
    }
    const { record } = checked;
    const hasMe = containsMe(record, ModelRunRecord);
    this.#hasMe ||= hasMe;
    this.#valid.push(this.#keep(record, source, hasMe));
  }

  /** The valid records, in their order. */
  get valid(): readonly StoredRecord[] {
    return this.#valid;
  }

  /** What is wrong with the others. */
  get problems(): readonly Problem[] {
    return this.#problems;
  }

  /** True when a record names the user of the token as `me`. */
  get hasMe(): boolean {
    return this.#hasMe;
  }

  /** Replaces `me` by the handle of a person in all records. */
  replaceMe(person: string): void {
    this.#additions.person = person;
  }

  /** Adds annotations to all records, and removes those that only the actions set. */
  addAnnotations(facts: Readonly<Record<string, string>>): void {
    this.#additions.facts = facts;
  }

  #keep(record: ModelRunRecord, source: RecordSource, hasMe: boolean): StoredRecord {
    const store = this.#store;
    const additions = this.#additions;
    const index = store.add(record);
    return {
      get record() {
        const { person } = additions;
        const stored = store.get(index);
        const resolved = hasMe && person ? replaceMe(stored, ModelRunRecord, person) : stored;
        return additions.facts ? addAnnotations(resolved, additions.facts) : resolved;
      },
      fingerprint: createFingerprint(source.value, ['annotations']),
      source: { at: source.at, place: source.place },
      removedFields: Object.keys(record.annotations ?? {}).filter(isOwnField),
    };
  }
}

function addAnnotations(record: ModelRunRecord, facts: Readonly<Record<string, string>>): ModelRunRecord {
  const kept = Object.entries(record.annotations ?? {}).filter(([name]) => !isOwnField(name));
  return { ...record, annotations: { ...Object.fromEntries(kept), ...facts } };
}
