import { boolean } from '../pydantic/scalars.ts';
import { byDefault } from '../pydantic/type.ts';
import { type ApiName, createApiSettings } from '../state/api-settings.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { attachment } from './reply.ts';
import { openRoute, type Route, route } from './route.ts';

type Levels = { read: string[]; write: string[]; admin: string[] };

/** `GET /`, the health check. */
export function createHealthRoute(): Route {
  return openRoute('GET', '/', {}, () => ({ message: 'Health check successful.' }));
}

/**
 * The routes that all APIs except the auth API have: the health check, checks of the access by level, and those of
 * administrators.
 * @param debugRoles the roles for the route that tests the monitoring.
 */
export function createCommonRoutes(
  api: ApiName,
  state: SandboxState,
  levels: Levels,
  debugRoles?: string[],
): Route[] {
  return [
    createHealthRoute(),
    // the caller's identity, if the caller has the roles of the level
    ...Object.entries({ general: [], ...levels }).map(([level, roles]) =>
      route('GET', `/check-access/check-${level}-access`, { roles }, ({ user }) => user),
    ),
    ...createAdminRoutes(api, state, levels.admin, debugRoles),
  ];
}

/** Optional settings, which `required_only=false` adds. */
const OPTIONAL = ['test_mode', 'git_commit_id', 'monitoring_enabled', 'TEMP_FILE_LOCATION'];

/** Routes of administrators: the settings of the API as a file, and a route that would report an error to the monitoring. */
export function createAdminRoutes(
  api: ApiName,
  state: SandboxState,
  roles: string[],
  debugRoles: string[] = roles,
): Route[] {
  return [
    route(
      'GET',
      '/admin/config',
      { roles, query: { required_only: byDefault(boolean, () => true) } },
      ({ query }) => {
        const settings = Object.entries(createApiSettings(api, state)).filter(
          ([name]) => !(query.required_only && OPTIONAL.includes(name)),
        );
        const lines = settings.map(([name, value]) => `${name}=${value}`);
        return attachment(lines.join('\n'), 'config.txt', 'text/plain; charset=utf-8');
      },
    ),
    route('GET', '/admin/sentry-debug', { roles: debugRoles }, () => ({
      message: 'Monitoring is off, so there is nothing to try.',
    })),
  ];
}
