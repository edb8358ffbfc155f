import { join } from 'node:path';
import { CloseStack } from './close-stack.ts';
import { type Control, createControl } from './control/control.ts';
import { RequestLog } from './control/request-log.ts';
import { createControlRoutes } from './control/routes.ts';
import { createRuntimeSettings } from './control/runtime-settings.ts';
import { catchErrors, wrapService } from './control/wrap-service.ts';
import { RuleList } from './faults/rule-list.ts';
import type { ParsedRule } from './faults/rules.ts';
import { type Listener, listen, type ServiceWrapper } from './http/listener.ts';
import { plainText } from './http/reply.ts';
import { type RequestHandler, Service } from './http/service.ts';
import { Scheduler } from './jobs/scheduler.ts';
import { createAuthenticator } from './keycloak/authenticate.ts';
import { createRealm, type Login } from './keycloak/realm.ts';
import type { Role } from './keycloak/users.ts';
import { startS3 } from './s3/start-s3.ts';
import { createServices } from './services.ts';
import { completeSettings, type Endpoints, SERVICES, type Settings } from './settings.ts';
import { createClock } from './state/clock.ts';
import { Database, isDamageError, isDiskError } from './state/database.ts';
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
 * @throws Error for a port in use, an empty path, or a folder that is damaged or cannot be written
 */
export async function startSandbox(options: Partial<Settings> = {}): Promise<Sandbox> {
  const open = new CloseStack();
  try {
    const sandbox = await start(completeSettings(options), open);
    const close = () => open.close();
    return { ...sandbox, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await open.close();
    if (!isDamageError(error) && !isDiskError(error)) throw error;
    const [problem, remedy] = isDamageError(error)
      ? ['is damaged', 'Restore a copy of it, or choose an empty folder']
      : ['cannot be written', 'Free space on its disk, or choose another folder'];
    const details = `${problem} (${error.message}). ${remedy}`;
    throw new Error(`the data folder ${options.dataFolder} ${details}`, { cause: error });
  }
}

async function start(settings: Settings, open: CloseStack) {
  // Closed last: when nothing listens at its address, everything is on disk. start-sandbox waits for this.
  let controlListener: Listener | undefined;
  open.defer(() => controlListener?.close());
  const state = await openState(settings, open);
  const realm = createRealm(state);
  const scheduler = new Scheduler(state);
  open.defer(() => scheduler.stop());
  const control = createControl(state, scheduler);
  const authenticate = createAuthenticator(realm.tokens);
  const serve = async (offset: number, service: RequestHandler, wrap: ServiceWrapper) => {
    const listener = await listen(service, getPort(settings, offset), wrap);
    open.defer(() => listener.close());
    return listener.url;
  };
  const apis = { keycloak: realm.keycloak, ...createServices(state, authenticate) };
  for (const [offset, name] of SERVICES.entries())
    state.endpoints[name] = await serve(offset, apis[name], wrapService(name, state));
  state.endpoints.keycloak += realm.path;
  const routes = createControlRoutes(control, state.faults);
  const controlService = new Service({ title: 'Sandbox control', routes, authenticate });
  controlListener = await listen(controlService, getPort(settings, SERVICES.length + 1), wrapControl);

  const seed = settings.empty ? undefined : await seedAndRunJobs(state, scheduler);
  const users = await realm.logins(); // before the snapshot, or a reset would end their sessions
  await control.snapshot('start');
  const web = await serveWeb(
    { state, users, control: controlListener.url },
    getPort(settings, SERVICES.length + 2),
  );
  open.defer(() => web.close());
  state.webUrl = web.url;
  return {
    ...control,
    endpoints: state.endpoints,
    s3: state.files.url,
    control: controlListener.url,
    web: web.url,
    users,
    ...(seed ? { seed } : {}),
  };
}

/** Opens the database and starts the store of files. */
async function openState(settings: Settings, open: CloseStack): Promise<SandboxState> {
  const db = new Database(settings.dataFolder);
  open.defer(() => db.close());
  const runtime = createRuntimeSettings(settings);
  const clock = createClock(runtime);
  const requestLog = new RequestLog();
  const faults = new RuleList<ParsedRule>();
  const { bucket, region, dataFolder } = settings;
  const files = await startS3({
    bucket,
    region,
    port: getPort(settings, SERVICES.length),
    database: db,
    now: clock.ms,
    ...(dataFolder === undefined ? {} : { dataDir: join(dataFolder, 's3') }),
    faults,
    onRequest: ({ operation: _, ...entry }) => requestLog.add(entry),
  });
  open.defer(() => files.close());
  return createState(settings, { db, clock, runtime, requestLog, files, faults });
}

/** Seeds the state and runs the seed's jobs at once, whatever the pace. */
async function seedAndRunJobs(state: SandboxState, scheduler: Scheduler): Promise<Seed> {
  const { pace } = state.runtime;
  state.runtime.pace = 'instant';
  const { seed, isNew } = await seedState(state);
  if (isNew) await scheduler.waitUntilIdle();
  state.runtime.pace = pace;
  return seed;
}

function getPort({ port }: Settings, offset: number): number {
  return port === 0 ? 0 : port + offset;
}

/** A page of another site can send text without a CORS preflight, but not JSON. */
const wrapControl: ServiceWrapper = async (request, next) => {
  const { 'content-type': type = '' } = request.headers;
  const isAllowed = request.body.length === 0 || /^application\/json\b/i.test(type);
  const reply = isAllowed
    ? await catchErrors(request, next)
    : plainText('The control API takes bodies of content type application/json only.\n', 415);
  return { reply };
};
