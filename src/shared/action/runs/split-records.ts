/**
 * Bytes of one batch. A batch travels to its worker as one message of a queue, which carries 256 KiB; the user's
 * details are part of it. The gateway in front of the API would take 10 MB.
 */
const MAX_BATCH_BYTES = 200 * 1024;

/** Records of one batch: its worker launches one job each and has five minutes for all. */
const MAX_BATCH_RECORDS = 500;

/** Records in their order, cut into batches that keep under both limits. A record above the limit is a batch alone. */
export function splitRecords<T>(
  records: readonly T[],
  limits: { readonly bytes: number; readonly records: number } = {
    bytes: MAX_BATCH_BYTES,
    records: MAX_BATCH_RECORDS,
  },
): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const record of records) {
    const size = Buffer.byteLength(JSON.stringify(record)) + 1;
    const batch = batches.at(-1);
    if (!batch || batch.length >= limits.records || bytes + size > limits.bytes) {
      batches.push([record]);
      bytes = size;
    } else {
      batch.push(record);
      bytes += size;
    }
  }
  return batches;
}
