const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/**
 * Formats a number of bytes in binary units, for example `1.5 GiB`. In a file of its own, because the actions, the
 * sandbox's page and the benchmarks import it, and share nothing else.
 */
export function formatBytes(count: number): string {
  const power = Math.min(BYTE_UNITS.length - 1, count < 1024 ? 0 : Math.floor(Math.log2(count) / 10));
  const value = count / 1024 ** power;
  return `${power === 0 ? Math.round(value) : value.toFixed(value < 10 ? 1 : 0)} ${BYTE_UNITS[power]}`;
}
