import type { Groups } from '../auth/groups.ts';
import type { Links } from '../auth/links.ts';
import type { Handles } from '../handles/handles.ts';
import type { Jobs } from '../jobs/jobs.ts';
import type { Outbox } from '../jobs/outbox.ts';
import type { Graph } from '../prov/graph.ts';
import type { AccessTable } from '../registry/access.ts';
import type { Items } from '../registry/items.ts';
import type { Locks } from '../registry/locks.ts';
import type { S3Store } from '../s3/index.ts';
import type { Endpoints, Settings } from '../settings.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** State that the services of a sandbox share, and their URLs. */
export type SandboxState = {
  settings: Settings;
  endpoints: Endpoints;
  db: Database;
  clock: Clock;
  items: Items;
  access: AccessTable;
  locks: Locks;
  handles: Handles;
  groups: Groups;
  links: Links;
  jobs: Jobs;
  outbox: Outbox;
  graph: Graph;
  files: S3Store;
  /** Lifetime of new S3 credentials, which tests can shorten. */
  credentialSeconds: number;
};

/** Settings that every API returns to its administrators, before its own. */
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
