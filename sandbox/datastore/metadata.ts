import { APPROVALS, type CollectionFormat } from '../registry/models/collection-format.ts';
import { validateCollectionFormat } from '../registry/validation.ts';
import type { SandboxState } from '../state/sandbox-state.ts';

/**
 * Validates metadata that fits the model: first by the published schema, then values that contradict each other, then
 * references.
 * @returns the first problem; undefined if there is none
 */
export function findMetadataProblem(state: SandboxState, format: CollectionFormat): string | undefined {
  return findSchemaProblem(state, format) ?? findValueProblem(format) ?? findReferenceProblem(state, format);
}

/** The model accepts a field that the schema does not have. */
function findSchemaProblem({ settings }: SandboxState, format: CollectionFormat): string | undefined {
  if (!settings.knownBugs || format.dataset_info.version === null) return undefined;
  return "Additional properties are not allowed ('version' was unexpected)";
}

function findValueProblem({ approvals, dataset_info: info }: CollectionFormat): string | undefined {
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

export function findReferenceProblem(state: SandboxState, format: CollectionFormat): string | undefined {
  const problem = validateCollectionFormat(state, format);
  return problem === undefined ? undefined : `Validation error: ${problem}`;
}
