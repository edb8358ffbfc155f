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
  // The next position of each fingerprint, and the one after each position: a list per fingerprint takes more memory.
  const next = new Map<string, number>();
  const following = new Int32Array(order.length).fill(-1);
  for (let index = order.length - 1; index >= 0; index--) {
    const fingerprint = order[index] ?? '';
    following[index] = next.get(fingerprint) ?? -1;
    next.set(fingerprint, index);
  }
  const positions = Int32Array.from(entries, ({ fingerprint = '' }) => {
    const position = next.get(fingerprint) ?? -1;
    const after = following[position] ?? -1;
    if (after >= 0) next.set(fingerprint, after);
    return position;
  });
  const getPosition = (index: number): number => positions[index] ?? -1;
  return [...entries.keys()]
    .sort((a, b) => getPosition(a) - getPosition(b))
    .flatMap((index) => entries[index] ?? []);
}
