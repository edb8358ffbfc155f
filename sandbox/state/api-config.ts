import type { SandboxState } from './sandbox-state.ts';

/** The settings that every API shows to its administrators, before its own. */
export function createSharedConfig({ settings, endpoints }: SandboxState): Record<string, string> {
  return {
    keycloak_endpoint: endpoints.keycloak,
    domain_base: settings.domain,
    stage: 'DEV',
    test_mode: 'False',
    git_commit_id: 'sandbox',
    monitoring_enabled: 'False',
  };
}
