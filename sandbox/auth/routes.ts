import { adminRoutes, healthRoute } from '../http/common-routes.ts';
import { openRoute, type Route, route } from '../http/route.ts';
import { done } from '../not-done.ts';
import { ANYBODY } from '../roles.ts';
import type { World } from '../world.ts';
import { accessControlRoutes } from './access-control-routes.ts';
import { groupRoutes } from './group-routes.ts';
import { linkRoutes } from './link-routes.ts';

/** The auth API: access requests, groups, and the link between users and persons. It asks for one role at a time. */
export function authRoutes(world: World): Route[] {
  return [
    healthRoute(),
    openRoute('GET', '/check-access/public', { answer: () => done('Anybody may see this.') }),
    route('GET', '/check-access/general', { roles: ANYBODY, answer: ({ user }) => user }),
    ...accessControlRoutes(world),
    ...groupRoutes(world),
    ...linkRoutes(world),
    ...adminRoutes(() => config(world), ['sys-admin-admin']),
  ];
}

function config({ settings, endpoints }: World) {
  const optional = true as const;
  return {
    keycloak_endpoint: { value: endpoints.keycloak },
    domain_base: { value: settings.domain },
    stage: { value: 'DEV' },
    test_mode: { value: 'False', optional },
    git_commit_id: { value: 'sandbox', optional },
    monitoring_enabled: { value: 'False', optional },
    service_account_secret_arn: { value: 'sandbox/auth-api' },
    job_api_endpoint: { value: endpoints.jobs },
    access_request_email_address: { value: 'administrators@example.org' },
    registry_api_endpoint: { value: endpoints.registry },
    access_request_table_name: { value: 'access_requests' },
    user_groups_table_name: { value: 'user_groups' },
    username_person_link_table_name: { value: 'links' },
    username_person_link_table_person_index_name: { value: 'links_by_person' },
  };
}
