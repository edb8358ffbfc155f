import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { LoginStore } from '../client/index.ts';
import { tryParseJson } from '../client/json/try-parse-json.ts';
import { isMapping } from '../client/mapping.ts';
import { writeFile } from '../files/atomic-file.ts';
import { createFolderTree } from '../files/safe-path.ts';

/** A login, and the file that it is kept in. */
export interface LoginPlace {
  /** URL of the realm, as in `resolveEndpoints(options).keycloak`: a login is valid for one realm and client only. */
  readonly realm: string;
  /** Client of the realm; default `client-tools`, as of `deviceLogin`. */
  readonly clientId?: string | undefined;
  /** Default: `provena/logins.json` in the user's configuration folder. */
  readonly file?: string | undefined;
}

type Logins = Readonly<Record<string, string>>;

/** Keeps device logins in a file that only its owner can read, one for each realm and client. */
export function loginFile({
  realm,
  clientId = 'client-tools',
  file = getDefaultPath(),
}: LoginPlace): LoginStore {
  const key = `${realm} ${clientId}`;
  const change = async (token: string | undefined) => {
    const { [key]: _, ...others } = await read(file);
    await write(file, token === undefined ? others : { ...others, [key]: token });
  };
  return {
    load: async () => (await read(file))[key],
    save: change,
    clear: () => change(undefined),
  };
}

function getDefaultPath(): string {
  const config = process.env['XDG_CONFIG_HOME'] || process.env['APPDATA'] || join(homedir(), '.config');
  return join(config, 'provena', 'logins.json');
}

async function read(file: string): Promise<Logins> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '{}';
    throw error;
  });
  const logins = tryParseJson(text);
  if (!isMapping(logins)) throw new Error(`${file} is not a login file. Delete it.`);
  return Object.fromEntries(
    Object.entries(logins).flatMap(([name, token]) =>
      typeof token === 'string' ? [[name, token] satisfies [string, string]] : [],
    ),
  );
}

/** Writes a new file and renames it, so that the old file stays if the program stops in between. */
async function write(file: string, logins: Logins): Promise<void> {
  const folder = dirname(file);
  createFolderTree(folder, 0o700);
  // Users may keep their configuration folder behind a link.
  await writeFile(file, `${JSON.stringify(logins, null, 2)}\n`, { roots: [folder], mode: 0o600 });
}
