/** A fault, and how often it applies; a missing field is no limit. */
type Limits = {
  readonly fault: string;
  readonly probability?: number | null;
  /** Number of matches before the first fault. */
  readonly after?: number | null;
  /** Number of faults after which the rule ends. */
  readonly times?: number | null;
};

type Entry<Rule> = { id: number; rule: Rule; matched: number; applied: number };

/** The fault rules of the services, or of the store. */
export class RuleList<Rule extends Limits> {
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

  /**
   * The rules to apply, of those that match a request or job. Each call counts as one. Of the rules of one group, by default
   * those with one fault, only the first applies, so that the others are left for the next request.
   */
  apply(matches: (rule: Rule) => boolean, getGroup = ({ fault }: Rule): string => fault): Rule[] {
    const applied = new Map<string, Rule>();
    for (const entry of this.#entries.values()) {
      const { rule } = entry;
      if (!matches(rule) || !countMatch(entry) || applied.has(getGroup(rule))) continue;
      entry.applied++;
      applied.set(getGroup(rule), rule);
    }
    return [...applied.values()];
  }
}

/** Counts a match of a rule. @returns whether its limits let the rule apply to it */
function countMatch(entry: Entry<Limits>): boolean {
  const { probability, after, times } = entry.rule;
  if (entry.applied >= (times ?? Number.POSITIVE_INFINITY)) return false;
  return entry.matched++ >= (after ?? 0) && Math.random() < (probability ?? 1);
}
