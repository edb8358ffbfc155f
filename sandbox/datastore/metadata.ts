import { APPROVALS, type CollectionFormat } from '../registry/models/collection-format.ts';
import { validateCollectionFormat } from '../registry/validation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/**
 * What is wrong with dataset metadata of the right shape, or nothing: first the published schema, then values that do not go
 * together, then what the registry knows.
 */
export function metadataProblem(state: SandboxState, format: CollectionFormat): string | undefined {
  return schemaProblem(state, format) ?? valueProblem(format) ?? registryProblem(state, format);
}

/** The model takes a field that the schema does not have. */
function schemaProblem({ settings }: SandboxState, format: CollectionFormat): string | undefined {
  if (!settings.knownBugs || format.dataset_info.version === null) return undefined;
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

export function registryProblem(state: SandboxState, format: CollectionFormat): string | undefined {
  const problem = validateCollectionFormat(state, format);
  return problem === undefined ? undefined : `Validation error: ${problem}`;
}
