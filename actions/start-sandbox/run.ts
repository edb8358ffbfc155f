import { resolve } from 'node:path';
import type { Seed } from '../../sandbox/index.ts';
import type { Deps, InputsOf } from '../../src/shared/action/index.ts';
import { exportVariables, saveState } from '../../src/shared/action/runner/job-state.ts';
import type { Outputs } from '../../src/shared/action/runner/outputs.ts';
import { getTemporaryPath } from '../../src/shared/action/runner/outputs.ts';
import { maskSecret } from '../../src/shared/action/runner/secrets.ts';
import type { outputs as names, inputs as schema } from './inputs.ts';
import { launch, type SandboxInfo } from './launch.ts';
import { type SandboxRecord, STATE } from './started.ts';

type Inputs = InputsOf<typeof schema>;
type Name = (typeof names)[number];

/** The sandbox's store takes no other, as Amazon's does not. */
const REGION = 'ap-southeast-2';

/** Starts a local Provena that goes on after this step, and sends the steps after it there. */
export async function run(inputs: Inputs, deps: Deps<Name>): Promise<Outputs<Name>> {
  const { log, signal, summary } = deps;
  const logFile = getTemporaryPath('sandbox.log');
  const keep = (started: SandboxRecord | null): void => saveState(STATE, started);
  const sandbox = await launch({
    args: createArguments(inputs, deps.workspace),
    log: logFile,
    signal,
    // At once, so that it is stopped even if this step does not come to its end.
    onStarted: (pid) => keep({ pid, log: logFile }),
  }).catch((error: unknown) => {
    keep(null);
    throw error;
  });
  keep({ pid: sandbox.pid, log: logFile, control: sandbox.control });
  for (const { offlineToken } of Object.values(sandbox.users)) maskSecret(offlineToken);
  const token = sandbox.users[inputs.user].offlineToken;
  const seeded = sandbox.seed ? getHandles(sandbox.seed) : {};
  exportVariables(createEnvironment(sandbox, token));
  await log.group('A local Provena runs until the end of this job', async () => {
    for (const [name, url] of Object.entries({ ...sandbox.endpoints, s3: sandbox.s3, web: sandbox.web }))
      log.info(`${name.padEnd(17)} ${url}`);
    for (const [name, id] of Object.entries(seeded)) log.info(`${name.padEnd(17)} ${id}`);
  });
  log.info(`The steps after this one talk to it, as ${inputs.user}.`);
  summary.add(
    `A local Provena ran for this job, its user was ${inputs.user}. Its handles lead nowhere else.`,
  );
  return {
    endpoints: sandbox.endpoints,
    s3: sandbox.s3,
    control: sandbox.control,
    web: sandbox.web,
    'offline-token': token,
    'offline-tokens': getTokens(sandbox),
    ...seeded,
    log: logFile,
  };
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

/** Everything that says which instance a step asks, and as whom: nothing must lead past the sandbox. */
function createEnvironment(
  { endpoints, s3 }: SandboxInfo,
  token: string,
): Record<string, string | undefined> {
  return {
    PROVENA_ENDPOINTS: JSON.stringify(endpoints),
    PROVENA_OFFLINE_TOKEN: token,
    AWS_ENDPOINT_URL_S3: s3,
    AWS_REGION: REGION,
    PROVENA_DOMAIN: undefined,
    PROVENA_REALM: undefined,
    PROVENA_ACCESS_TOKEN: undefined,
    PROVENA_CLIENT_ID: undefined,
    PROVENA_CLIENT_SECRET: undefined,
  };
}

function getTokens({ users }: SandboxInfo): Record<string, string> {
  return Object.fromEntries(Object.entries(users).map(([name, { offlineToken }]) => [name, offlineToken]));
}

function getHandles(seed: Seed): Outputs<Name> {
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
