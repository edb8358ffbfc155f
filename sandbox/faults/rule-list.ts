/** How often a rule applies; a missing field is no limit. */
type RuleLimits = {
  readonly probability?: number | null;
  /** Number of matches before the first fault. */
  readonly after?: number | null;
  /** Number of faults after which the rule ends. */
  readonly times?: number | null;
};

type Entry<Rule> = { id: number; rule: Rule; matched: number; applied: number };

/** The fault rules of the services, or of the store. */
export class RuleList<Rule extends RuleLimits> {
  readonly #entries = new Map<number, Entry<Rule>>();
  #last = 0;

  /** @returns the id of the rule */
  add(rule: Rule): number {
    const id = ++this.#last;
    this.#entries.set(id, { id, rule, matched: 0, applied: 0 });
    return id;
  }

  remove(id: number): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }

  list(): Entry<Rule>[] {
    return [...this.#entries.values()];
  }

  /** The rules to apply, of those that match a request or job. Each call counts as one. */
  apply(matches: (rule: Rule) => boolean): Rule[] {
    return this.list().flatMap((entry) => (matches(entry.rule) && count(entry) ? [entry.rule] : []));
  }
}

/** Counts a match of a rule. @returns whether the rule applies to it */
function count(entry: Entry<RuleLimits>): boolean {
  const { probability, after, times } = entry.rule;
  if (entry.applied >= (times ?? Number.POSITIVE_INFINITY)) return false;
  if (entry.matched++ < (after ?? 0) || Math.random() >= (probability ?? 1)) return false;
  entry.applied++;
  return true;
}
