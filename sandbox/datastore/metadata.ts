import { APPROVALS, type CollectionFormat } from '../registry/models/collection-format.ts';
import { validateCollectionFormat } from '../registry/validation.ts';
import type { World } from '../world.ts';

/**
 * What is wrong with dataset metadata of the right shape, or nothing: first the published schema, then values that do not go
 * together, then what the registry knows.
 */
export function metadataProblem(world: World, format: CollectionFormat): string | undefined {
  return schemaProblem(world, format) ?? valueProblem(format) ?? registryProblem(world, format);
}

/** The model takes a field that the schema does not have. */
function schemaProblem({ settings }: World, format: CollectionFormat): string | undefined {
  if (settings.fixed || format.dataset_info.version === null) return undefined;
  return "Additional properties are not allowed ('version' was unexpected)";
}

function valueProblem({ approvals, dataset_info: info }: CollectionFormat): string | undefined {
  const created = info.created_date.value;
  const published = info.published_date.value;
  if (created !== null && published !== null && published < created)
    return 'The dataset is published before it is created.';
  const check = APPROVALS.find((name) => approvals[name].relevant !== approvals[name].obtained);
  if (check === undefined) return undefined;
  return approvals[check].relevant
    ? `${check} is relevant, so it must be obtained first.`
    : `${check} is obtained though it is not relevant.`;
}

export function registryProblem(world: World, format: CollectionFormat): string | undefined {
  const problem = validateCollectionFormat(world, format);
  return problem === undefined ? undefined : `Validation error: ${problem}`;
}
