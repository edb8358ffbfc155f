import type { World } from './world.ts';

/** The settings that every API shows to its administrators, before its own. */
export function sharedConfig({ settings, endpoints }: World): Record<string, string> {
  return {
    keycloak_endpoint: endpoints.keycloak,
    domain_base: settings.domain,
    stage: 'DEV',
    test_mode: 'False',
    git_commit_id: 'sandbox',
    monitoring_enabled: 'False',
  };
}
