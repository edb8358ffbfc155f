import { parse as parseCsv } from 'csv-parse/sync';
import { badRequest, type HttpError } from '../../http/errors.ts';
import { parse } from '../../pydantic/type.ts';
import { DATASET } from '../../registry/kinds.ts';
import { ModelRunRecord } from '../../registry/models/model-run-record.ts';
import type { References } from '../references.ts';
import {
  createLayout,
  type DatasetColumns,
  FIXED_HEADERS,
  findDuplicate,
  listHeaders,
  SYSTEM_HEADERS,
  type TableLayout,
  TEMPLATE_ID_HEADER,
} from './columns.ts';
import { parseTime } from './times.ts';

interface Row {
  /** From 1, below the header. */
  readonly number: number;
  /** The cell in a column, without space around it. */
  cell(header: string): string;
}

export type ConvertedTable = {
  new_records: ModelRunRecord[];
  existing_records: string[];
  warnings: string[];
};

/** What Python's `UUID` ignores in an id: prefixes, braces around it, and dashes. */
const UUID_DECORATION = /urn:|uuid:|^[{}]+|(?<![{}])[{}]+$|-/g;

/**
 * Converts a table to model run records without registering them. Rows with a job id are returned as existing records.
 * @throws HttpError 400 for an invalid table or the first invalid row, 401 for items without access
 */
export function convertTable(file: Uint8Array, references: References): ConvertedTable {
  const [headers, ...rows] = readTable(file);
  if (!headers) throw badRequest('The file has no header in its first line.');
  const duplicate = findDuplicate(headers);
  if (duplicate !== undefined) throw badRequest(`The column "${duplicate}" occurs more than once.`);
  if (rows.length === 0) throw badRequest('The file has no rows below its header.');
  const layout = createLayout(readTemplateId(headers), references);
  const expected = listHeaders(layout);
  const missing = expected.find((header) => !headers.includes(header));
  if (missing !== undefined) throw badRequest(`The column "${missing}" is missing.`);

  const converted: ConvertedTable = { new_records: [], existing_records: [], warnings: [] };
  for (const header of headers) {
    if (!expected.includes(header))
      converted.warnings.push(`The column "${header}" is unknown and was ignored.`);
  }
  for (const [index, cells] of rows.entries()) {
    const row = createRow(index + 1, headers, cells);
    const job = row.cell(SYSTEM_HEADERS.job);
    if (job === '') converted.new_records.push(readRecord(row, layout, references));
    else if (/^[0-9a-f]{32}$/i.test(job.replace(UUID_DECORATION, ''))) converted.existing_records.push(job);
    else throw invalidRow(row, `"${job}" is not a job id.`);
  }
  return converted;
}

/** Parses the lines, without empty ones below the first; none if the first is empty. @throws HttpError (400) */
function readTable(file: Uint8Array): string[][] {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
    if (/^\r?\n/.test(decoded)) return [];
    return parseCsv(decoded, {
      relaxColumnCount: true,
      relaxQuotes: true,
      skipEmptyLines: true,
      recordDelimiter: ['\r\n', '\n'],
    });
  } catch (cause) {
    throw badRequest(
      `The file cannot be read as CSV in UTF-8: ${cause instanceof Error ? cause.message : cause}`,
    );
  }
}

function readTemplateId(headers: string[]): string {
  const templateIds = headers.flatMap(
    (header) => new RegExp(`^${TEMPLATE_ID_HEADER}\\s(\\S*)`).exec(header)?.[1] ?? [],
  );
  const [id] = templateIds;
  if (id === undefined || templateIds.length > 1) {
    throw badRequest(
      `Exactly one column must have the header "${TEMPLATE_ID_HEADER} <id>"; there are ${templateIds.length}.`,
    );
  }
  return id;
}

/** @throws HttpError (400) for a row with fewer or more cells than the header */
function createRow(number: number, headers: string[], cells: string[]): Row {
  if (cells.length !== headers.length) {
    // Python's csv.DictReader fills short rows with None, and collects the additional cells of long rows in a list
    const type = cells.length < headers.length ? 'NoneType' : 'list';
    throw badRequest(`'${type}' object has no attribute 'strip'`);
  }
  return { number, cell: (header) => (cells[headers.indexOf(header)] ?? '').trim() };
}

function readRecord(row: Row, layout: TableLayout, references: References): ModelRunRecord {
  const record = {
    workflow_template_id: layout.workflowTemplateId,
    model_version: row.cell(FIXED_HEADERS.version) || null,
    inputs: layout.inputs.map((columns) => readDataset(row, columns, references)),
    outputs: layout.outputs.map((columns) => readDataset(row, columns, references)),
    annotations: readAnnotations(row, layout),
    display_name: row.cell(FIXED_HEADERS.name),
    description: row.cell(FIXED_HEADERS.description),
    study_id: row.cell(FIXED_HEADERS.study) || null,
    associations: { modeller_id: row.cell(FIXED_HEADERS.agent) },
    start_time: readTime(row, FIXED_HEADERS.start),
    end_time: readTime(row, FIXED_HEADERS.end),
  };
  const { value, problem } = parse(ModelRunRecord, record);
  if (problem !== undefined) throw invalidRow(row, problem);
  return value;
}

function readAnnotations(row: Row, layout: TableLayout): Record<string, string> | null {
  const empty = layout.annotations.find(({ required, header }) => required && row.cell(header) === '');
  if (empty) throw invalidRow(row, `"${empty.header}" is empty.`);
  const filled = layout.annotations.filter(({ header }) => row.cell(header) !== '');
  return filled.length === 0
    ? null
    : Object.fromEntries(filled.map(({ key, header }) => [key, row.cell(header)]));
}

function readDataset(row: Row, { templateId, header, resources }: DatasetColumns, references: References) {
  const id = row.cell(header);
  references.item(DATASET, id, `Row ${row.number}, ${header}`);
  for (const resource of resources) {
    if (row.cell(resource.header) === '') throw invalidRow(row, `"${resource.header}" is empty.`);
  }
  const paths = Object.fromEntries(resources.map((resource) => [resource.key, row.cell(resource.header)]));
  return {
    dataset_template_id: templateId,
    dataset_id: id,
    dataset_type: 'DATA_STORE',
    resources: resources.length === 0 ? null : paths,
  };
}

function readTime(row: Row, header: string): number {
  const time = parseTime(row.cell(header));
  if (time === undefined) throw invalidRow(row, `"${row.cell(header)}" is not a time (${header}).`);
  return time;
}

function invalidRow({ number }: Row, problem: string): HttpError {
  return badRequest(`Row ${number}: ${problem}`);
}
