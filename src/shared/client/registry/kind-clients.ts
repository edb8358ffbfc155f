import type { Call } from '../http/route.ts';
import { lazyProperties } from '../lazy-properties.ts';
import { bindKind } from './bind.ts';
import { KINDS, type Kind, type KindName } from './kinds.ts';
import type { OperationName, Operations } from './operations.ts';

type OperationsOf<Row> =
  Row extends Kind<infer Info, infer Operation> ? Pick<Operations<Info>, Operation> : never;

/** One client per kind of item, each with the operations of its row. */
export type KindClients = { readonly [K in KindName]: OperationsOf<(typeof KINDS)[K]> };

export function createKindClients(call: Call): KindClients {
  const rows = Object.entries<Kind<unknown, OperationName>>(KINDS);
  const makers = rows.map(([name, row]) => [
    name,
    () =>
      pickOperations(
        row.operations,
        bindKind(call, name, row.path, () => row.info),
      ),
  ]);
  // Each row makes the operations that KindClients derives from the same row.
  return lazyProperties<KindClients>(Object.fromEntries(makers) as { [K in KindName]: () => KindClients[K] });
}

function pickOperations(names: readonly OperationName[], operations: Operations<unknown>): object {
  return Object.fromEntries(names.map((name) => [name, operations[name]]));
}
