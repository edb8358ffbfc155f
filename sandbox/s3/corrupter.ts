/** Flips the lowest bit of the first byte of the first non-empty chunk. */
export function createCorrupter(): (content: Buffer) => Buffer {
  let isDone = false;
  return (content) => {
    if (isDone || content.length === 0) return content;
    isDone = true;
    const changed = Buffer.from(content);
    changed[0] = (changed[0] ?? 0) ^ 1;
    return changed;
  };
}
