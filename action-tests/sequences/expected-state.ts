import assert from 'node:assert/strict';

/** Minimum and maximum of the expected number of items. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

/** The step that creates items, in one attempt. */
export interface Creator {
  readonly run: { readonly id: string };
  /** Identity of the step: run, job, matrix index, step id and ordinal. */
  readonly identity: string;
  readonly hasSucceeded: boolean;
}

interface Creation {
  readonly run: string;
  /** Name of the item in the registry. */
  readonly name: string;
  /** The largest number that one successful attempt had. */
  confirmed: number;
  /** The largest number that one attempt had, whether or not it succeeded. */
  attempted: number;
}

/**
 * The items that a correct implementation leaves in the registry: one for each step and content, equal records of a list by
 * their number. A step that failed may have created its items or not.
 */
export class ExpectedState {
  readonly #creations = new Map<string, Creation>();
  readonly #ids = new Map<string, string>();
  readonly #owners = new Map<string, string>();

  /**
   * Records what one step of an attempt creates.
   * @param names of the items, with repetitions.
   */
  addRecords({ run, identity, hasSucceeded }: Creator, names: readonly string[]): void {
    for (const [name, same = []] of Object.entries(Object.groupBy(names, (entry) => entry))) {
      const key = `${identity}: ${name}`;
      const creation = this.#creations.get(key) ?? { run: run.id, name, confirmed: 0, attempted: 0 };
      creation.attempted = Math.max(creation.attempted, same.length);
      if (hasSucceeded) creation.confirmed = Math.max(creation.confirmed, same.length);
      this.#creations.set(key, creation);
    }
  }

  /** Records the id that a step has output, and fails if it differs from the earlier one or is that of another step. */
  addId(creation: string, id: string): void {
    assert.equal(id, this.#ids.get(creation) ?? id, `${creation} has an id other than before`);
    const owner = this.#owners.get(id) ?? creation;
    assert.equal(owner, creation, `${creation} has the id of ${owner}`);
    this.#ids.set(creation, id);
    this.#owners.set(id, creation);
  }

  /** Expected number of items by run and name. */
  countByRun(): Map<string, Range> {
    const sums = new Map<string, Range>();
    for (const { run, name, confirmed, attempted } of this.#creations.values()) {
      const { min, max } = sums.get(`${run} ${name}`) ?? { min: 0, max: 0 };
      sums.set(`${run} ${name}`, { min: min + confirmed, max: max + attempted });
    }
    return sums;
  }
}

/** Fails if a number is outside of its range, or there are items that nothing has created. */
export function assertCounts(
  actual: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, Range>,
  kind: string,
): void {
  for (const key of actual.keys()) assert.ok(expected.has(key), `${kind} ${key} was not expected`);
  for (const [key, { min, max }] of expected) {
    const count = actual.get(key) ?? 0;
    assert.ok(count >= min && count <= max, `${count} ${kind} ${key} instead of ${min} to ${max}`);
  }
}
