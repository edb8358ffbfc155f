import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type ActionYml, GITHUB_CONTEXT, inputVariables } from '../../action-tests/black-box/runner.ts';

const ACTIONS = resolve(import.meta.dirname, '../../actions');
const SERVICES = ['keycloak', 'registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'];

/** An action's program and its environment. */
export interface MeasuredAction {
  readonly name: string;
  readonly program: readonly string[];
  env(inputs: Readonly<Record<string, string>>): NodeJS.ProcessEnv;
}

/** Reads the named actions, or all, with an environment that points to `url`. */
export async function readActions(
  folder: string,
  url: string,
  names: readonly string[],
): Promise<MeasuredAction[]> {
  const all = (await readdir(ACTIONS, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const asked = all.map(({ name }) => name).filter((name) => names.length === 0 || names.includes(name));
  const files = Object.fromEntries(
    ['OUTPUT', 'STEP_SUMMARY', 'STATE', 'ENV'].map((name) => [`GITHUB_${name}`, join(folder, name)]),
  );
  for (const file of Object.values(files)) await writeFile(file, '');
  return Promise.all(
    asked.map(async (name) => {
      const definition: ActionYml = parse(await readFile(join(ACTIONS, name, 'action.yml'), 'utf8'));
      return {
        name,
        program: [join(ACTIONS, name, definition.runs.main)],
        env: (inputs) => ({
          ...GITHUB_CONTEXT,
          ...files,
          PATH: process.env['PATH'],
          RUNNER_TEMP: folder,
          GITHUB_WORKSPACE: folder,
          GITHUB_ACTION: 'measured',
          PROVENA_ENDPOINTS: SERVICES.map((service) => `${service}: ${url}/${service}`).join('\n'),
          PROVENA_OFFLINE_TOKEN: 'eyJhbGciOiJub25lIn0.eyJ0eXAiOiJPZmZsaW5lIn0.x',
          ...inputVariables(definition, inputs),
        }),
      } satisfies MeasuredAction;
    }),
  );
}
