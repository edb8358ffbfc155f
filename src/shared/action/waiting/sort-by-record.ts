import type { TrackedJob } from '../../jobs/tracked-job.ts';

/** A job or a model run that has the fingerprint of its record. */
interface Fingerprinted {
  readonly fingerprint?: string | undefined;
}

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

/**
 * Sorts jobs by their keys; those of a list by their positions, without a comparison of strings, which takes a second for
 * 100,000.
 */
function sortByKey(jobs: readonly TrackedJob[]): readonly TrackedJob[] {
  const prefixes = new Map<string, number>();
  const prefixIds = new Int32Array(jobs.length);
  const positions = new Float64Array(jobs.length);
  for (const [index, { recordKey = '' }] of jobs.entries()) {
    const { prefix = '', position } = /^(?<prefix>.*\D)(?<position>\d+)$/s.exec(recordKey)?.groups ?? {};
    const id = prefixes.get(prefix) ?? prefixes.size;
    prefixes.set(prefix, id);
    prefixIds[index] = id;
    positions[index] = Number(position);
  }
  // Created on demand: a collator takes longer to create than a step needs until its first request.
  let collator: Intl.Collator | undefined;
  const compareTexts = (a: string, b: string): number => {
    collator ??= new Intl.Collator('en', { numeric: true });
    return collator.compare(a, b);
  };
  return sortIndices(jobs, (a, b) => {
    const difference = (positions[a] ?? 0) - (positions[b] ?? 0);
    return prefixIds[a] === prefixIds[b] && !Number.isNaN(difference)
      ? difference
      : compareTexts(jobs[a]?.recordKey ?? '', jobs[b]?.recordKey ?? '');
  });
}

/** The elements of a list in the order of their indices. */
function sortIndices<T>(list: readonly T[], compare: (a: number, b: number) => number): T[] {
  const indices = Uint32Array.from(list.keys()).sort(compare);
  return Array.from(indices).flatMap((index) => list[index] ?? []);
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
  return sortIndices(entries, (a, b) => getPosition(a) - getPosition(b));
}
