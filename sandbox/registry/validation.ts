import type { Infer } from '../pydantic/type.ts';
import type { World } from '../world.ts';
import { ewktProblem } from './ewkt.ts';
import type { Kind } from './kinds.ts';
import type { Person } from './models/agents.ts';
import type { CollectionFormat } from './models/collection-format.ts';
import type { Dataset } from './models/dataset.ts';
import type { WorkflowTemplate } from './models/entities.ts';
import type { Subtype } from './models/subtypes.ts';
import { referenceProblem } from './references.ts';

type Rule = (world: World, info: never) => string | undefined;

/** What the registry checks of some kinds beyond the shape of the body. The info has been read by the kind's own model. */
const RULES: Partial<Record<Subtype, Rule>> = {
  PERSON: (_, info: Infer<typeof Person>) =>
    info.ethics_approved
      ? undefined
      : 'The person must have agreed to be registered: ethics_approved must be true.',
  MODEL_RUN_WORKFLOW_TEMPLATE: workflowTemplateProblem,
  DATASET: (world, info: Infer<typeof Dataset>) => collectionProblem(world, info.collection_format),
};

/** Why the registry would not take this body, or nothing. */
export function problemOf(world: World, kind: Kind, info: unknown): string | undefined {
  const rule = RULES[kind.subtype];
  const problem = rule?.(world, info as never); // each row is only given what its kind's model read
  return problem === undefined ? undefined : `Validation Error: ${problem}`;
}

function workflowTemplateProblem(world: World, info: Infer<typeof WorkflowTemplate>): string | undefined {
  const software = referenceProblem(world, 'software_id', info.software_id, 'MODEL');
  if (software !== undefined) return software;
  for (const side of ['input_templates', 'output_templates'] as const) {
    for (const { template_id } of info[side]) {
      const problem = referenceProblem(world, side, template_id, 'DATASET_TEMPLATE');
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
}

/** References first, then places, in the server's order; the first problem is told. */
export function collectionProblem(world: World, format: CollectionFormat): string | undefined {
  const { associations, dataset_info: info } = format;
  return (
    referenceProblem(world, 'organisation_id', associations.organisation_id, 'ORGANISATION') ??
    referenceProblem(world, 'publisher_id', info.publisher_id, 'ORGANISATION') ??
    (associations.data_custodian_id === null
      ? undefined
      : referenceProblem(world, 'data_custodian_id', associations.data_custodian_id, 'PERSON')) ??
    placeProblem('coverage', info.spatial_info?.coverage) ??
    placeProblem('extent', info.spatial_info?.extent)
  );
}

function placeProblem(field: string, value: string | null | undefined): string | undefined {
  const problem = value === null || value === undefined ? undefined : ewktProblem(value);
  return problem === undefined ? undefined : `${field}: ${problem}`;
}
