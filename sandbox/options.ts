import { parseArgs } from 'node:util';
import { AWS_GATEWAY } from './misbehaviour/gateway.ts';
import { type Rule, readRule } from './misbehaviour/rules.ts';
import { PACES, type Settings } from './settings.ts';

export const HELP = `Usage: provena-sandbox [options]

A Provena on this machine: seven APIs, Keycloak, S3, jobs and handles, on ports of 127.0.0.1. Stops at SIGINT or SIGTERM.

  --json               print one line of JSON for programs instead of the text for people
  --port N             take ports N, N+1, … (Keycloak, registry, data store, prov, jobs, auth, search, handles, S3, control,
                       the web page) instead of free ones
  --data DIR           keep everything in DIR, so that it is there at the next start; in memory otherwise
  --empty              start without the items that make a first model run possible
  --pace PACE          how long jobs take: instant, fast (default, well under a second) or real (seconds, one at a time)
  --fixed              without the known faults of the real server (docs/sandbox.md lists them)
  --keycloak VERSION   answer like Keycloak 16 (default) or 26
  --gateway            limits of an API gateway: 30 seconds, 10 MB
  --act DIR            write .vars and .secrets into DIR, with which act runs workflows against this sandbox; deleted at the end
  --misbehave RULE     make something go wrong; RULE is JSON such as {"fault":"refuse","status":503,"service":"prov","times":2};
                       may be given several times
  --help               this text
`;

export type CommandLine = {
  settings: Partial<Settings>;
  rules: Rule[];
  json: boolean;
  help: boolean;
  act?: string;
};

/** @throws Error naming the option that is wrong and what it may be */
export function readCommandLine(args: string[]): CommandLine {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: 'boolean', default: false },
      port: { type: 'string' },
      data: { type: 'string' },
      empty: { type: 'boolean', default: false },
      pace: { type: 'string', default: 'fast' },
      fixed: { type: 'boolean', default: false },
      keycloak: { type: 'string', default: '16' },
      gateway: { type: 'boolean', default: false },
      act: { type: 'string' },
      misbehave: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  const pace = PACES.find((known) => known === values.pace);
  if (!pace) throw new Error(`--pace is "${values.pace}"; it may be ${PACES.join(', ')}.`);
  const keycloak = ([16, 26] as const).find((known) => String(known) === values.keycloak);
  if (!keycloak) throw new Error(`--keycloak is "${values.keycloak}"; it may be 16 or 26.`);
  return {
    json: values.json,
    help: values.help,
    ...(values.act === undefined ? {} : { act: values.act }),
    rules: values.misbehave.map(ruleFrom),
    settings: {
      pace,
      keycloak,
      empty: values.empty,
      fixed: values.fixed,
      ...(values.port === undefined ? {} : { port: portFrom(values.port) }),
      ...(values.data === undefined ? {} : { dataFolder: values.data }),
      ...(values.gateway ? { gateway: AWS_GATEWAY } : {}),
    },
  };
}

function portFrom(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_500) return port;
  throw new Error(`--port is "${text}"; it may be a number from 1024 to 65500.`);
}

function ruleFrom(text: string): Rule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error(`--misbehave is not JSON: ${text}`, { cause });
  }
  return readRule(value);
}
