import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { type ActionYml, createInputVariables, GITHUB_CONTEXT } from '../../action-tests/black-box/runner.ts';
import { INVALID_INPUTS, VALID_INPUTS } from './valid-inputs.ts';

const ACTIONS = resolve(import.meta.dirname, '../../actions');
export const ACTION_NAMES = readdirSync(ACTIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const SERVICES = ['keycloak', 'registry', 'datastore', 'prov', 'jobs', 'auth', 'search', 'handle'];

/** An action's program and its environments. */
export interface MeasuredAction {
  readonly name: string;
  readonly program: readonly string[];
  /** Environment of a step whose inputs are valid. Undefined if the action sends no request to Provena. */
  readonly valid: NodeJS.ProcessEnv | undefined;
  /** Environment of a step that rejects its inputs before it connects. */
  readonly invalid: NodeJS.ProcessEnv;
}

/** Reads the named actions, or all, with an environment that points to `url`. */
export async function readActions(
  folder: string,
  url: string,
  names: readonly string[],
): Promise<MeasuredAction[]> {
  const files = Object.fromEntries(
    ['OUTPUT', 'STEP_SUMMARY', 'STATE', 'ENV'].map((name) => [`GITHUB_${name}`, join(folder, name)]),
  );
  for (const file of Object.values(files)) await writeFile(file, '');
  return Promise.all(
    (names.length > 0 ? names : ACTION_NAMES).map(async (name) => {
      const definition: ActionYml = parse(await readFile(join(ACTIONS, name, 'action.yml'), 'utf8'));
      const runner = {
        ...GITHUB_CONTEXT,
        ...files,
        PATH: process.env['PATH'],
        RUNNER_TEMP: folder,
        GITHUB_WORKSPACE: folder,
        GITHUB_ACTION: 'measured',
      };
      const connection = {
        PROVENA_ENDPOINTS: SERVICES.map((service) => `${service}: ${url}/${service}`).join('\n'),
        PROVENA_OFFLINE_TOKEN: 'eyJhbGciOiJub25lIn0.eyJ0eXAiOiJPZmZsaW5lIn0.x',
      };
      const valid = VALID_INPUTS[name];
      const invalid = INVALID_INPUTS[name];
      return {
        name,
        program: [join(ACTIONS, name, definition.runs.main)],
        valid: valid && { ...runner, ...connection, ...createInputVariables(definition, valid) },
        // A token in the environment is requested if no required input is missing.
        invalid: {
          ...runner,
          ...(invalid ? {} : connection),
          ...createInputVariables(definition, invalid ?? {}),
        },
      } satisfies MeasuredAction;
    }),
  );
}
