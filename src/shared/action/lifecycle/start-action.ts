import type { InputSchema } from '../inputs/input-schema.ts';
import { parseFlag, readRawInput } from '../inputs/raw-input.ts';
import type { ActionDefinition } from './action-definition.ts';
import { prefetchToken } from './prefetch-token.ts';

/**
 * Runs an action; called by its `main.ts`. If the action connects to Provena, the token request is sent before the rest
 * of the code is loaded.
 */
export async function startAction<S extends InputSchema, Name extends string>(
  action: ActionDefinition<S, Name>,
): Promise<void> {
  const { isLocal, connectsOnlyIf, prefetchTokenIf } = action;
  const connects =
    !isLocal && (connectsOnlyIf === undefined || parseFlag(readRawInput(connectsOnlyIf) ?? ''));
  const prefetched =
    connects && hasInputOfEachGroup(prefetchTokenIf) ? await prefetchToken(action.name) : undefined;
  // Loading modules blocks the event loop; yield once so that the connection can open.
  if (prefetched) await new Promise(setImmediate);
  const { runAction } = await import('./run-action.ts');
  await runAction(action, prefetched);
}

function hasInputOfEachGroup(groups: readonly (readonly string[])[] = []): boolean {
  return groups.every((group) =>
    group.some((name) => (readRawInput(name) ?? 'false').toLowerCase() !== 'false'),
  );
}
