import { badRequest } from '../http/errors.ts';
import type { Infer } from '../pydantic/type.ts';
import {
  DATASET,
  DATASET_TEMPLATE,
  MODEL,
  ORGANISATION,
  PERSON,
  STUDY,
  WORKFLOW_TEMPLATE,
} from '../registry/kinds.ts';
import type { DatasetTemplate, WorkflowTemplate } from '../registry/models/entities.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import type { References } from './references.ts';

type Template = Infer<typeof DatasetTemplate>;
type Workflow = Infer<typeof WorkflowTemplate>;
type TemplatedDataset = ModelRunRecord['inputs'][number];

/**
 * Validates the references of a model run in the server's order.
 * @throws HttpError 400 for the first problem, 401 for an item that the user cannot read
 */
export function validateRecord(record: ModelRunRecord, references: References): Workflow {
  if (record.study_id !== null) references.item(STUDY, record.study_id, 'study_id');
  const workflow = getWorkflowTemplate(references, record.workflow_template_id);
  const templates = getDatasetTemplates(references, workflow);
  validateTemplateUses('input', workflow.input_templates, record.inputs);
  validateTemplateUses('output', workflow.output_templates, record.outputs);
  for (const use of [...record.inputs, ...record.outputs]) validateUse(use, templates, references);
  references.item(MODEL, workflow.software_id, 'software_id');
  references.item(PERSON, record.associations.modeller_id, 'modeller_id');
  const organisation = record.associations.requesting_organisation_id;
  if (organisation) references.item(ORGANISATION, organisation, 'requesting_organisation_id');
  for (const key of workflow.annotations?.required ?? []) {
    if (!Object.hasOwn(record.annotations ?? {}, key))
      throw badRequest(`The annotation "${key}" is required but missing.`);
  }
  return workflow;
}

/** A workflow template. @throws HttpError as `References.item` */
export function getWorkflowTemplate(references: References, id: string): Workflow {
  return references.item(WORKFLOW_TEMPLATE, id, 'workflow_template_id');
}

/** The dataset templates that a workflow template names, by id. @throws HttpError as `References.item` */
export function getDatasetTemplates(references: References, workflow: Workflow): Map<string, Template> {
  const ids = [...workflow.input_templates, ...workflow.output_templates].map((one) => one.template_id);
  return new Map(ids.map((id) => [id, references.item(DATASET_TEMPLATE, id, 'template_id')]));
}

function validateTemplateUses(
  side: string,
  templates: Workflow['input_templates'],
  uses: TemplatedDataset[],
): void {
  for (const { template_id, optional } of templates) {
    if (optional || uses.some((use) => use.dataset_template_id === template_id)) continue;
    throw badRequest(`The run has no ${side} for the template ${template_id}, which is required.`);
  }
}

function validateUse(use: TemplatedDataset, templates: Map<string, Template>, references: References): void {
  const template = templates.get(use.dataset_template_id);
  if (!template)
    throw badRequest(`The template ${use.dataset_template_id} does not belong to the workflow template.`);
  references.item(DATASET, use.dataset_id, 'dataset_id');
  const keys = Object.keys(use.resources ?? {});
  const deferred = template.deferred_resources;
  const missing = deferred.find(({ key, optional }) => !optional && !keys.includes(key));
  if (missing)
    throw badRequest(`The dataset ${use.dataset_id} lacks a path for the resource "${missing.key}".`);
  const unknown = keys.find((key) => !deferred.some((resource) => resource.key === key));
  if (unknown !== undefined)
    throw badRequest(`The template of the dataset ${use.dataset_id} has no resource "${unknown}".`);
}
