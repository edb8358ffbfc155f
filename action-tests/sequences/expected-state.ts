import assert from 'node:assert/strict';

/** How many records there have to be, at least and at most. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

interface Creation {
  readonly run: string;
  /** Name of the record in the registry. */
  readonly name: string;
  /** The largest number that one successful attempt had. */
  confirmed: number;
  /** The largest number that one attempt had, whatever became of it. */
  attempted: number;
}

/**
 * The records that a correct implementation leaves in the registry: one for each step and content, equal records of a
 * list by their number. A step that failed may have created its records or not.
 */
export class ExpectedState {
  readonly #creations = new Map<string, Creation>();
  readonly #ids = new Map<string, string>();
  readonly #owners = new Map<string, string>();

  /**
   * Notes what one step of an attempt creates.
   * @param step identity of the step: run, job, matrix index, step id and ordinal.
   * @param names of the records, with repetitions.
   */
  note(run: string, step: string, names: readonly string[], hasSucceeded: boolean): void {
    for (const [name, same = []] of Object.entries(Object.groupBy(names, (entry) => entry))) {
      const key = `${step}: ${name}`;
      const creation = this.#creations.get(key) ?? { run, name, confirmed: 0, attempted: 0 };
      creation.attempted = Math.max(creation.attempted, same.length);
      if (hasSucceeded) creation.confirmed = Math.max(creation.confirmed, same.length);
      this.#creations.set(key, creation);
    }
  }

  /** Notes the id that a step has output, and fails if it is another one than before or that of another step. */
  noteId(creation: string, id: string): void {
    assert.equal(id, this.#ids.get(creation) ?? id, `${creation} has another id than before`);
    const owner = this.#owners.get(id) ?? creation;
    assert.equal(owner, creation, `${creation} has the id of ${owner}`);
    this.#ids.set(creation, id);
    this.#owners.set(id, creation);
  }

  /** Expected number of records by run and name. */
  countByRun(): Map<string, Range> {
    return this.#sum(({ run, name }) => `${run} ${name}`);
  }

  #sum(keyOf: (creation: Creation) => string): Map<string, Range> {
    const sums = new Map<string, Range>();
    for (const creation of this.#creations.values()) {
      const key = keyOf(creation);
      const { least, most } = sums.get(key) ?? { least: 0, most: 0 };
      sums.set(key, { least: least + creation.confirmed, most: most + creation.attempted });
    }
    return sums;
  }
}

/** Fails if a number is outside of its range, or there are records that nothing has created. */
export function assertCounts(
  actual: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, Range>,
  kind: string,
): void {
  for (const key of actual.keys()) assert.ok(expected.has(key), `${kind} ${key} was not expected`);
  for (const [key, { least, most }] of expected) {
    const count = actual.get(key) ?? 0;
    assert.ok(count >= least && count <= most, `${count} ${kind} ${key} instead of ${least} to ${most}`);
  }
}
