import type { TrackedJob } from '../../jobs/tracked-job.ts';

/**
 * Sorts jobs by their records: in the order of `fingerprints`, else by their keys, which have the position that a
 * record had when it was sent. The server lists the newest first.
 * @param fingerprints of the records of this step. Jobs of earlier attempts can have other positions in their keys.
 */
export function sortByRecord(
  jobs: readonly TrackedJob[],
  fingerprints: readonly string[] = [],
): readonly TrackedJob[] {
  const byKey = sortByKey(jobs);
  return fingerprints.length === 0 ? byKey : sortByFingerprint(byKey, fingerprints);
}

function sortByKey(jobs: readonly TrackedJob[]): readonly TrackedJob[] {
  const { compare } = new Intl.Collator('en', { numeric: true });
  const keyed = jobs.map((job) => {
    const { recordKey: key = '' } = job;
    const { prefix, position } = /^(?<prefix>.*\D)(?<position>\d+)$/s.exec(key)?.groups ?? {};
    return { job, key, prefix, position: Number(position) };
  });
  // Keys of one list differ only in their positions: the collator would take a second for 100,000.
  keyed.sort((a, b) =>
    a.prefix !== undefined && a.prefix === b.prefix ? a.position - b.position : compare(a.key, b.key),
  );
  return keyed.map(({ job }) => job);
}

/**
 * Sorts entries in the order of fingerprints. Entries with equal fingerprints take the positions of equal records, in their
 * order. Entries without a record come first.
 */
export function sortByFingerprint<T extends { readonly fingerprint?: string | undefined }>(
  entries: readonly T[],
  order: readonly string[],
): T[] {
  // The first position last, so that taking one moves no other.
  const positions = Map.groupBy([...order.keys()].reverse(), (index) => order[index] ?? '');
  const placed = entries.map((entry) => {
    const left = positions.get(entry.fingerprint ?? '') ?? [-1];
    return { entry, position: (left.length > 1 ? left.pop() : left[0]) ?? -1 };
  });
  return placed.sort((a, b) => a.position - b.position).map(({ entry }) => entry);
}
