export const PACES = ['instant', 'fast', 'real'] as const;
export type Pace = (typeof PACES)[number];

/** Keycloak and the seven APIs, in the order of their ports. */
export const SERVICES = [
  'keycloak',
  'registry',
  'datastore',
  'prov',
  'jobs',
  'auth',
  'search',
  'handle',
] as const;
export type ServiceName = (typeof SERVICES)[number];

/** The URL of each service. */
export type Endpoints = Record<ServiceName, string>;

/** Limits of an API gateway in front of the APIs; null for no limit. */
export type Gateway = { seconds: number | null; bodyBytes: number | null };

/** Limits of Amazon API Gateway. */
export const AWS_GATEWAY: Gateway = { seconds: 30, bodyBytes: 10 * 1024 * 1024 };

/** Options of a sandbox. */
export type Settings = {
  /** First of consecutive ports; 0 takes free ones. */
  port: number;
  /** Folder of the state; default is in memory. */
  dataFolder?: string;
  pace: Pace;
  /** Whether the sandbox has the bugs of the real server that docs/sandbox.md lists. */
  knownBugs: boolean;
  /** Version of Keycloak to respond like. */
  keycloak: 16 | 26;
  /** Whether to start without the seed. */
  empty: boolean;
  realm: string;
  domain: string;
  bucket: string;
  region: string;
  /** Limits of an API gateway in front; `AWS_GATEWAY` has those of the real one. */
  gateway: Gateway;
};

/** The part of the settings that code with a known bug needs. */
export type BugSettings = Pick<Settings, 'knownBugs'>;

const DEFAULT_SETTINGS: Settings = {
  port: 0,
  pace: 'fast',
  knownBugs: true,
  keycloak: 16,
  empty: false,
  realm: 'provena',
  domain: 'provena.localhost',
  bucket: 'provena-storage',
  region: 'ap-southeast-2',
  gateway: { seconds: null, bodyBytes: null },
};

/** Adds the defaults of options that are missing or undefined. @throws Error for an empty path */
export function completeSettings(options: Partial<Settings>): Settings {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const settings: Settings = { ...DEFAULT_SETTINGS, ...Object.fromEntries(given) };
  if (settings.dataFolder !== undefined) parseFolder('dataFolder', settings.dataFolder);
  return settings;
}

/** An empty path, as of a variable that is not set, would be the current folder. */
export function parseFolder(option: string, path: string): string {
  if (path.trim() !== '') return path;
  throw new Error(`${option} "${path}" is not the path of a folder. Use . for the current one.`);
}
