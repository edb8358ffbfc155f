import type { Infer } from '../../pydantic/type.ts';
import type { DatasetTemplate, WorkflowTemplate } from '../../registry/models/entities.ts';
import { getDatasetTemplates, getWorkflowTemplate } from '../record-validation.ts';
import type { References } from '../references.ts';

type Workflow = Infer<typeof WorkflowTemplate>;
type Template = Infer<typeof DatasetTemplate>;

export const TEMPLATE_ID_HEADER = '_workflow template id';
export const FIXED_HEADERS = {
  name: 'display name',
  description: 'description',
  version: 'model version (optional)',
  agent: 'agent id',
  study: 'study id',
  start: 'execution start time (YYYY-MM-DD HH:MM:SS+HH:MM)',
  end: 'execution end time (YYYY-MM-DD HH:MM:SS+HH:MM)',
} as const;
/** Columns of a table with the results of a batch. */
export const SYSTEM_HEADERS = {
  job: '_job_id',
  status: '_job_status',
  run: '_model_run_record_id',
  error: '_error_info',
} as const;

export type DatasetColumns = {
  templateId: string;
  header: string;
  resources: { key: string; header: string }[];
};

/** The columns of a table of model runs of one workflow template. */
export type TableLayout = {
  workflowTemplateId: string;
  inputs: DatasetColumns[];
  outputs: DatasetColumns[];
  annotations: { key: string; header: string; required: boolean }[];
};

/** Creates the layout for a workflow template. @throws HttpError 400 for an unknown template, 401 without access */
export function createLayout(workflowTemplateId: string, references: References): TableLayout {
  const workflow = getWorkflowTemplate(references, workflowTemplateId);
  const templates = getDatasetTemplates(references, workflow);
  const annotation = (required: boolean) => (key: string) => ({
    key,
    header: `annotation: ${key}`,
    required,
  });
  return {
    workflowTemplateId,
    inputs: createDatasetColumns('Input', workflow.input_templates, templates),
    outputs: createDatasetColumns('Output', workflow.output_templates, templates),
    annotations: [
      ...(workflow.annotations?.required ?? []).map(annotation(true)),
      ...(workflow.annotations?.optional ?? []).map(annotation(false)),
    ],
  };
}

function createDatasetColumns(
  side: 'Input' | 'Output',
  used: Workflow['input_templates'],
  templates: Map<string, Template>,
): DatasetColumns[] {
  return used.map(({ template_id: templateId }) => {
    const template = templates.get(templateId);
    return {
      templateId,
      header: `${side} dataset id for template: ${template?.display_name} [template id: ${templateId}]`,
      resources: (template?.deferred_resources ?? []).map(({ key }) => ({
        key,
        header: `${side} resource: ${key}`,
      })),
    };
  });
}

/** The header of a table, in order. */
export function listHeaders(layout: TableLayout): string[] {
  const ofDatasets = [...layout.inputs, ...layout.outputs].flatMap(({ header, resources }) => [
    header,
    ...resources.map((resource) => resource.header),
  ]);
  return [
    `${TEMPLATE_ID_HEADER} ${layout.workflowTemplateId}`,
    ...Object.values(FIXED_HEADERS),
    ...ofDatasets,
    ...layout.annotations.map(({ header }) => header),
    ...Object.values(SYSTEM_HEADERS),
  ];
}

/** One line of CSV as Python's csv module writes it. */
export function formatCsvLine(cells: string[]): string {
  return `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/** @returns the first header that occurs twice; undefined if there is none */
export function findDuplicate(headers: string[]): string | undefined {
  return headers.find((header, index) => headers.indexOf(header) !== index);
}
