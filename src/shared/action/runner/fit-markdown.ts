const FENCE = /^```/m;

/**
 * As much of parts of Markdown as there is room for, and `note` below it where that is not all. A text or a table is cut
 * at the end of a line; a picture is there whole or not at all, for the half of one would swallow what follows.
 * @param size how much of the room a text takes.
 */
export function fitMarkdown(
  parts: readonly string[],
  { room, size, note }: { room: number; size: (text: string) => number; note: string },
): string {
  const all = parts.join('\n\n');
  if (size(all) <= room) return all;
  const kept: string[] = [];
  let left = room - size(`\n\n${note}`);
  for (const part of parts) {
    const needed = size(`${part}\n\n`);
    if (needed <= left) kept.push(part);
    else if (!FENCE.test(part)) kept.push(...takeLines(part, left, size));
    if (needed > left) break;
    left -= needed;
  }
  return [...kept, note].join('\n\n');
}

/** The first lines that fit; nothing where not even one does. */
function takeLines(part: string, room: number, size: (text: string) => number): string[] {
  let taken = 0;
  const lines: string[] = [];
  for (const line of part.split('\n')) {
    taken += size(`${line}\n`);
    if (taken > room) break;
    lines.push(line);
  }
  return lines.length > 0 ? [lines.join('\n')] : [];
}
