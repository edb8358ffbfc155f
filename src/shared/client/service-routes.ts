import { json, text } from './http/response.ts';
import type { Call, CallOptions } from './http/route.ts';
import { get, routes } from './http/routes.ts';
import { Health, User } from './model/status.ts';
import type { Service } from './services.ts';

export interface ConfigOptions extends CallOptions {
  /** Only settings that the API cannot do without; its default is true. */
  readonly requiredOnly?: boolean | undefined;
}

/** Routes that all APIs have: a greeting, and checks of the caller's access. */
export type AccessChecks = ReturnType<typeof createAccessChecks>;
export type HealthCheck = ReturnType<typeof createHealthCheck>;
export type ConfigRoute = ReturnType<typeof createConfigRoute>;

/** @param prefix of the roles that the routes require. */
export function createAccessChecks(call: Call, module: string, service: Service, prefix: '' | 'sys-' = '') {
  const user = json(User);
  const at = (level: string) => `/check-access/check-${level}-access`;
  const check = routes(module, service, {
    general: get(at('general'), 'token', user),
    read: get(at('read'), `${prefix}read`, user),
    write: get(at('write'), `${prefix}write`, user),
    admin: get(at('admin'), `${prefix}admin`, user),
  });
  return {
    ...createHealthCheck(call, module, service),
    /**
     * The user as the service identifies the caller, if the caller has this level of its roles.
     * `GET /check-access/check-<level>-access`
     * @throws ForbiddenError with the missing roles.
     */
    checkAccess: (level: 'general' | 'read' | 'write' | 'admin', options?: CallOptions): Promise<User> =>
      call({ ...check[level], operation: `${module}.checkAccess` }, {}, options),
  };
}

export function createHealthCheck(call: Call, module: string, service: Service) {
  const route = routes(module, service, { health: get('/', 'open', json(Health)) });
  return {
    /** The service's greeting; needs no token. `GET /` */
    health: (options?: CallOptions): Promise<Health> => call(route.health, {}, options),
  };
}

export function createConfigRoute(
  call: Call,
  module: string,
  service: Service,
  access: 'admin' | 'sys-admin' = 'admin',
) {
  const route = routes(module, service, { config: get('/admin/config', access, text) });
  return {
    /** Settings of the API as `KEY=value` lines. They may contain secrets. `GET /admin/config` */
    config: (options?: ConfigOptions): Promise<string> =>
      call(route.config, { query: { required_only: options?.requiredOnly } }, options),
  };
}
