import type { Service } from '../endpoints.ts';
import type { Access } from './access.ts';
import type { Reader } from './reply.ts';
import type { Route, Safety } from './route.ts';

/** A route before it has a name and a service. */
type Row<Reply> = Omit<Route<Reply>, 'operation' | 'service'>;
type Traits = Pick<Route<unknown>, 'absent' | 'verdict'>;
type Named<T> = { readonly [K in keyof T]: T[K] extends Row<infer Reply> ? Route<Reply> : never };

/** A row of a GET: reading is always safe to repeat. */
export function get<Reply>(
  path: string,
  access: Access,
  reply: Reader<Reply>,
  traits: Traits = {},
): Row<Reply> {
  return { method: 'GET', path, access, safety: 'safe', reply, ...traits };
}

const sends =
  (method: Route<unknown>['method']) =>
  <Reply>(
    path: string,
    access: Access,
    safety: Safety,
    reply: Reader<Reply>,
    traits: Traits = {},
  ): Row<Reply> => ({
    method,
    path,
    access,
    safety,
    reply,
    ...traits,
  });

export const post = sends('POST');
export const put = sends('PUT');
export const remove = sends('DELETE');

/** The rows of one module's table, each named `<module>.<key>` and sent to `service`. */
export function routes<T extends Readonly<Record<string, Row<unknown>>>>(
  module: string,
  service: Service,
  rows: T,
): Named<T> {
  const named = Object.entries(rows).map(([key, row]) => [
    key,
    { ...row, operation: `${module}.${key}`, service },
  ]);
  // Object.fromEntries forgets the keys; they are those of `rows`, and only two fields were added to each row.
  return Object.fromEntries(named) as Named<T>;
}
