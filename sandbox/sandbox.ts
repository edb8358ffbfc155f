import { join } from 'node:path';
import { Clock } from './clock.ts';
import { type Control, controlOver } from './control/control.ts';
import { DialBoard } from './control/dials.ts';
import { Journal } from './control/journal.ts';
import { controlRoutes } from './control/routes.ts';
import { Snapshots } from './control/snapshots.ts';
import type { Incoming } from './http/incoming.ts';
import { type Around, listen } from './http/listener.ts';
import { plainText, type Reply } from './http/reply.ts';
import { type Answering, Service } from './http/service.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { authenticator } from './keycloak/authenticate.ts';
import { type Login, startRealm } from './keycloak/realm.ts';
import type { Role } from './keycloak/users.ts';
import { Rules, SERVICES } from './misbehaviour/rules.ts';
import { ReferenceCache } from './prov/references.ts';
import { startS3 } from './s3/index.ts';
import { Indexer } from './search/indexer.ts';
import { type Seed, seedWorld } from './seed.ts';
import { services } from './services.ts';
import { DEFAULTS, type Endpoints, type Settings } from './settings.ts';
import { Database } from './store/database.ts';
import { serveWeb } from './web/server.ts';
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
  /** URL of the web page. */
  web: string;
  users: Record<Role, Login>;
  /** Handles of the items it starts with; absent when it started empty. */
  seed?: Seed;
  close(): Promise<void>;
};

/**
 * Starts a Provena on 127.0.0.1. It is ready when the promise is fulfilled; what is left out of the options is as in `DEFAULTS`.
 * @throws Error for a port that is taken or a folder that cannot be written
 */
export async function startSandbox(options: Partial<Settings> = {}): Promise<Sandbox> {
  const open = new AsyncDisposableStack();
  try {
    const sandbox = await start({ ...DEFAULTS, ...options }, open);
    return { ...sandbox, close: () => open.disposeAsync() };
  } catch (error) {
    await open.disposeAsync();
    throw error;
  }
}

/** What is opened is put on the stack, to be closed in the opposite order. */
async function start(settings: Settings, open: AsyncDisposableStack): Promise<Omit<Sandbox, 'close'>> {
  const journal = new Journal();
  const rules = new Rules();
  const gateway = { ...settings.gateway };
  const db = open.adopt(new Database(settings.dataFolder), (database) => database.close());
  const clock = new Clock();
  const files = open.adopt(await startFiles(settings, journal, clock), (store) => store.close());
  const world = buildWorld(settings, db, files, clock);
  const realm = await startRealm(world);
  const memo = new ReferenceCache(world);
  const indexer = new Indexer(world.items, settings.pace, settings.fixed);
  const scheduler = open.adopt(new Scheduler(world, (job) => rules.forJob(job)), (queue) => queue.stop());
  const dials = new DialBoard(world, realm.tokens, gateway);
  const snapshots = new Snapshots(db, files);
  const control = controlOver({ rules, dials, journal, snapshots, outbox: world.outbox }, () => {
    memo.forget();
    indexer.reset();
    scheduler.wake();
  });

  let webUrl = ''; // known last: the pages show what all the others are
  const authenticate = authenticator(realm.tokens);
  const apis = {
    keycloak: realm.keycloak,
    ...services({ world, memo, indexer, authenticate, onBug: reportBug, webUrl: () => webUrl }),
  };
  const serve = async (offset: number, service: Answering, around: Around) => {
    const listener = await listen(service, portOf(settings, offset), around);
    open.defer(() => listener.close());
    return listener.url;
  };
  for (const [offset, name] of SERVICES.entries()) {
    world.endpoints[name] = await serve(offset, apis[name], aroundService(name, { rules, gateway, journal }));
  }
  world.endpoints.keycloak += realm.path;
  const controlService = new Service({
    title: 'Sandbox control',
    routes: controlRoutes(control, rules),
    authenticate,
    onBug: reportBug,
  });
  const controlUrl = await serve(SERVICES.length + 1, controlService, async (request, answer) => ({
    reply: await guarded(request, () => requireJson(request, answer)),
  }));

  const seed = settings.empty ? undefined : await seedAtOnce(world, scheduler);
  const users = await realm.logins(); // before the snapshot, or a reset would end them
  await snapshots.take('start');
  const content = { world, users, control: controlUrl, requests: () => journal.all() };
  const web = open.adopt(await serveWeb(content, portOf(settings, SERVICES.length + 2)), (pages) =>
    pages.close(),
  );
  webUrl = web.url;
  return {
    ...control,
    endpoints: world.endpoints,
    s3: files.url,
    control: controlUrl,
    web: webUrl,
    users,
    ...(seed ? { seed } : {}),
  };
}

/** The jobs that the seed launches are done before the sandbox is ready, however slow its jobs are to be. */
async function seedAtOnce(world: World, scheduler: Scheduler): Promise<Seed> {
  const { pace } = world.jobs;
  world.jobs.pace = 'instant';
  const { seed, fresh } = await seedWorld(world);
  if (fresh) await scheduler.waitUntilIdle();
  world.jobs.pace = pace;
  return seed;
}

function portOf({ port }: Settings, offset: number): number {
  return port === 0 ? 0 : port + offset;
}

function startFiles(settings: Settings, journal: Journal, clock: Clock) {
  return startS3({
    bucket: settings.bucket,
    region: settings.region,
    port: portOf(settings, SERVICES.length),
    now: () => clock.ms(),
    ...(settings.dataFolder === undefined ? {} : { dataDir: join(settings.dataFolder, 's3') }),
    onRequest: ({ method, key, status, holder, startedMs }) =>
      journal.add({
        at_ms: startedMs,
        took_ms: Date.now() - startedMs,
        service: 's3',
        username: holder?.replace(/,.*$/, '') ?? null, // the data store names sessions `user,purpose`
        method,
        path: `/${settings.bucket}/${key}`,
        query: '',
        body_bytes: 0,
        status,
      }),
  });
}

/** A page of another site can send text without asking first, JSON it cannot. */
async function requireJson(request: Incoming, answer: () => Promise<Reply>): Promise<Reply> {
  const { 'content-type': type = '' } = request.headers;
  if (request.body.length === 0 || /^application\/json\b/i.test(type)) return answer();
  return plainText('The control API takes bodies of content type application/json only.\n', 415);
}
