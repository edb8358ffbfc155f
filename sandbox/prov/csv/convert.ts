import { parse as parseCsv } from 'csv-parse/sync';
import { badRequest } from '../../http/errors.ts';
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

type CellReader = (header: string) => string;
export type ConvertedTable = {
  new_records: ModelRunRecord[];
  existing_records: string[];
  warnings: string[];
};

const UUID = /^[{]?(urn:uuid:)?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}[}]?$/i;

/**
 * Converts a table to model run records without registering them. Rows with a job id are returned as existing records.
 * @throws HttpError 400 for an invalid table or the first invalid row, 401 for items without access
 */
export function convertTable(file: Uint8Array, references: References): ConvertedTable {
  const [headers, ...rows] = readTable(file);
  if (!headers) throw badRequest('The file is empty.');
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
  for (const [index, row] of rows.entries()) {
    const cells = createCellReader(headers, row);
    const job = cells(SYSTEM_HEADERS.job);
    if (job === '') converted.new_records.push(readRecord(cells, index + 1, layout, references));
    else if (UUID.test(job)) converted.existing_records.push(job);
    else throw badRequest(`Row ${index + 1}: "${job}" is not a job id.`);
  }
  return converted;
}

/** Parses the lines, without empty ones. @throws HttpError (400) */
function readTable(file: Uint8Array): string[][] {
  try {
    const decoded = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(file);
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
    (header) => new RegExp(`^${TEMPLATE_ID_HEADER}\\s(\\S+)`).exec(header)?.[1] ?? [],
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
function createCellReader(headers: string[], row: string[]): CellReader {
  if (row.length !== headers.length) {
    // Python's csv.DictReader fills short rows with None, and collects the additional cells of long rows in a list
    const type = row.length < headers.length ? 'NoneType' : 'list';
    throw badRequest(`'${type}' object has no attribute 'strip'`);
  }
  return (header) => (row[headers.indexOf(header)] ?? '').trim();
}

function readRecord(
  cells: CellReader,
  number: number,
  layout: TableLayout,
  references: References,
): ModelRunRecord {
  const invalidRow = (problem: string) => badRequest(`Row ${number}: ${problem}`);
  const time = (header: string) => {
    const read = parseTime(cells(header));
    if (read === undefined) throw invalidRow(`"${cells(header)}" is not a time (${header}).`);
    return read;
  };
  const dataset = ({ templateId, header, resources }: DatasetColumns) => {
    const id = cells(header);
    references.item(DATASET, id, `Row ${number}, ${header}`);
    for (const resource of resources) {
      if (cells(resource.header) === '') throw invalidRow(`"${resource.header}" is empty.`);
    }
    const paths = Object.fromEntries(resources.map((resource) => [resource.key, cells(resource.header)]));
    return {
      dataset_template_id: templateId,
      dataset_id: id,
      dataset_type: 'DATA_STORE',
      resources: resources.length === 0 ? null : paths,
    };
  };
  const empty = layout.annotations.find(({ required, header }) => required && cells(header) === '');
  if (empty) throw invalidRow(`"${empty.header}" is empty.`);
  const annotations = layout.annotations.filter(({ header }) => cells(header) !== '');
  const record = {
    workflow_template_id: layout.workflowTemplateId,
    model_version: cells(FIXED_HEADERS.version) || null,
    inputs: layout.inputs.map(dataset),
    outputs: layout.outputs.map(dataset),
    annotations:
      annotations.length === 0
        ? null
        : Object.fromEntries(annotations.map(({ key, header }) => [key, cells(header)])),
    display_name: cells(FIXED_HEADERS.name),
    description: cells(FIXED_HEADERS.description),
    study_id: cells(FIXED_HEADERS.study) || null,
    associations: { modeller_id: cells(FIXED_HEADERS.agent) },
    start_time: time(FIXED_HEADERS.start),
    end_time: time(FIXED_HEADERS.end),
  };
  const { value, problem } = parse(ModelRunRecord, record);
  if (problem !== undefined) throw invalidRow(problem);
  return value;
}
