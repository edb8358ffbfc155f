import type { Call } from '../http/route.ts';
import { lazyProperties } from '../lazy-properties.ts';
import { KINDS, type Kind, type KindName } from './kinds.ts';
import { createOperations, type OperationName, type Operations } from './operations.ts';

type OperationsOf<Row> =
  Row extends Kind<infer Info, infer Missing> ? Omit<Operations<Info>, Missing> : never;

/** One client per kind of item, with the operations that the registry has for it. */
export type KindClients = { readonly [K in KindName]: OperationsOf<(typeof KINDS)[K]> };

export function createKindClients(call: Call): KindClients {
  const rows = Object.entries<Kind<unknown, OperationName>>(KINDS);
  const makers = rows.map(([name, { path, info, missing }]) => [
    name,
    () =>
      omitOperations(
        missing,
        createOperations(call, name, path, () => info),
      ),
  ]);
  // Each row makes the operations that KindClients derives from the same row.
  return lazyProperties<KindClients>(Object.fromEntries(makers) as { [K in KindName]: () => KindClients[K] });
}

function omitOperations(missing: readonly string[], operations: Operations<unknown>): object {
  return Object.fromEntries(Object.entries(operations).filter(([name]) => !missing.includes(name)));
}
