import { parseArgs } from 'node:util';
import { type FaultRule, parseRule } from '../faults/rules.ts';
import { AWS_GATEWAY, PACES, parseFolder, type Settings } from '../settings.ts';

export const HELP = `Usage: provena-sandbox [options]

Starts a local Provena on ports of 127.0.0.1: its seven APIs, Keycloak, an S3 store and the job workers. Stops at SIGINT, SIGTERM or SIGHUP.

  --json               print one line of JSON for programs
  --port N             use ports N, N+1, … (Keycloak, registry, data store, prov, jobs, auth, search, handle, S3, control API,
                       web page) instead of free ones
  --data DIR           store everything in DIR and load it at the next start; default is in memory
  --empty              start without the items for a first model run
  --pace PACE          duration of jobs: instant, fast (default, well under a second) or real (seconds, one at a time)
  --no-known-bugs      turn off the bugs of the real server that docs/sandbox.md lists
  --keycloak VERSION   respond like Keycloak 16 (default) or 26
  --gateway            apply the limits of an API gateway: 30 seconds, 10 MB
  --act DIR            write .vars and .secrets into DIR, so that act runs workflows against this sandbox; deleted at the end
  --fault RULE         inject a fault; RULE is JSON such as {"fault":"refuse","status":503,"service":"prov","times":2};
                       can be given several times
  --version            print the version
  --help               print this text
`;

export type CommandLine = {
  settings: Partial<Settings>;
  rules: FaultRule[];
  json: boolean;
  help: boolean;
  version: boolean;
  act?: string;
};

/** @throws Error with the invalid option and its valid values */
export function readCommandLine(args: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      pace: { type: 'string', default: 'fast' },
      'no-known-bugs': { type: 'boolean', default: false },
      keycloak: { type: 'string', default: '16' },
      gateway: { type: 'boolean', default: false },
      act: { type: 'string' },
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
    },
  });
  const pace = PACES.find((value) => value === values.pace);
  if (!pace) throw new Error(`--pace "${values.pace}" is not one of ${PACES.join(', ')}.`);
  const keycloak = ([16, 26] as const).find((version) => String(version) === values.keycloak);
  if (!keycloak) throw new Error(`--keycloak "${values.keycloak}" is not 16 or 26.`);
  return {
    json: values.json,
    help: values.help,
    version: values.version,
    ...(values.act === undefined ? {} : { act: parseFolder('--act', values.act) }),
    rules: values.fault.map(parseRuleOption),
    settings: {
      pace,
      keycloak,
      empty: values.empty,
      knownBugs: !values['no-known-bugs'],
      ...(values.port === undefined ? {} : { port: parsePort(values.port) }),
      ...(values.data === undefined ? {} : { dataFolder: parseFolder('--data', values.data) }),
      ...(values.gateway ? { gateway: AWS_GATEWAY } : {}),
    },
  };
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_500) return port;
  throw new Error(`--port "${text}" is not a number from 1024 to 65500.`);
}

function parseRuleOption(text: string): FaultRule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`--fault ${text} is not valid JSON.`, { cause });
  }
  try {
    return parseRule(value);
  } catch (error) {
    throw new Error(`--fault ${text}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
}
