import type { Service } from '../services.ts';
import type { Access } from './access.ts';
import type { ResponseReader } from './response.ts';
import type { Route, Safety } from './route.ts';

/** A route without name and service. */
type Row<Result> = Omit<Route<Result>, 'operation' | 'service'>;
type RouteTraits = Pick<Route<unknown>, 'notFoundOn' | 'adviceOn500' | 'statusField'>;
type NamedRoutes<T> = { readonly [K in keyof T]: T[K] extends Row<infer Result> ? Route<Result> : never };

/** A row for a GET, which is always safe to retry. */
export function get<Result>(
  path: string,
  access: Access,
  response: ResponseReader<Result>,
  traits: RouteTraits = {},
): Row<Result> {
  return { method: 'GET', path, access, safety: 'safe', response, ...traits };
}

const createRow =
  (method: Route<unknown>['method']) =>
  <Result>(
    path: string,
    access: Access,
    safety: Safety,
    response: ResponseReader<Result>,
    traits: RouteTraits = {},
  ): Row<Result> => ({
    method,
    path,
    access,
    safety,
    response,
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
