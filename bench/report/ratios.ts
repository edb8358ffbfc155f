export function computeMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** Median and quartiles of the ratios of paired rounds: `1.52 (1.48–1.57)`. */
export function formatRatios(ratios: readonly number[]): string {
  if (ratios.length === 0) return '–';
  const sorted = [...ratios].sort((a, b) => a - b);
  const at = (share: number) => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(2);
  return `${computeMedian(ratios).toFixed(2)} (${at(0.25)}–${at(0.75)})`;
}
