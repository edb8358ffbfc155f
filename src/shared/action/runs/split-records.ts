import type { ModelRunRecord } from '../../client/index.ts';

/**
 * Bytes of one batch. The server publishes a batch as one message of SNS, which accepts 262,144 bytes; the rest is for
 * the envelope with the user's details.
 */
const MAX_BATCH_BYTES = 240 * 1024;

/** Records of one batch: its worker launches one job for each and has five minutes for all. */
const MAX_BATCH_RECORDS = 500;

interface SplitOptions<T> {
  readonly bytes?: number;
  readonly records?: number;
  /** The part of an entry that is sent; the entry itself by default. */
  readonly getContent?: (entry: T) => unknown;
}

/**
 * Splits records into batches below both limits, in their order. A larger record is a batch of its own. Records are taken one
 * by one, when their batch is.
 */
export function* splitRecords<T>(
  records: Iterable<T>,
  {
    bytes: maxBytes = MAX_BATCH_BYTES,
    records: maxRecords = MAX_BATCH_RECORDS,
    getContent = (entry) => entry,
  }: SplitOptions<T> = {},
): Generator<T[]> {
  let batch: T[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = getMessageBytes(getContent(record)) + 2;
    if (batch.length > 0 && (batch.length >= maxRecords || bytes + size > maxBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(record);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** A record as the server publishes it: fields without a value are null. */
export function addNullFields(record: ModelRunRecord): object {
  const addResources = (datasets: ModelRunRecord['inputs']) =>
    datasets.map((dataset) => ({ resources: null, ...dataset }));
  return {
    model_version: null,
    annotations: null,
    study_id: null,
    ...record,
    inputs: addResources(record.inputs),
    outputs: addResources(record.outputs),
    associations: { requesting_organisation_id: null, ...record.associations },
  };
}

const QUOTE = 34;
const COMMA = 44;
const COLON = 58;
const BACKSLASH = 92;
const MAX_ASCII = 127;
/** `\u6c34`, for each UTF-16 code unit. */
const ESCAPE_BYTES = 6;

/**
 * Bytes of a value as the server publishes it: Python's JSON, with `", "` and `": "` as separators and every character
 * beyond ASCII escaped (pydantic's `.json()`, `ensure_ascii`).
 */
export function getMessageBytes(value: unknown): number {
  const text = JSON.stringify(value) ?? 'null';
  let bytes = text.length;
  let isInString = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) isInString = !isInString;
    else if (code > MAX_ASCII) bytes += ESCAPE_BYTES - 1;
    else if (isInString && code === BACKSLASH) index++;
    else if (!isInString && (code === COMMA || code === COLON)) bytes++;
  }
  return bytes;
}
