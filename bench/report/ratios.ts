export function computeMedian(values: readonly number[]): number {
  return computeQuantile(values, 0.5);
}

/** The value below which this share of the values lies, interpolated between neighbours. */
function computeQuantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = share * (sorted.length - 1);
  const lower = sorted[Math.floor(position)] ?? Number.NaN;
  const upper = sorted[Math.ceil(position)] ?? Number.NaN;
  return lower + (upper - lower) * (position % 1);
}

/** Median and quartiles of the ratios of paired rounds: `1.52 (1.48–1.57)`. */
export function formatRatios(ratios: readonly number[]): string {
  if (ratios.length === 0) return '–';
  const [lower, median, upper] = [0.25, 0.5, 0.75].map((share) => computeQuantile(ratios, share).toFixed(2));
  return `${median} (${lower}–${upper})`;
}
