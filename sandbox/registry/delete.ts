import type { SandboxState } from '../state/sandbox-state.ts';
import { assertUnlocked } from './permission.ts';

/** Takes an item out of the tables, whatever its kind; handles and the graph stay. @throws RequestRejectedError (400) unknown, 401 locked */
export function deleteItem(state: SandboxState, id: string): void {
  assertUnlocked(state, id);
  state.db.atomically(() => {
    state.items.delete(id);
    state.access.delete(id);
    state.locks.delete(id);
  });
}
