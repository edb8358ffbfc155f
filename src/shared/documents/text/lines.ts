import type { ByteRange } from './file-part.ts';
import type { InputFile } from './name-file.ts';
import { MAX_DOCUMENT_BYTES } from './source.ts';
import { openText } from './text-file.ts';

/** Bytes of a file that is read record by record: a million model runs. */
export const MAX_FILE_BYTES = 1024 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;
const LINE_FEED = 10;
const BYTE_ORDER_MARK = Buffer.from('\uFEFF');

export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without the line break. */
  readonly text: string;
  readonly range: ByteRange;
}

/**
 * Reads the lines of a file named by an input. A byte-order mark is dropped.
 * @throws UserError naming the input when the file cannot be read as UTF-8 text, or a line is too long.
 */
export async function* readLines(inputFile: InputFile): AsyncGenerator<Line> {
  await using file = await openText(inputFile, MAX_FILE_BYTES);
  let rest = Buffer.alloc(0);
  let start = 0;
  let number = 0;
  const readLine = (bytes: Buffer, from: number): Line => {
    const isMarked = number === 0 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK);
    number++;
    const text = file.decode(isMarked ? bytes.subarray(3) : bytes, { line: number });
    return {
      number,
      text: text.endsWith('\r') ? text.slice(0, -1) : text,
      range: { start: isMarked ? from + 3 : from, end: from + bytes.length },
    };
  };
  for (;;) {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytesRead = await file.read(chunk);
    if (bytesRead === 0) break;
    rest = Buffer.concat([rest, chunk.subarray(0, bytesRead)]);
    let from = 0;
    for (let end = rest.indexOf(LINE_FEED); end >= 0; end = rest.indexOf(LINE_FEED, from)) {
      yield readLine(rest.subarray(from, end), start + from);
      from = end + 1;
    }
    rest = rest.subarray(from);
    start += from;
    if (rest.length > MAX_DOCUMENT_BYTES)
      throw file.createError(
        `line ${number + 1} has more than ${MAX_DOCUMENT_BYTES} bytes. Write one record per line`,
      );
  }
  if (rest.length > 0) yield readLine(rest, start);
}
