import {
  type CallOptions,
  type ConversionResult,
  InvalidError,
  type Provena,
  RequestRejectedError,
} from '../../client/index.ts';
import { formatCount } from '../../format-count.ts';
import type { Json } from '../json.ts';
import type { Place } from '../problem.ts';
import type { SourceText } from '../text/source.ts';
import { JOB_COLUMN, type Row, readRows } from './csv-table.ts';
import type { ReadRecords, RecordSource } from './record-source.ts';

type ConversionLog = Readonly<Record<'info' | 'notice' | 'warning', (message: string) => void>>;

/** Maximum number of requests to find the rows that the server rejects. */
const MAX_REQUESTS = 100;

const UNKNOWN_JOB = '00000000-0000-4000-8000-000000000000';

/**
 * The records of a table in the CSV format of Provena, converted by the server, without rows that were already registered.
 * The server reports only one invalid row of a table, without its line. Therefore the table is halved until every invalid
 * row is alone. Blank rows, which spreadsheets write, are omitted. The problems have the line of each row that the server
 * rejects, or the line of the header.
 * @throws UserError when the text is not a table of model runs.
 */
export async function convertCsv(
  source: SourceText,
  { prov }: Pick<Provena, 'prov'>,
  call: CallOptions,
  log: ConversionLog,
): Promise<ReadRecords> {
  const { header, rows, blank, at, ...table } = readRows(source);
  if (blank > 0) log.info(`${source.name}: ${formatCount(blank, 'blank row')} skipped.`);
  const registered = rows.filter(({ isRegistered }) => isRegistered).length;
  if (registered > 0)
    log.notice(
      `${source.name}: ${formatCount(registered, 'row')} skipped, because the column ${JOB_COLUMN} has the job of an earlier registration. To register a row again, clear this cell.`,
    );
  const records: RecordSource[] = [];
  const problems = [...table.problems];
  let requests = 0;
  const send = (lines: readonly string[]): Promise<ConversionResult> => {
    requests++;
    return prov.convertModelRuns([header.raw, ...lines].join(''), call);
  };
  // The server skips a row that names a job, so that it can only reject the header of a table with this row.
  const skippedRow = `${header.columns.map((column) => (column === JOB_COLUMN ? UNKNOWN_JOB : '')).join(',')}\r\n`;
  const convert = async (part: readonly Row[]): Promise<void> => {
    // The conversion, or the reason for which the server rejects the table.
    const result = await send(part.map((row) => row.raw)).catch(getRejection);
    if (typeof result !== 'string') {
      for (const record of toRecords(result, part, at)) records.push(record);
      if (requests === 1) for (const warning of result.warnings) log.warning(warning);
      return;
    }
    const isHeaderRejected = requests === 1 && (await send([skippedRow]).catch(getRejection)) === result;
    const middle = Math.ceil(part.length / 2);
    if (isHeaderRejected) problems.push({ message: result, place: at(header.line) });
    else if (part.length > 1 && requests < MAX_REQUESTS) {
      await convert(part.slice(0, middle));
      await convert(part.slice(middle));
    } else {
      // The number of a row that was sent alone is misleading.
      const message = part.length > 1 ? result : result.replace(/^row 1\b[:,]?\s*/i, '');
      problems.push({ message, place: at(part[0]?.line ?? header.line) });
    }
  };
  if (rows.length > 0) await convert(rows);
  return { records, problems };
}

/** The message of the server about what was sent. @throws other errors. */
function getRejection(error: unknown): string {
  if (!(error instanceof RequestRejectedError || error instanceof InvalidError)) throw error;
  return error.detail ?? error.message;
}

/** The server returns one record for each row that is not registered yet, in their order. */
function toRecords(
  { new_records: found }: ConversionResult,
  part: readonly Row[],
  at: (line: number) => Place,
): RecordSource[] {
  const newRows = part.filter((row) => !row.isRegistered);
  return found.map((record, i) => ({
    // A record of the server is a JSON value; its type names the fields only.
    value: record as unknown as Json,
    at: [],
    place: () => at(newRows[i]?.line ?? 1),
  }));
}
