import { BUDGET, builtFiles, bundleSize } from './size/bundle-size.ts';

/** What the benchmark needs on this machine. */
export const requires = 'up-to-date bundles (npm run build)';

/** Prints the size of the bundles, their budget, and the ten largest files. */
export async function run(): Promise<void> {
  const size = bundleSize();
  for (const part of ['unpacked', 'packed'] as const) {
    const share = ((size[part] / BUDGET[part]) * 100).toFixed(0);
    console.log(
      `${part.padEnd(9)} ${formatKilobytes(size[part])} of ${formatKilobytes(BUDGET[part])} (${share} %)`,
    );
  }
  const heaviest = [...builtFiles()].sort(([, a], [, b]) => b - a).slice(0, 10);
  for (const [file, bytes] of heaviest) console.log(`  ${formatKilobytes(bytes)} ${file}`);
}

function formatKilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(0).padStart(5)} kB`;
}
