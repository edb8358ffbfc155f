import type { Service } from '../endpoints.ts';
import type { Access } from './access.ts';
import type { ResponseReader } from './response.ts';
import type { Route, Safety } from './route.ts';

/** A route without name and service. */
type Row<Reply> = Omit<Route<Reply>, 'operation' | 'service'>;
type RouteTraits = Pick<Route<unknown>, 'notFoundOn' | 'statusField'>;
type NamedRoutes<T> = { readonly [K in keyof T]: T[K] extends Row<infer Reply> ? Route<Reply> : never };

/** A row for a GET, which is always safe to retry. */
export function get<Reply>(
  path: string,
  access: Access,
  reply: ResponseReader<Reply>,
  traits: RouteTraits = {},
): Row<Reply> {
  return { method: 'GET', path, access, safety: 'safe', reply, ...traits };
}

const createRow =
  (method: Route<unknown>['method']) =>
  <Reply>(
    path: string,
    access: Access,
    safety: Safety,
    reply: ResponseReader<Reply>,
    traits: RouteTraits = {},
  ): Row<Reply> => ({
    method,
    path,
    access,
    safety,
    reply,
    ...traits,
  });

export const post = createRow('POST');
export const put = createRow('PUT');
export const remove = createRow('DELETE');

/** The rows of a module's table, each named `<module>.<key>` and sent to `service`. */
export function routes<T extends Readonly<Record<string, Row<unknown>>>>(
  module: string,
  service: Service,
  rows: T,
): NamedRoutes<T> {
  const namedRoutes = Object.entries(rows).map(([key, row]) => [
    key,
    { ...row, operation: `${module}.${key}`, service },
  ]);
  // Object.fromEntries loses the keys; they are those of `rows`, and only two fields were added to each row.
  return Object.fromEntries(namedRoutes) as NamedRoutes<T>;
}
