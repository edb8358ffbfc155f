import { badRequest } from '../../http/errors.ts';
import type { Job } from '../../jobs/job.ts';
import type { ModelRunRecord } from '../../registry/models/model-run-record.ts';
import type { References } from '../references.ts';
import {
  createLayout,
  type DatasetColumns,
  formatCsvLine,
  listHeaders,
  type TableLayout,
} from './columns.ts';
import { formatTime } from './times.ts';

/**
 * Creates the table of a batch with the result of each run. It has only the columns of the template.
 * @throws HttpError 400 for jobs of another kind, runs of several templates, or a run without a required value
 */
export function createBatchTable(jobs: Job[], references: References): string {
  const runs = jobs.map((job) => ({ job, record: getRecord(job) }));
  const templates = new Set(runs.map(({ record }) => record.workflow_template_id));
  const [template] = templates;
  if (template === undefined || templates.size > 1)
    throw badRequest('The runs of the batch have several workflow templates.');
  const layout = createLayout(template, references);
  return [listHeaders(layout), ...runs.map(({ job, record }) => createRow(job, record, layout))]
    .map(formatCsvLine)
    .join('');
}

function getRecord(job: Job): ModelRunRecord {
  if (job.job_sub_type !== 'MODEL_RUN_PROV_LODGE')
    throw badRequest(`The job ${job.session_id} does not register a model run.`);
  return job.payload['record'] as ModelRunRecord; // checked when the job was launched
}

function createRow(job: Job, record: ModelRunRecord, layout: TableLayout): string[] {
  const registered = job.result?.['record'] as { id: string } | undefined; // written by the job
  return [
    '',
    record.display_name,
    record.description,
    record.model_version ?? '',
    record.associations.modeller_id,
    record.study_id ?? '',
    formatTime(record.start_time),
    formatTime(record.end_time),
    ...layout.inputs.flatMap((columns) => createDatasetCells(columns, record.inputs)),
    ...layout.outputs.flatMap((columns) => createDatasetCells(columns, record.outputs)),
    ...layout.annotations.map((column) => createAnnotationCell(column, record)),
    job.session_id,
    job.status,
    registered?.id ?? '',
    job.status === 'FAILED' ? (job.info ?? '') : '',
  ];
}

function createDatasetCells(
  { templateId, resources }: DatasetColumns,
  uses: ModelRunRecord['inputs'],
): string[] {
  const use = uses.find((one) => one.dataset_template_id === templateId);
  if (!use) throw badRequest(`A run of the batch has no dataset for the template ${templateId}.`);
  const paths = resources.map(({ key }) => {
    const path = getOwn(use.resources, key);
    if (path === undefined) throw badRequest(`A run of the batch has no path for the resource "${key}".`);
    return path;
  });
  return [use.dataset_id, ...paths];
}

function createAnnotationCell(
  { key, required }: TableLayout['annotations'][number],
  record: ModelRunRecord,
): string {
  const value = getOwn(record.annotations, key);
  if (value === undefined && required) throw badRequest(`A run of the batch lacks the annotation "${key}".`);
  return value ?? '';
}

/** Keys come from users, and can be names of Object.prototype. */
function getOwn(
  values: Readonly<Record<string, string>> | null | undefined,
  key: string,
): string | undefined {
  return values && Object.hasOwn(values, key) ? values[key] : undefined;
}
