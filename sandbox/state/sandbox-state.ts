import { Groups } from '../auth/groups.ts';
import type { RequestLog } from '../control/request-log.ts';
import type { RuntimeSettings } from '../control/runtime-settings.ts';
import type { RuleList } from '../faults/rule-list.ts';
import type { ParsedRule } from '../faults/rules.ts';
import type { Property } from '../handles/handles.ts';
import { Jobs } from '../jobs/jobs.ts';
import { Graph } from '../prov/graph.ts';
import { Items } from '../registry/items.ts';
import type { AccessSettings, LockInformation } from '../registry/models/item.ts';
import type { S3Store } from '../s3/start-s3.ts';
import { Indexer } from '../search/indexer.ts';
import { type Endpoints, SERVICES, type Settings } from '../settings.ts';
import type { Clock } from './clock.ts';
import type { Database } from './database.ts';
import { Documents } from './documents.ts';

/** State that the parts of a sandbox share, and their URLs. */
export type SandboxState = ReturnType<typeof createState>;

/** The parts of the state that the store of files shares, and the store. */
type SharedParts = {
  db: Database;
  clock: Clock;
  runtime: RuntimeSettings;
  requestLog: RequestLog;
  files: S3Store;
  faults: RuleList<ParsedRule>;
};

/** Creates the state on a database and a store. URLs are set when the listeners are open. */
export function createState(settings: Settings, parts: SharedParts) {
  const { db, clock, runtime } = parts;
  const items = new Items(db);
  return {
    ...parts,
    settings,
    // a URL for each service
    endpoints: Object.fromEntries(SERVICES.map((name) => [name, ''])) as Endpoints,
    webUrl: '',
    items,
    access: new Documents<AccessSettings>(db, 'access'),
    locks: new Documents<LockInformation>(db, 'locks'),
    handles: new Documents<Property[]>(db, 'handles'),
    groups: new Groups(db),
    jobs: new Jobs(db, clock, runtime),
    graph: new Graph(db),
    index: new Indexer(items, settings),
    /** The cache of the prov API, see `createCachedReferences`. */
    references: new Map<string, { found: unknown; untilMs: number }>(),
  };
}
