export interface FileTotals {
  readonly files: number;
  /** Bytes. */
  readonly bytes: number;
}

export function sumSizes(sized: Iterable<{ readonly size: number }>): FileTotals {
  let files = 0;
  let bytes = 0;
  for (const { size } of sized) {
    files += 1;
    bytes += size;
  }
  return { files, bytes };
}

/** Sums up files for each decision, in one pass. */
export function sumByDecision<Decision extends string>(
  entries: Iterable<{ readonly decision: Decision; readonly size: number }>,
  decisions: readonly Decision[],
): Record<Decision, FileTotals> {
  const totals = new Map(decisions.map((decision) => [decision, { files: 0, bytes: 0 }]));
  for (const { decision, size } of entries) {
    const total = totals.get(decision);
    if (!total) continue;
    total.files += 1;
    total.bytes += size;
  }
  // One entry for each of `decisions`.
  return Object.fromEntries(totals) as Record<Decision, FileTotals>;
}
