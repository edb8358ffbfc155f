import { join } from 'node:path';
import { CloseStack } from './close-stack.ts';
import { type Control, createControl } from './control/control.ts';
import { RequestLog } from './control/request-log.ts';
import { createControlRoutes } from './control/routes.ts';
import { catchErrors, wrapService } from './control/wrap-service.ts';
import { FaultRules } from './faults/rules.ts';
import type { IncomingRequest } from './http/incoming.ts';
import { listen, type ServiceWrapper } from './http/listener.ts';
import { plainText, type Reply } from './http/reply.ts';
import { type RequestHandler, Service } from './http/service.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { createAuthenticator } from './keycloak/authenticate.ts';
import { type Login, startRealm } from './keycloak/realm.ts';
import type { Role } from './keycloak/users.ts';
import { ReferenceCache } from './prov/references.ts';
import { startS3 } from './s3/index.ts';
import { Indexer } from './search/indexer.ts';
import { createServices } from './services.ts';
import { completeSettings, type Endpoints, SERVICES, type Settings } from './settings.ts';
import { Clock } from './state/clock.ts';
import { Database } from './state/database.ts';
import { createState, type SandboxState } from './state/sandbox-state.ts';
import { type Seed, seedState } from './state/seed.ts';
import { serveWeb } from './web/server.ts';

/** A running sandbox. */
export type Sandbox = Control & {
  /** Base URL of each service; `keycloak` is the URL of the realm. */
  endpoints: Endpoints;
  /** URL of the S3 endpoint. */
  s3: string;
  /** URL of the control API. */
  control: string;
  /** URL of the web page. */
  web: string;
  users: Record<Role, Login>;
  /** Handles of the seed's items; undefined when started empty. */
  seed?: Seed;
  close(): Promise<void>;
  /** The same as `close`, for `await using`. */
  [Symbol.asyncDispose](): Promise<void>;
};

/**
 * Starts a sandbox on 127.0.0.1 and waits until it is ready. Missing options are those of `DEFAULT_SETTINGS`.
 * @throws Error for a port in use, an empty path or a folder that cannot be written
 */
export async function startSandbox(options: Partial<Settings> = {}): Promise<Sandbox> {
  const open = new CloseStack();
  try {
    const sandbox = await start(completeSettings(options), open);
    const close = () => open.close();
    return { ...sandbox, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** Resources are pushed on the stack and closed in reverse order. */
async function start(
  settings: Settings,
  open: CloseStack,
): Promise<Omit<Sandbox, 'close' | typeof Symbol.asyncDispose>> {
  const parts = await createParts(settings, open);
  const { state, realm, rules, files, requestLog, control } = parts;
  const authenticate = createAuthenticator(realm.tokens);
  const serve: Serve = async (offset, service, wrap) => {
    const listener = await listen(service, getPort(settings, offset), wrap);
    open.defer(() => listener.close());
    return listener.url;
  };

  let webUrl = ''; // known last, because the pages show the URLs of all other services
  await serveApis({ ...parts, authenticate, webUrl: () => webUrl }, serve);
  const controlUrl = await serveControl(createControlRoutes(control, rules), authenticate, serve);

  const seed = settings.empty ? undefined : await seedAndRunJobs(state, parts.scheduler);
  const users = await realm.logins(); // before the snapshot, or a reset would end their sessions
  await control.snapshot('start');
  const content = { state, users, control: controlUrl, requests: () => requestLog.list() };
  const web = open.adopt(await serveWeb(content, getPort(settings, SERVICES.length + 2)), (pages) =>
    pages.close(),
  );
  webUrl = web.url;
  return {
    ...control,
    endpoints: state.endpoints,
    s3: files.url,
    control: controlUrl,
    web: webUrl,
    users,
    ...(seed ? { seed } : {}),
  };
}

type Parts = Awaited<ReturnType<typeof createParts>>;

/** Creates everything that the services share, and starts the store of files. */
async function createParts(settings: Settings, open: CloseStack) {
  const requestLog = new RequestLog();
  const rules = new FaultRules();
  const gateway = { ...settings.gateway };
  const db = open.adopt(new Database(settings.dataFolder), (database) => database.close());
  const clock = new Clock();
  const files = open.adopt(await startStore(settings, db, requestLog, clock), (store) => store.close());
  const state = createState(settings, db, files, clock);
  const realm = await startRealm(state);
  const referenceCache = new ReferenceCache(state);
  const indexer = new Indexer(state.items, settings);
  const scheduler = open.adopt(new Scheduler(state, (job) => rules.findForJob(job)), (queue) => queue.stop());
  const configurable = { state, tokens: realm.tokens, gateway };
  const control = createControl({ rules, configurable, requestLog, db, files, outbox: state.outbox }, () => {
    referenceCache.clear();
    indexer.reset();
    scheduler.wake();
  });
  return {
    requestLog,
    rules,
    gateway,
    files,
    state,
    realm,
    referenceCache,
    indexer,
    scheduler,
    control,
  };
}

/** Serves Keycloak and the APIs, and writes their URLs to the state. */
async function serveApis(
  parts: Parts & { authenticate: ReturnType<typeof createAuthenticator>; webUrl: () => string },
  serve: Serve,
): Promise<void> {
  const { state, realm, rules, gateway, requestLog } = parts;
  const { referenceCache, indexer, authenticate, webUrl } = parts;
  const apis = {
    keycloak: realm.keycloak,
    ...createServices({ state, referenceCache, indexer, authenticate, webUrl }),
  };
  for (const [offset, name] of SERVICES.entries()) {
    const wrap = wrapService(name, { rules, gateway, clock: state.clock, requestLog });
    state.endpoints[name] = await serve(offset, apis[name], wrap);
  }
  state.endpoints.keycloak += realm.path;
}

/** Starts a listener. @param offset of its port from the first one @returns its URL */
type Serve = (offset: number, service: RequestHandler, wrap: ServiceWrapper) => Promise<string>;

function serveControl(
  routes: ReturnType<typeof createControlRoutes>,
  authenticate: ReturnType<typeof createAuthenticator>,
  serve: Serve,
): Promise<string> {
  const service = new Service({ title: 'Sandbox control', routes, authenticate });
  return serve(SERVICES.length + 1, service, async (request, next) => ({
    reply: await catchErrors(request, () => requireJson(request, next)),
  }));
}

/** Seeds the state and runs the seed's jobs at once, whatever the pace. */
async function seedAndRunJobs(state: SandboxState, scheduler: Scheduler): Promise<Seed> {
  const { pace } = state.jobs;
  state.jobs.pace = 'instant';
  const { seed, isNew } = await seedState(state);
  if (isNew) await scheduler.waitUntilIdle();
  state.jobs.pace = pace;
  return seed;
}

function getPort({ port }: Settings, offset: number): number {
  return port === 0 ? 0 : port + offset;
}

function startStore(settings: Settings, database: Database, requestLog: RequestLog, clock: Clock) {
  return startS3({
    bucket: settings.bucket,
    region: settings.region,
    port: getPort(settings, SERVICES.length),
    database,
    now: () => clock.ms(),
    ...(settings.dataFolder === undefined ? {} : { dataDir: join(settings.dataFolder, 's3') }),
    onRequest: ({ method, key, status, holder, startedMs, errorBody = null }) =>
      requestLog.add({
        at_ms: startedMs,
        took_ms: Date.now() - startedMs,
        service: 's3',
        username: holder?.replace(/,.*$/, '') ?? null, // the data store names sessions `user,purpose`
        method,
        path: `/${settings.bucket}/${key}`,
        query: '',
        body_bytes: 0,
        status,
        response_body: errorBody,
      }),
  });
}

/** A page of another site can send text without a CORS preflight, but not JSON. */
async function requireJson(request: IncomingRequest, next: () => Promise<Reply>): Promise<Reply> {
  const { 'content-type': type = '' } = request.headers;
  if (request.body.length === 0 || /^application\/json\b/i.test(type)) return next();
  return plainText('The control API takes bodies of content type application/json only.\n', 415);
}
