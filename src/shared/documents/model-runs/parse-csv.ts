import { CsvError, parse } from 'csv-parse/sync';
import { formatValue } from '../format-value.ts';
import { type Place, UserError } from '../problem.ts';

/** A row of a CSV table. */
export interface CsvRow {
  readonly cells: readonly string[];
  /** The text of the row, without line breaks around it. */
  readonly raw: string;
  /** The line in which the row begins, from 1. */
  readonly line: number;
}

/**
 * Parses comma-separated values. Empty lines are omitted.
 * @throws UserError with the line of a cell whose quotes are wrong.
 */
export function parseCsv(text: string, at: (line: number) => Place): CsvRow[] {
  try {
    return parseRows(text);
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const rows = parseRowsBefore(text, cause);
    const column = rows[0]?.cells[Number(cause['column'])];
    const cell = column === undefined ? 'a cell' : `the cell of column ${formatValue(column)}`;
    const reason = SYNTAX_ERRORS[cause.code]?.(cell) ?? cause.message;
    // The row with the error begins there. An open quote reaches to the end of the table.
    const place = at(getEnd(rows.at(-1)) + 1);
    const message = `not a table of comma-separated values: ${reason}. Write a double quote inside a cell twice`;
    throw new UserError({ message, place }, { cause });
  }
}

/** Messages for the errors of the parser in a cell. */
const SYNTAX_ERRORS: Readonly<Record<string, (cell: string) => string>> = {
  CSV_QUOTE_NOT_CLOSED: (cell) => `${cell} of the row that starts here has no closing double quote`,
  INVALID_OPENING_QUOTE: (cell) =>
    `${cell} of this row contains a double quote, and is not in double quotes itself`,
  CSV_INVALID_CLOSING_QUOTE: (cell) =>
    `${cell} of the row that starts here has more text after its closing double quote`,
};

const OPTIONS = {
  bom: true,
  info: true,
  raw: true,
  relax_column_count: true,
  skip_empty_lines: true,
} as const;

interface ParsedRow {
  readonly record: readonly string[];
  readonly raw: string;
  /** The number of lines up to the end of the row. */
  readonly info: { readonly lines: number };
}

/** @param to the number of rows to parse; all by default. */
function parseRows(text: string, to?: number): CsvRow[] {
  // The types of csv-parse lack the rows of `info` and `raw`.
  const rows = parse(text, { ...OPTIONS, ...(to === undefined ? {} : { to }) }) as unknown as ParsedRow[];
  return rows.map(({ record, raw, info }) => {
    // Empty lines before a row are a part of its text.
    const trimmed = raw.replace(/^\n+|(?<!\n)\n+$/g, '');
    return { cells: record, raw: trimmed, line: info.lines - countLines(trimmed) + 1 };
  });
}

function parseRowsBefore(text: string, error: CsvError): CsvRow[] {
  const count = Number(error['records'] ?? 0);
  // For the parser, zero means all.
  return count === 0 ? [] : parseRows(text, count);
}

/** The line in which a row ends. */
function getEnd(row: CsvRow | undefined): number {
  return row ? row.line + countLines(row.raw) - 1 : 0;
}

function countLines(text: string): number {
  return text.split('\n').length;
}
