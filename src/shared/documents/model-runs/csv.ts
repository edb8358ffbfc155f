import { CsvError, parse } from 'csv-parse/sync';
import {
  type CallOptions,
  type ConversionResult,
  InvalidError,
  type Provena,
  RequestRejectedError,
} from '../../client/index.ts';
import { toHandle } from '../../client/model/parse-handle.ts';
import type { Json } from '../json.ts';
import { type Place, type Problem, UserError } from '../problem.ts';
import { createPlace } from '../text/json-lines.ts';
import type { SourceText } from '../text/source.ts';
import type { ReadRecords, RecordSource } from './record-source.ts';

/** A row of the table, as it was written. */
interface Row {
  readonly raw: string;
  readonly line: number;
  /** The row names the job of an earlier registration; the server skips it. */
  readonly isRegistered: boolean;
}

export interface ConversionLog {
  info(message: string): void;
  warning(message: string): void;
}

/** Maximum number of requests to find the rows that the server rejects. */
const MAX_REQUESTS = 100;

/**
 * The records of a table in the CSV format of Provena, converted by the server, without rows that were registered
 * already. The server reports only one invalid row of a table, without its line. Therefore the table is halved until
 * every invalid row is alone. Blank rows, which spreadsheets write, are omitted. The problems have the line of each row
 * that the server rejects.
 * @throws UserError when the text is not a table of comma-separated values.
 */
export async function convertCsv(
  { text, ...file }: SourceText,
  { prov }: Pick<Provena, 'prov'>,
  call: CallOptions,
  log: ConversionLog,
): Promise<ReadRecords> {
  const at = createRowPlace(file);
  const { header, rows, blank } = readRows(text, at);
  if (blank > 0) log.info(`${file.name}: ${blank} blank ${blank === 1 ? 'row' : 'rows'} skipped.`);
  const records: RecordSource[] = [];
  const problems: Problem[] = [];
  let requests = 0;
  const convert = async (part: readonly Row[]): Promise<void> => {
    requests++;
    try {
      const converted = await prov.convertModelRuns([header, ...part.map((row) => row.raw)].join(''), call);
      for (const record of toRecords(converted, part, at)) records.push(record);
      if (requests === 1) for (const warning of converted.warnings ?? []) log.warning(warning);
    } catch (error) {
      if (!(error instanceof RequestRejectedError || error instanceof InvalidError)) throw error;
      const [only, ...others] = part;
      if (!only || others.length === 0 || requests >= MAX_REQUESTS) {
        problems.push({ message: error.detail ?? error.message, place: at(only?.line ?? 1) });
        return;
      }
      const middle = Math.ceil(part.length / 2);
      await convert(part.slice(0, middle));
      await convert(part.slice(middle));
    }
  };
  await convert(rows);
  return { records, problems };
}

/**
 * Checks the form of a table without the server, which alone can check its content.
 * @throws UserError when the text is not a table of comma-separated values, or has no rows.
 */
export function assertTable({ text, ...file }: SourceText): void {
  readRows(text, createRowPlace(file));
}

function createRowPlace(file: Pick<SourceText, 'name' | 'file'>): (line: number) => Place {
  return (line) => createPlace(file, line);
}

function readRows(text: string, at: (line: number) => Place): { header: string; rows: Row[]; blank: number } {
  assertCommas(text, at);
  const [header, ...all] = parseTable(text, at);
  const rows = all.filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  if (!header || rows.length === 0)
    throw new UserError({ message: 'the table has no rows; add one for each model run', place: at(1) });
  const isHandleColumn = header.record.map((cell) => HANDLE_COLUMN.test(cell.trim()));
  const jobColumn = header.record.findIndex((cell) => cell.trim() === '_job_id');
  return {
    header: addLineEnd(header.raw),
    blank: all.length - rows.length,
    rows: rows.map(({ raw, record, info }) => ({
      raw: addLineEnd(replaceHandleUrls(raw, record, isHandleColumn)),
      line: info.lines - trimLineEnds(raw).split(/\r\n|[\r\n]/).length + 1,
      isRegistered: (record[jobColumn] ?? '').trim() !== '',
    })),
  };
}

/** The first cell of a template of Provena is one column name; with another delimiter it contains the complete header. */
function assertCommas(text: string, at: (line: number) => Place): void {
  const [firstCell = ''] = text.split(/[,\r\n]/, 1);
  const delimiter = [
    [';', 'semicolons'],
    ['\t', 'tabs'],
  ].find(([character = '']) => firstCell.includes(character));
  if (!delimiter) return;
  throw new UserError({
    message: `the cells are separated by ${delimiter[1]}: save the table with commas (in spreadsheets: "CSV UTF-8, comma delimited")`,
    place: at(1),
  });
}

/** Columns of that format with handles. */
const HANDLE_COLUMN = /^(?:agent id|study id|(?:input|output) dataset id for template\b.*)$/i;

/** The row with handles instead of their URLs, which the server does not accept. */
function replaceHandleUrls(
  raw: string,
  record: readonly string[],
  isHandleColumn: readonly boolean[],
): string {
  const cells = record.map((cell, i) => (isHandleColumn[i] ? toHandle(cell) : cell));
  if (cells.every((cell, i) => cell === record[i])) return raw;
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly raw: string;
  readonly info: { readonly lines: number };
}

function parseTable(text: string, at: (line: number) => Place): ParsedRow[] {
  try {
    // The types of csv-parse lack the rows of `info` and `raw`.
    return parse(text, {
      bom: true,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
    }) as unknown as ParsedRow[];
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = Number(cause['lines'] ?? 1);
    throw new UserError(
      { message: `not a table of comma-separated values: ${cause.message}`, place: at(line) },
      { cause },
    );
  }
}

function addLineEnd(raw: string): string {
  return `${trimLineEnds(raw)}\r\n`;
}

/** Empty lines before a row are a part of its text. */
function trimLineEnds(raw: string): string {
  return raw.replace(/^[\r\n]+|(?<![\r\n])[\r\n]+$/g, '');
}

/** The server returns one record for each row that is not registered yet, in their order. */
function toRecords(
  { new_records: found = [] }: ConversionResult,
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
