import { StatusFailure } from '../http/status.ts';
import type { Infer } from '../pydantic/type.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { validateEwkt } from './ewkt.ts';
import { getKind, type Kind } from './kinds.ts';
import type { CollectionFormat } from './models/collection-format.ts';
import type { Dataset } from './models/dataset.ts';
import type { Person, WorkflowTemplate } from './models/entities.ts';
import type { Subtype } from './models/subtypes.ts';

type Rule = (state: SandboxState, info: never) => string | undefined;

/** Checks of some kinds beyond the schema of the body, which has been read with the model of the kind. */
const RULES: Partial<Record<Subtype, Rule>> = {
  PERSON: (_, info: Infer<typeof Person>) =>
    info.ethics_approved
      ? undefined
      : 'The person must have agreed to be registered: ethics_approved must be true.',
  MODEL_RUN_WORKFLOW_TEMPLATE: validateWorkflowTemplate,
  DATASET: (state, info: Infer<typeof Dataset>) => validateCollectionFormat(state, info.collection_format),
};

/** @throws StatusFailure if the registry rejects this body */
export function assertValidInfo(state: SandboxState, kind: Kind, info: object): void {
  const problem = RULES[kind.subtype]?.(state, info as never); // each rule gets only what the model of its kind read
  if (problem !== undefined) throw new StatusFailure(`Validation Error: ${problem}`);
}

function validateWorkflowTemplate(
  state: SandboxState,
  info: Infer<typeof WorkflowTemplate>,
): string | undefined {
  const software = validateReference(state, info.software_id, 'MODEL');
  if (software !== undefined) return software;
  for (const side of ['input_templates', 'output_templates'] as const) {
    for (const { template_id } of info[side]) {
      const problem = validateReference(state, template_id, 'DATASET_TEMPLATE');
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** Checks references, then geometries, in the order of the server. @returns the first problem */
export function validateCollectionFormat(state: SandboxState, format: CollectionFormat): string | undefined {
  const { associations, dataset_info: info } = format;
  return (
    validateReference(state, associations.organisation_id, 'ORGANISATION') ??
    validateReference(state, info.publisher_id, 'ORGANISATION') ??
    (associations.data_custodian_id === null
      ? undefined
      : validateReference(state, associations.data_custodian_id, 'PERSON')) ??
    validateGeometry('coverage', info.spatial_info?.coverage) ??
    validateGeometry('extent', info.spatial_info?.extent)
  );
}

function validateGeometry(field: string, value: string | null | undefined): string | undefined {
  const problem = value === null || value === undefined ? undefined : validateEwkt(value);
  return problem === undefined ? undefined : `${field}: ${problem}`;
}

/**
 * Checks a reference to an item of a subtype; the caller need not have access to the item. Like that of the real
 * server, the sentence names the id and not the field.
 * @returns the problem; undefined if there is none
 */
function validateReference(state: SandboxState, id: string, subtype: Subtype): string | undefined {
  const item = id === '' ? undefined : state.items.get(id);
  if (!item) return `There is no item with the id "${id}".`;
  const parsed = getKind(subtype).parse(item);
  if (parsed.type === 'unreadable')
    return `The item "${id}" is of the kind ${item.item_subtype}, and ${subtype} is required.`;
  if (parsed.type === 'seed') return `The item "${id}" is a seed, and a complete item is required.`;
  return undefined;
}
