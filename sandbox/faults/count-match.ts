/** How often a rule applies; a missing field is no limit. */
type RuleLimits = {
  readonly probability?: number | null;
  /** Number of matches before the first fault. */
  readonly after?: number | null;
  /** Number of faults after which the rule ends. */
  readonly times?: number | null;
};

/** Counts a match of a rule. @returns whether the rule applies to it */
export function countMatch(
  counts: { matched: number; applied: number },
  { probability, after, times }: RuleLimits,
): boolean {
  if (counts.applied >= (times ?? Number.POSITIVE_INFINITY)) return false;
  if (counts.matched++ < (after ?? 0) || Math.random() >= (probability ?? 1)) return false;
  counts.applied++;
  return true;
}
