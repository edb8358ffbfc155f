import { join } from 'node:path';
import type { Control } from './control/control.ts';
import { DialBoard } from './control/dials.ts';
import { Journal } from './control/journal.ts';
import { controlRoutes } from './control/routes.ts';
import { Snapshots } from './control/snapshots.ts';
import { type Listener, listen } from './http/listener.ts';
import { type Answering, Service } from './http/service.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { authenticator } from './keycloak/authenticate.ts';
import { type Login, startRealm } from './keycloak/realm.ts';
import type { Role } from './keycloak/users.ts';
import { Rules, SERVICES, type ServiceName } from './misbehaviour/rules.ts';
import { ReferenceMemo } from './prov/references.ts';
import { startS3 } from './s3/index.ts';
import { Indexer } from './search/indexer.ts';
import { type Seed, seedWorld } from './seed.ts';
import { services } from './services.ts';
import { DEFAULTS, type Endpoints, type Settings } from './settings.ts';
import { Database } from './store/database.ts';
import { aroundService, guarded, reportBug } from './wire.ts';
import type { World } from './world.ts';
import { buildWorld } from './world-building.ts';

/** A running sandbox. */
export type Sandbox = Control & {
  /** Base URL of each service; `keycloak` is the URL of the realm. */
  endpoints: Endpoints;
  /** URL of the S3 endpoint. */
  s3: string;
  /** URL of the control API, which is the sandbox's own. */
  control: string;
  users: Record<Role, Login>;
  /** Handles of the items it starts with; absent when it started empty. */
  seed?: Seed;
  close(): Promise<void>;
};

/** Starts a Provena on 127.0.0.1. It is ready when the promise is fulfilled; what is left out of the options is as in `DEFAULTS`. */
export async function startSandbox(options: Partial<Settings> = {}): Promise<Sandbox> {
  const settings = { ...DEFAULTS, ...options };
  const journal = new Journal();
  const rules = new Rules();
  const gateway = { ...settings.gateway };
  const db = new Database(settings.dataFolder);
  const files = await startFiles(settings, journal);
  const world = buildWorld(settings, db, files);
  const realm = await startRealm(world);
  const memo = new ReferenceMemo(world);
  const indexer = new Indexer(world.items, settings.pace, settings.fixed);
  const scheduler = new Scheduler(world, (job) => rules.forJob(job));
  const dials = new DialBoard(world, realm.tokens, gateway);
  const snapshots = new Snapshots(db, files);
  const control: Control = {
    misbehave(rule) {
      const id = rules.add(rule);
      return () => rules.lift(id);
    },
    behave: () => rules.clear(),
    dials: () => dials.read(),
    turn: (change) => dials.turn(change),
    journal: (filter) => journal.all(filter),
    clearJournal: () => journal.clear(),
    outbox: () => world.outbox.all(),
    snapshot: (name) => snapshots.take(name),
    async reset(name = 'start') {
      snapshots.restore(name);
      memo.forget();
      indexer.forget();
      scheduler.wake();
    },
  };

  const authenticate = authenticator(realm.tokens);
  const apis = {
    keycloak: realm.keycloak,
    ...services({ world, memo, indexer, authenticate, onBug: reportBug }),
  };
  const listeners = await openListeners(apis, settings, (name) =>
    aroundService(name, { rules, gateway, journal }),
  );
  for (const name of SERVICES) world.endpoints[name] = listeners[name].url;
  world.endpoints.keycloak += realm.path;
  const controlService = new Service({
    title: 'Sandbox control',
    routes: controlRoutes(control, rules),
    authenticate,
    onBug: reportBug,
  });
  const controlListener = await listen(
    controlService,
    portOf(settings, SERVICES.length + 1),
    async (request, answer) => ({
      reply: await guarded(request, answer),
    }),
  );

  const seed = settings.empty ? undefined : await seedAtOnce(world, scheduler);
  await snapshots.take('start');
  return {
    ...control,
    endpoints: world.endpoints,
    s3: files.url,
    control: controlListener.url,
    users: await realm.logins(),
    ...(seed ? { seed } : {}),
    async close() {
      await Promise.all([...Object.values(listeners), controlListener].map((listener) => listener.close()));
      await scheduler.stop();
      await files.close();
      db.close();
    },
  };
}

/** The jobs that the seed launches are done before the sandbox is ready, however slow its jobs are to be. */
async function seedAtOnce(world: World, scheduler: Scheduler): Promise<Seed> {
  const { pace } = world.jobs;
  world.jobs.pace = 'instant';
  const { seed, fresh } = await seedWorld(world);
  if (fresh) await scheduler.settled();
  world.jobs.pace = pace;
  return seed;
}

function portOf({ port }: Settings, offset: number): number {
  return port === 0 ? 0 : port + offset;
}

function startFiles(settings: Settings, journal: Journal) {
  return startS3({
    bucket: settings.bucket,
    region: settings.region,
    port: portOf(settings, SERVICES.length),
    ...(settings.dataFolder === undefined ? {} : { dataDir: join(settings.dataFolder, 's3') }),
    onRequest: ({ method, key, status }) =>
      journal.add({
        at_ms: Date.now(),
        service: 's3',
        method,
        path: `/${settings.bucket}/${key}`,
        query: '',
        body_bytes: 0,
        status,
      }),
  });
}

async function openListeners(
  apis: Record<ServiceName, Answering>,
  settings: Settings,
  around: (name: ServiceName) => Parameters<typeof listen>[2],
): Promise<Record<ServiceName, Listener>> {
  const open = async (name: ServiceName, index: number) =>
    [name, await listen(apis[name], portOf(settings, index), around(name))] as const;
  const opened = await Promise.all(SERVICES.map(open));
  return Object.fromEntries(opened) as Record<ServiceName, Listener>; // one for each service
}
