import { boolean } from '../pydantic/scalars.ts';
import { byDefault } from '../pydantic/type.ts';
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
export function createCommonRoutes(state: SandboxState, levels: Levels, debugRoles?: string[]): Route[] {
  return [
    createHealthRoute(),
    // the caller's identity, if the caller has the roles of the level
    ...Object.entries({ general: [], ...levels }).map(([level, roles]) =>
      route('GET', `/check-access/check-${level}-access`, { roles }, ({ user }) => user),
    ),
    ...createAdminRoutes(state, levels.admin, debugRoles),
  ];
}

/** Routes of administrators: the settings of the deployment, and a route that would report an error to the monitoring. */
export function createAdminRoutes(
  state: SandboxState,
  roles: string[],
  debugRoles: string[] = roles,
): Route[] {
  const query = { required_only: byDefault(boolean, () => true) };
  return [
    route('GET', '/admin/config', { roles, query }, ({ query: { required_only } }) => {
      const settings = { ...createRequiredSettings(state), ...(required_only ? {} : OPTIONAL_SETTINGS) };
      const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
      return attachment(lines.join('\n'), 'config.txt', 'text/plain; charset=utf-8');
    }),
    route('GET', '/admin/sentry-debug', { roles: debugRoles }, () => ({
      message: 'Monitoring is off, so there is nothing to try.',
    })),
  ];
}

const OPTIONAL_SETTINGS = { test_mode: 'False', git_commit_id: 'sandbox', monitoring_enabled: 'False' };

/** The settings of the real APIs that a sandbox has. Each real API returns some of them, and names its tables and secrets in AWS. */
function createRequiredSettings({ settings, endpoints }: SandboxState): Record<string, string> {
  return {
    keycloak_endpoint: endpoints.keycloak,
    domain_base: settings.domain,
    stage: 'DEV',
    s3_storage_bucket_name: settings.bucket,
    registry_api_endpoint: endpoints.registry,
    auth_api_endpoint: endpoints.auth,
    job_api_endpoint: endpoints.jobs,
    handle_api_endpoint: endpoints.handle,
  };
}
