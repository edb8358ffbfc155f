import type { TrackedJob } from '../../jobs/tracker.ts';

/** A job or a model run that has the fingerprint of its record. */
interface Fingerprinted {
  readonly fingerprint?: string | undefined;
}

/**
 * Sorts jobs by their records: in the order of `fingerprints`, else by their keys, which have the position that a record had
 * when it was sent. The server lists the newest first.
 * @param fingerprints of the records of this step. Jobs of earlier attempts can have other positions in their keys.
 */
export function sortByRecord(
  jobs: readonly TrackedJob[],
  fingerprints: readonly string[] = [],
): readonly TrackedJob[] {
  // Created on demand: a collator takes longer to create than a step needs until its first request.
  const collator = new Intl.Collator('en', { numeric: true });
  const byKey = jobs.toSorted((a, b) => collator.compare(a.recordKey ?? '', b.recordKey ?? ''));
  return fingerprints.length === 0 ? byKey : sortByFingerprint(byKey, fingerprints);
}

/**
 * Sorts entries in the order of fingerprints. Entries with equal fingerprints take the positions of equal records, in their
 * order. Entries without a record come first.
 */
export function sortByFingerprint<T extends Fingerprinted>(
  entries: readonly T[],
  order: readonly string[],
): T[] {
  const positions = Map.groupBy(order.keys(), (index) => order[index]);
  const next = new Map<string, number>();
  const takePosition = ({ fingerprint = '' }: T): number => {
    const all = positions.get(fingerprint);
    const count = next.get(fingerprint) ?? 0;
    next.set(fingerprint, count + 1);
    return all?.[Math.min(count, all.length - 1)] ?? -1;
  };
  return entries
    .map((entry) => ({ entry, position: takePosition(entry) }))
    .sort((a, b) => a.position - b.position)
    .map(({ entry }) => entry);
}
