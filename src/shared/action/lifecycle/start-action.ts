import { rawInput } from '../inputs/raw-input.ts';
import type { InputSchema } from '../inputs/read-inputs.ts';
import type { ActionDefinition } from './action-definition.ts';
import { prefetchToken } from './prefetch-token.ts';

/**
 * Runs an action; what an action's `main.ts` calls. The first request is on its way before the rest of the code is
 * loaded, where the action talks to Provena at all.
 */
export async function startAction<S extends InputSchema, Name extends string>(
  action: ActionDefinition<S, Name>,
): Promise<void> {
  const ahead =
    action.isLocal || !hasRequiredInputs(action.requiredInputs)
      ? undefined
      : await prefetchToken(action.name);
  // Loading holds the event loop; one turn of it before lets the connection open.
  if (ahead) await new Promise(setImmediate);
  const { runAction } = await import('./run-action.ts');
  await runAction(action, ahead);
}

function hasRequiredInputs(needs: readonly (readonly string[])[] = []): boolean {
  return needs.every((group) => group.some((name) => (rawInput(name) ?? 'false') !== 'false'));
}
