import { Groups } from '../auth/groups.ts';
import { Links } from '../auth/links.ts';
import { Handles } from '../handles/handles.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Outbox } from '../jobs/outbox.ts';
import { Graph } from '../prov/graph.ts';
import { AccessTable } from '../registry/access.ts';
import { Items } from '../registry/items.ts';
import { Locks } from '../registry/locks.ts';
import type { S3Store } from '../s3/index.ts';
import { type Endpoints, SERVICES, type Settings } from '../settings.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';

/** State that the services of a sandbox share, and their URLs. */
export type SandboxState = ReturnType<typeof createState>;

/** Creates the state on a database and a store. Endpoints are set when the listeners are open. */
export function createState(settings: Settings, db: Database, files: S3Store, clock: Clock) {
  const groups = new Groups(db);
  return {
    settings,
    // a URL for each service
    endpoints: Object.fromEntries(SERVICES.map((name) => [name, ''])) as Endpoints,
    db,
    clock,
    items: new Items(db),
    access: new AccessTable(db, groups),
    locks: new Locks(db, clock),
    handles: new Handles(db),
    groups,
    links: new Links(db),
    jobs: new Jobs(db, clock, settings.pace),
    outbox: new Outbox(db, clock),
    graph: new Graph(db),
    files,
    /** Lifetime of new S3 credentials, which tests can shorten. */
    credentialSeconds: 28_800,
  };
}

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
