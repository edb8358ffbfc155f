import type { ModelRunRecord } from '../../client/index.ts';
import type { DatasetTemplateInfo } from '../../client/model/kinds/dataset-template.ts';
import type { ModelRunWorkflowInfo } from '../../client/model/kinds/models.ts';
import { didYouMean, formatValue } from '../format-value.ts';

/** A violation of the workflow template, at a place in the record. */
export interface RuleIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The part of a workflow template with rules for its runs. */
export type Workflow = Pick<ModelRunWorkflowInfo, 'input_templates' | 'output_templates' | 'annotations'>;

type Resource = Pick<NonNullable<DatasetTemplateInfo['deferred_resources']>[number], 'key' | 'optional'>;

/** The part of the dataset templates with rules for datasets, by handle. */
type Templates = ReadonlyMap<string, { readonly deferred_resources?: readonly Resource[] | undefined }>;

type Side = 'inputs' | 'outputs';

/**
 * Checks a record against its workflow template and the dataset templates in it, with the rules of the server: every
 * template that is not optional is used; a dataset follows one of the templates of the workflow, whether as input or
 * output; the keys of resources are exactly the deferred ones; required annotations exist, but may be empty.
 */
export function checkWorkflowRules(
  record: ModelRunRecord,
  workflow: Workflow,
  templates: Templates,
): RuleIssue[] {
  return [
    ...checkTemplates(record, 'inputs', workflow.input_templates ?? []),
    ...checkTemplates(record, 'outputs', workflow.output_templates ?? []),
    ...(['inputs', 'outputs'] as const).flatMap((side) =>
      record[side].flatMap((dataset, i) => checkDataset(dataset, [side, i], workflow, templates)),
    ),
    ...checkAnnotations(record, workflow.annotations?.required ?? []),
  ];
}

/** Handles of the dataset templates that a workflow template names. */
export function listTemplateIds({ input_templates = [], output_templates = [] }: Workflow): string[] {
  return [...input_templates, ...output_templates].map((entry) => entry.template_id);
}

function checkTemplates(
  record: ModelRunRecord,
  side: Side,
  templates: NonNullable<Workflow['input_templates']>,
): RuleIssue[] {
  const used = new Set(record[side].map((dataset) => dataset.dataset_template_id));
  return templates
    .filter(({ template_id: id, optional }) => optional !== true && !used.has(id))
    .map(({ template_id: id }) => ({
      path: [side],
      message: `the workflow template requires a dataset of template ${id} here`,
    }));
}

function checkDataset(
  { dataset_template_id: id, resources }: ModelRunRecord[Side][number],
  path: RuleIssue['path'],
  workflow: Workflow,
  templates: Templates,
): RuleIssue[] {
  const known = listTemplateIds(workflow);
  if (!known.includes(id)) {
    const message = `${formatValue(id)} is not a dataset template of the workflow template${didYouMean(id, known) || '.'} It has ${known.join(', ') || 'none'}`;
    return [{ path: [...path, 'dataset_template_id'], message }];
  }
  const deferred = templates.get(id)?.deferred_resources ?? [];
  const keys = deferred.map((resource) => resource.key);
  const missing = deferred.filter(
    ({ key, optional }) => optional !== true && !Object.hasOwn(resources ?? {}, key),
  );
  const unknown = Object.keys(resources ?? {}).filter((key) => !keys.includes(key));
  return [
    ...missing.map(({ key }) => ({
      path: [...path, 'resources'],
      message: `the dataset template requires the path of the resource ${formatValue(key)}`,
    })),
    ...unknown.map((key) => ({
      path: [...path, 'resources', key],
      message: `is not a resource of the dataset template${didYouMean(key, keys) || '.'} It has ${keys.join(', ') || 'none'}`,
    })),
  ];
}

function checkAnnotations({ annotations }: ModelRunRecord, required: readonly string[]): RuleIssue[] {
  return required
    .filter((key) => !Object.hasOwn(annotations ?? {}, key))
    .map((key) => ({
      path: ['annotations'],
      message: `the workflow template requires the annotation ${formatValue(key)}`,
    }));
}
