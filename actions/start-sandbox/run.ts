import { resolve } from 'node:path';
import type { Seed } from '../../sandbox/index.ts';
import type { Deps } from '../../src/shared/action/index.ts';
import { getTemporaryPath } from '../../src/shared/action/runner/files/temporary-path.ts';
import { exportVariables, saveState } from '../../src/shared/action/runner/outputs/job-state.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs/outputs.ts';
import { maskSecret } from '../../src/shared/action/runner/secrets/secrets.ts';
import { bypassesProxy } from '../../src/shared/client/http/find-proxy.ts';
import { isProxied, readProxySettings } from '../../src/shared/client/http/proxy-settings.ts';
import type { Inputs, OutputName } from './inputs.ts';
import { launch, type SandboxInfo } from './launch.ts';
import { type SandboxRecord, STATE } from './sandbox-record.ts';

/** Starts a sandbox that runs until the end of the job, and points the following steps to it. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const { log, signal, summary } = deps;
  const logFile = getTemporaryPath('-sandbox.log');
  const save = (started: SandboxRecord | null): void => saveState(STATE, started);
  const sandbox = await launch({
    args: createArguments(inputs, deps.workspace),
    log: logFile,
    signal,
    // Saved at once, so that the post step stops the sandbox even if this step is killed.
    onStarted: (pid) => save({ pid, log: logFile }),
  }).catch((error: unknown) => {
    save(null);
    throw error;
  });
  save({ pid: sandbox.pid, log: logFile, control: sandbox.control });
  const tokens = Object.entries(sandbox.users).map(
    ([user, { offlineToken }]) => [user, offlineToken] as const,
  );
  for (const [, secret] of tokens) maskSecret(secret);
  const token = sandbox.users[inputs.user].offlineToken;
  const seeded = sandbox.seed ? getHandles(sandbox.seed) : {};
  exportVariables(createEnvironment(sandbox, token));
  await log.group('The sandbox runs until the end of this job', async () => {
    for (const [name, url] of Object.entries({ ...sandbox.endpoints, s3: sandbox.s3, web: sandbox.web }))
      log.info(`${name.padEnd(17)} ${url}`);
    for (const [name, id] of Object.entries(seeded)) log.info(`${name.padEnd(17)} ${id}`);
  });
  log.info(`The following steps use the sandbox as user ${inputs.user}.`);
  summary.add(`This job used a sandbox as user ${inputs.user}. Its handles are valid only in that sandbox.`);
  deps.setOutputs({
    endpoints: sandbox.endpoints,
    s3: sandbox.s3,
    control: sandbox.control,
    web: sandbox.web,
    'offline-token': token,
    'offline-tokens': Object.fromEntries(tokens),
    ...seeded,
    log: logFile,
  });
}

function createArguments(inputs: Inputs, workspace: string): string[] {
  const { pace, keycloak, empty, gateway, port, data, faults = [] } = inputs;
  return [
    ...['--pace', pace, '--keycloak', keycloak],
    ...(empty ? ['--empty'] : []),
    ...(inputs['known-bugs'] ? [] : ['--no-known-bugs']),
    ...(gateway ? ['--gateway'] : []),
    ...(port === undefined ? [] : ['--port', `${port}`]),
    ...(data === undefined ? [] : ['--data', resolve(workspace, data)]),
    ...faults.flatMap((rule) => ['--fault', rule]),
  ];
}

/** All variables that select an instance or a user, so that no following step uses a real instance. */
function createEnvironment(
  { endpoints, s3 }: SandboxInfo,
  token: string,
): Record<string, string | undefined> {
  return {
    PROVENA_ENDPOINTS: JSON.stringify(endpoints),
    PROVENA_OFFLINE_TOKEN: token,
    // Not the variable of the AWS tools, which the job's other steps use for their own account.
    PROVENA_S3_ENDPOINT: s3,
    PROVENA_DOMAIN: undefined,
    PROVENA_REALM: undefined,
    PROVENA_ACCESS_TOKEN: undefined,
    PROVENA_CLIENT_ID: undefined,
    PROVENA_CLIENT_SECRET: undefined,
    ...excludeFromProxy(endpoints.keycloak),
  };
}

/**
 * The variables that exclude the sandbox from the proxy of the job, which cannot reach this machine; none if they do already.
 * In most programs the lower-case name takes precedence.
 */
function excludeFromProxy(url: string): Record<string, string> {
  const proxy = readProxySettings(process.env);
  const { hostname } = new URL(url);
  if (!isProxied(proxy) || bypassesProxy(new URL(url), proxy.noProxy)) return {};
  const hosts = [proxy.noProxy, hostname].filter(Boolean).join(',');
  return { NO_PROXY: hosts, no_proxy: hosts };
}

function getHandles(seed: Seed): Outputs<OutputName> {
  return {
    organisation: seed.organisation,
    person: seed.person,
    model: seed.model,
    'input-template': seed.inputTemplate,
    'output-template': seed.outputTemplate,
    'workflow-template': seed.workflowTemplate,
    study: seed.study,
  };
}
