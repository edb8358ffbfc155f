import { isMapping } from '../../client/mapping.ts';

/**
 * Bytes of one batch. The server publishes a batch as one message of SNS, which accepts 262,144 bytes; the rest is for
 * the envelope with the user's details.
 */
const MAX_BATCH_BYTES = 220 * 1024;

/** Records of one batch: its worker launches one job for each and has five minutes for all. */
const MAX_BATCH_RECORDS = 500;

export interface SplitOptions<T> {
  readonly bytes?: number;
  readonly records?: number;
  /** The part of an entry that is sent; the entry itself by default. */
  readonly getContent?: (entry: T) => unknown;
}

/** Splits records into batches below both limits, in their order. A larger record is a batch of its own. */
export function splitRecords<T>(
  records: readonly T[],
  {
    bytes: maxBytes = MAX_BATCH_BYTES,
    records: maxRecords = MAX_BATCH_RECORDS,
    getContent = (entry) => entry,
  }: SplitOptions<T> = {},
): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = getMessageBytes(getContent(record)) + 2;
    const batch = batches.at(-1);
    if (!batch || batch.length >= maxRecords || bytes + size > maxBytes) {
      batches.push([record]);
      bytes = size;
    } else {
      batch.push(record);
      bytes += size;
    }
  }
  return batches;
}

/**
 * Bytes of a value as the server publishes it: Python's JSON, with `", "` and `": "` as separators and every character
 * beyond ASCII escaped (pydantic's `.json()`, `ensure_ascii`).
 */
export function getMessageBytes(value: unknown): number {
  let separators = 0;
  const text = JSON.stringify(value, (_key, child: unknown) => {
    if (Array.isArray(child)) separators += Math.max(child.length - 1, 0);
    else if (isMapping(child)) separators += Math.max(Object.keys(child).length * 2 - 1, 0);
    return child;
  });
  let bytes = (text ?? 'null').length + separators;
  // Six bytes for each UTF-16 code unit beyond ASCII: `\\u6c34`.
  for (const match of (text ?? '').matchAll(/\P{ASCII}+/gu)) bytes += 5 * match[0].length;
  return bytes;
}
