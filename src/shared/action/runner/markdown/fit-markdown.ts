const FENCE = /^```/m;

/**
 * Joins Markdown parts up to `limit` and appends `note` if something was omitted. Text and tables are truncated at
 * the end of a line. A fenced block is included completely or not at all, because an unclosed fence would include what
 * follows.
 * @param size measures a string in the unit of `limit`.
 */
export function fitMarkdown(
  parts: readonly string[],
  { limit, size, note }: { limit: number; size: (text: string) => number; note: string },
): string {
  const all = parts.join('\n\n');
  if (size(all) <= limit) return all;
  const lines: string[] = [];
  let remaining = limit - size(`\n\n${note}`);
  for (const part of parts) {
    const needed = size(`${part}\n\n`);
    if (needed <= remaining) lines.push(part);
    else if (!FENCE.test(part)) lines.push(...takeLines(part, remaining, size));
    if (needed > remaining) break;
    remaining -= needed;
  }
  return [...lines, note].join('\n\n');
}

/** The leading lines that fit; empty when not even one does. */
function takeLines(part: string, limit: number, size: (text: string) => number): string[] {
  let used = 0;
  const lines: string[] = [];
  for (const line of part.split('\n')) {
    used += size(`${line}\n`);
    if (used > limit) break;
    lines.push(line);
  }
  return lines.length > 0 ? [lines.join('\n')] : [];
}
