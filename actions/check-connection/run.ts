import type { Deps } from '../../src/shared/action/index.ts';
import type { Connection } from '../../src/shared/action/lifecycle/connection.ts';
import { escapeMarkdown, formatTable } from '../../src/shared/action/runner/markdown/markdown.ts';
import { StepFailedError } from '../../src/shared/action/runner/step-failed-error.ts';
import { parseClaims } from '../../src/shared/client/http/jwt.ts';
import type { CallOptions, Identity, Provena } from '../../src/shared/client/index.ts';
import { formatCount } from '../../src/shared/format-count.ts';
import { checkAbilities } from './abilities.ts';
import {
  type CheckResult,
  formatCheck,
  mergeUnknownHosts,
  runCheck,
  STATUS_SYMBOLS,
} from './check-result.ts';
import { type Inputs, type OutputName, SERVICES } from './inputs.ts';
import { checkService, identifyService } from './services.ts';
import { checkStore } from './store.ts';

/** Limit for a request with its retries. A service without traffic may first have to start, which can take up to half a minute. */
const TIMEOUT_MS = 45_000;

/** Checks services, token, abilities and store, and reports everything that is missing. */
export async function run(inputs: Inputs, deps: Deps<OutputName>): Promise<void> {
  const connection = await deps.connect();
  const { provena } = connection;
  const options = { signal: deps.signal, timeoutMs: TIMEOUT_MS };
  const names = inputs.services ?? SERVICES;
  const [token, ...responses] = await Promise.all([
    checkToken(connection, deps),
    ...names.map((name) => checkService(name, provena, options)),
  ]);
  deps.setOutputs({ services: Object.fromEntries(responses.map(toOutputEntry)) });
  const hasToken = token.status === 'passed';
  const services = hasToken
    ? await Promise.all(responses.map((result) => identifyService(result, provena, options)))
    : responses;
  deps.setOutputs({ services: Object.fromEntries(services.map(toOutputEntry)) });
  const userChecks = hasToken ? await checkUser(inputs, connection, deps, options) : [];
  if (hasToken) warnAboutRefreshToken(inputs, deps);
  const checks = mergeUnknownHosts([...services, token, ...userChecks], inputs.domain);
  const failed = checks.filter(({ status }) => status === 'failed');
  for (const check of checks) deps.log.info(formatCheck(check));
  deps.summary.add(formatSummary(checks));
  deps.setOutputs({ ok: failed.length === 0 });
  if (failed.length > 0) throw createNotReadyError(failed);
}

/** A realm that does not respond is requested again, each time with the limit of a request, which takes minutes. */
async function checkToken({ provena }: Connection, { signal, setOutputs }: Deps<OutputName>) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return runCheck('token', { signal }, async () => {
    const options = { signal: AbortSignal.any([signal, timeout]) };
    const identity = await provena.identity(options).catch((error: unknown) => {
      if (!timeout.aborted) throw error;
      return undefined;
    });
    if (!identity)
      return {
        status: 'failed',
        message: `no response from ${provena.endpoints.keycloak} within ${TIMEOUT_MS} ms`,
        advice: 'Check the address above and the proxy settings. If they are right, re-run the job later.',
        anchor: 'server-unavailable',
      };
    setOutputs({ username: identity.username, roles: identity.roles });
    return { message: formatIdentity(identity) };
  });
}

/** A refresh token works like an offline token until its session ends. Keycloak writes the kind into the claim `typ`. */
function warnAboutRefreshToken(inputs: Inputs, { log }: Deps<OutputName>): void {
  const { 'offline-token': token, 'access-token': access, 'client-secret': clientSecret } = inputs;
  if (!token || access || clientSecret) return;
  const claims = parseClaims(token);
  if (claims?.typ !== 'Refresh') return;
  const until =
    claims.exp === undefined ? '' : `, at the latest ${new Date(claims.exp * 1000).toISOString()}`;
  log.warning(
    `input offline-token: this is a refresh token, not an offline token: it expires with its login session${until}. Request a token with the scope offline_access.`,
  );
}

async function checkUser(
  inputs: Inputs,
  connection: Connection,
  deps: Deps<OutputName>,
  options: CallOptions,
): Promise<CheckResult[]> {
  const { require: required = [], 'dataset-id': datasetId } = inputs;
  const checks = await checkAbilities(required, connection.provena, options);
  deps.setOutputs({ 'person-id': checks.find(({ personId }) => personId !== undefined)?.personId });
  const version = await fetchVersion(connection.provena, options);
  if (version !== undefined) {
    deps.setOutputs({ version });
    deps.log.info(`The instance runs Provena ${version}.`);
  }
  if (datasetId === undefined) return checks;
  const access = required.includes('write') ? (['read', 'write'] as const) : (['read'] as const);
  const stores = access.map((kind) => checkStore({ datasetId, access: kind, inputs }, connection, deps));
  return [...checks, ...(await Promise.all(stores))];
}

/** The version of the instance; undefined when it does not report one. */
async function fetchVersion({ registry }: Provena, options: CallOptions): Promise<string | undefined> {
  const version = await registry.version(options).catch(() => undefined);
  options.signal?.throwIfAborted();
  return version?.tag_name || version?.commit_id || undefined;
}

function formatIdentity({ username, roles, expiresAt }: Identity): string {
  const until =
    expiresAt === undefined
      ? ''
      : `; the access token is valid until ${expiresAt.toISOString().replace(/\.\d+Z$/, 'Z')}`;
  return `${username}, with ${formatCount(roles.length, 'role')}${until}`;
}

function toOutputEntry({ name, status, ms }: CheckResult) {
  return [name, { ok: status === 'passed', ms }] as const;
}

function formatSummary(checks: readonly CheckResult[]): string {
  const rows = checks.map(({ name, status, message, ms }) => [
    STATUS_SYMBOLS[status],
    escapeMarkdown(name),
    escapeMarkdown(message),
    ms === undefined ? '' : `${ms} ms`,
  ]);
  return formatTable(['', 'check', 'result', 'time'], rows);
}

function createNotReadyError(failed: readonly CheckResult[]): StepFailedError {
  const advice = [...new Set(failed.flatMap((check) => check.advice ?? []))].join('\n');
  const [anchor, ...otherAnchors] = new Set(failed.map((check) => check.anchor));
  const lines = failed.map(({ name, message }) => `${name}: ${message}`);
  return new StepFailedError(
    `${formatCount(failed.length, 'connection check')} failed:\n${lines.join('\n')}`,
    {
      advice,
      anchor: otherAnchors.length === 0 && anchor ? anchor : 'connection-check-failed',
    },
  );
}
