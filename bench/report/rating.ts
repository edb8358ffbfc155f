/** A ratio and its goal. */
export interface Rating {
  readonly name: string;
  readonly ratio: number;
  readonly goal: number;
}

/** Prints the rating that is furthest above its goal, or nearest to it. */
export function printWorst(ratings: readonly Rating[]): void {
  const sorted = ratings.toSorted((a, b) => b.ratio / b.goal - a.ratio / a.goal);
  const [worst] = sorted;
  if (!worst) return;
  const missed = sorted.filter(({ ratio, goal }) => ratio > goal).length;
  const summary = missed === 0 ? 'all goals met' : `${missed} of ${sorted.length} goals missed`;
  const { name, ratio, goal } = worst;
  console.log(
    `\nWorst ratio against its goal: ${ratio.toFixed(2)} (goal ${goal.toFixed(1)}), ${name.replace(/[.:]$/, '')}; ${summary}.`,
  );
}
