import { formatBytes } from '../../format-bytes.ts';
import { formatCount } from '../../format-count.ts';
import { formatDuration } from '../../format-duration.ts';
import type { FileTotals, Progress, TransferResult } from '../../transfer/index.ts';
import { formatRow } from '../runner/markdown/markdown.ts';

function formatTotals({ files, bytes: size }: FileTotals): string {
  return `${formatCount(files, 'file')} (${formatBytes(size)})`;
}

/** Formats `3 files (1.5 MiB) to upload, 2 files (1 KiB) unchanged`; omits parts without files after the first one. */
export function formatPlanTotals(parts: readonly (readonly [FileTotals, string])[]): string {
  return parts
    .filter(([{ files }], index) => index === 0 || files > 0)
    .map(([totals, label]) => `${formatTotals(totals)} ${label}`)
    .join(', ');
}

/** Formats `12 of 20 files, 1.2 of 3.4 GiB, 120 MiB/s, 30 s left`. */
export function formatProgress({
  doneFiles,
  totalFiles,
  doneBytes,
  totalBytes,
  bytesPerSecond,
  secondsLeft,
}: Progress): string {
  const timeLeft = secondsLeft === undefined ? '' : `, ${formatDuration(Math.ceil(secondsLeft) * 1000)} left`;
  return `${doneFiles} of ${formatCount(totalFiles, 'file')}, ${formatBytes(doneBytes)} of ${formatBytes(totalBytes)}, ${formatBytes(bytesPerSecond)}/s${timeLeft}`;
}

/**
 * Formats bytes, duration, rate, retries and the slowest file of a run: `uploaded 1.5 GiB in 12 s (128 MiB/s)`, or
 * `no file was uploaded (3 files unchanged)`. The store may have a file that is not completed.
 */
export function formatTransferSummary({
  manifest: { direction },
  counts,
  bytes: size,
  milliseconds,
  retries,
  slowest,
}: TransferResult): string {
  const verb = `${direction}ed`;
  const incomplete = counts.failed + counts['not-done'];
  const deleted = counts.deleted > 0 ? `, ${formatCount(counts.deleted, 'file')} deleted` : '';
  if (size === 0 && counts.uploaded + counts.downloaded === 0)
    return incomplete > 0
      ? `${formatCount(incomplete, 'file')} not completed${deleted}`
      : `no file was ${verb} (${formatCount(counts.skipped, 'file')} unchanged${deleted})`;
  const rate = formatBytes(size / Math.max(0.001, milliseconds / 1000));
  const slowestFile =
    slowest && slowest.milliseconds > 10_000
      ? `, slowest ${slowest.name} (${formatDuration(slowest.milliseconds)})`
      : '';
  return `${verb} ${formatBytes(size)} in ${formatDuration(milliseconds)} (${rate}/s)${retries > 0 ? `, ${formatCount(retries, 'request')} retried` : ''}${slowestFile}${deleted}`;
}

/** Starts a line of the log. */
export function capitalize(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/**
 * The table of the summary. A transfer that ended early has a column with the number of files that are not completed.
 * @param dataset the dataset in Markdown.
 * @param otherColumns headings and cells in Markdown that follow.
 */
export function formatTransferTable(
  { manifest, counts, bytes }: TransferResult,
  dataset: string,
  otherColumns: Readonly<Record<string, string>> = {},
): string {
  const verb = `${manifest.direction}ed` as const;
  return formatRow({
    dataset,
    [verb]: String(counts[verb]),
    unchanged: String(counts.skipped),
    ...(verb === 'uploaded' ? { deleted: String(counts.deleted) } : {}),
    failed: String(counts.failed),
    ...(counts['not-done'] > 0 ? { 'not completed': String(counts['not-done']) } : {}),
    size: formatBytes(bytes),
    ...otherColumns,
  });
}
