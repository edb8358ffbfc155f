import { toHandle } from '../../client/model/parse-handle.ts';
import { formatCount } from '../../format-count.ts';
import { formatValue } from '../format-value.ts';
import { type Place, type Problem, UserError } from '../problem.ts';
import { explainExpression, findExpression } from '../text/expressions.ts';
import { createPlace } from '../text/name-file.ts';
import { explainSecret, findSecretInput } from '../text/secrets.ts';
import type { SourceText } from '../text/source.ts';
import { type CsvRow, parseCsv } from './parse-csv.ts';

/** A row of the table, as it was written. */
export interface Row {
  readonly raw: string;
  readonly line: number;
  /** The row names the job of an earlier registration; the server skips it. */
  readonly isRegistered: boolean;
}

/**
 * Checks header, quotes and number of cells of a table without the server, which alone can check the values.
 * @returns the problems of its rows.
 * @throws UserError when the text is not a table of model runs, or has no rows.
 */
export function checkTable(table: SourceText): readonly Problem[] {
  return readRows(table).problems;
}

const LINE_END = '\r\n';

/** Column with the job of an earlier registration. */
export const JOB_COLUMN = '_job_id';

/**
 * Reads the rows of a table in the CSV format of Provena. Blank rows and rows with problems are left out.
 * @returns the header, the rows, the number of blank rows, the problems of others, and the place of each line.
 * @throws UserError when the text is not a table of model runs, or has no rows.
 */
export function readRows({ text, ...file }: SourceText) {
  const at = (line: number): Place => createPlace(file, { line });
  assertCommas(text, at);
  // Rows that another program appended to a template of the server can have other line breaks than its header.
  const parsed = dropBlankStart(parseCsv(text.replace(/\r\n?/g, '\n'), at));
  const names = parsed[0]?.cells ?? [];
  const named = names.findLastIndex(isFilled) + 1;
  // The server ignores the values of one column without a name, and rejects several such columns.
  const hasNotes = names.length === named + 1 && parsed.some(({ cells }) => isFilled(cells[named] ?? ''));
  const width = hasNotes ? names.length : named;
  const [first, ...all] = parsed.map((row) => removeBlankCells(row, width));
  if (!first) throw new UserError({ message: 'the table is empty', place: at(1) });
  const columns = first.cells.map((cell) => cell.trim());
  const header = { raw: `${first.raw}${LINE_END}`, columns, line: first.line };
  assertTemplate(first.cells, at(header.line));
  const duplicate = findDuplicate(columns);
  if (duplicate !== undefined) {
    const message = `the header has two columns with the name ${formatValue(duplicate)}. Remove one, or correct its name`;
    throw new UserError({ message, place: at(header.line) });
  }
  const forbidden = findForbiddenTexts(first, columns, at);
  if (forbidden.length > 0) throw new UserError(forbidden);
  const filled = all.filter(({ cells }) => cells.some(isFilled));
  if (filled.length === 0)
    throw new UserError({
      message: 'the table has no rows; add one for each model run',
      place: at(header.line),
    });
  const isHandleColumn = columns.map((column) => HANDLE_COLUMN.test(column));
  const jobColumn = columns.indexOf(JOB_COLUMN);
  const checked = filled.map((row) => ({ row, problems: checkRow(row, columns, at) }));
  return {
    header,
    blank: all.length - filled.length,
    rows: checked
      .filter(({ problems }) => problems.length === 0)
      .map(({ row }) => ({
        raw: `${replaceHandleUrls(row, isHandleColumn)}${LINE_END}`,
        line: row.line,
        isRegistered: (row.cells[jobColumn] ?? '').trim() !== '',
      })),
    problems: checked.flatMap(({ problems }) => problems),
    at,
  };
}

function isFilled(cell: string): boolean {
  return cell.trim() !== '';
}

/** The rows without blank ones above the header. */
function dropBlankStart(rows: readonly CsvRow[]): readonly CsvRow[] {
  const first = rows.findIndex(({ cells }) => cells.some(isFilled));
  return first < 0 ? [] : rows.slice(first);
}

/** Removes the cells after the last column, which spreadsheets add: the server rejects rows of another length than the header. */
function removeBlankCells(row: CsvRow, width: number): CsvRow {
  if (row.cells.length <= width || row.cells.slice(width).some(isFilled)) return row;
  const cells = row.cells.slice(0, width);
  return { ...row, cells, raw: formatCells(cells) };
}

/** The first name that two columns have. */
function findDuplicate(columns: readonly string[]): string | undefined {
  return columns.find((column, i) => columns.indexOf(column) !== i);
}

/** Tables that were concatenated can be of different workflow templates. */
const SECOND_HEADER =
  'this row is the header of another table. Write each table to its own file, or remove the row if both have the same columns';

/** The problems of a row that need no server. */
function checkRow(row: CsvRow, columns: readonly string[], at: (line: number) => Place): Problem[] {
  const { length } = row.cells;
  if (row.cells.some((cell) => TEMPLATE_COLUMN.test(cell.replace(/^\uFEFF/, ''))))
    return [{ message: SECOND_HEADER, place: at(row.line) }];
  if (length === columns.length) return findForbiddenTexts(row, columns, at);
  const advice =
    length > columns.length
      ? 'Put a cell that contains a comma in double quotes'
      : 'Add the missing cells, also empty ones';
  return [
    {
      message: `the row has ${formatCount(length, 'cell')}, and the header has ${columns.length}. ${advice}`,
      place: at(row.line),
    },
  ];
}

/** The problems of the cells with an expression of GitHub Actions, or a secret of the step. */
function findForbiddenTexts(row: CsvRow, columns: readonly string[], at: (line: number) => Place): Problem[] {
  return row.cells.flatMap((cell, i) => {
    const message = explainForbiddenText(cell);
    return message === undefined ? [] : [{ message, path: columns[i] ?? '', place: at(row.line) }];
  });
}

function explainForbiddenText(cell: string): string | undefined {
  const expression = findExpression(cell);
  if (expression !== undefined) return explainExpression(expression);
  const input = findSecretInput(cell);
  return input === undefined ? undefined : explainSecret(input);
}

/** The server finds the workflow template by this column. */
const TEMPLATE_COLUMN = /^_workflow template id\s\S/;

function assertTemplate(columns: readonly string[], place: Place): void {
  if (columns.some((column) => TEMPLATE_COLUMN.test(column))) return;
  const message = `the first row is not the header of a table of model runs: it has no column \`_workflow template id …\`, found ${formatValue(columns[0])}. Start with the CSV template of the workflow template`;
  throw new UserError({ message, place });
}

/** The first cell of a template of Provena is one column name; with another delimiter it contains the complete header. */
function assertCommas(text: string, at: (line: number) => Place): void {
  const [firstCell = ''] = text.split(/[,\r\n]/, 1);
  const delimiter = [
    [';', 'semicolons'],
    ['\t', 'tabs'],
    ['|', 'vertical bars'],
  ].find(([character = '']) => firstCell.includes(character));
  if (!delimiter && /^\uFEFF?"?sep=$/i.test(firstCell))
    throw new UserError({ message: 'remove the line `sep=,`, which is only for Excel', place: at(1) });
  if (!delimiter) return;
  throw new UserError({
    message: `the cells are separated by ${delimiter[1]}: save the table with commas (in spreadsheets: "CSV UTF-8, comma delimited")`,
    place: at(1),
  });
}

/** Columns of that format with handles. */
const HANDLE_COLUMN = /^(?:agent id|study id|(?:input|output) dataset id for template\b.*)$/i;

/** The text of a row with handles instead of their URLs, which the server does not accept. */
function replaceHandleUrls({ raw, cells }: CsvRow, isHandleColumn: readonly boolean[]): string {
  const replaced = cells.map((cell, i) => (isHandleColumn[i] ? toHandle(cell) : cell));
  if (replaced.every((cell, i) => cell === cells[i])) return raw;
  return formatCells(replaced);
}

function formatCells(cells: readonly string[]): string {
  return cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
}
