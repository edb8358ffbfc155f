import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Field, InputSchema } from '../src/shared/action/inputs/input-schema.ts';
import { type ActionYml, readActionYml } from './action-yml.ts';
import { listActionNames, root } from './project.ts';

/** Exports of an action's inputs.ts. */
interface ActionDefinition {
  readonly inputs: InputSchema;
  readonly outputs: readonly string[];
}

/** Differences between action.yml and inputs.ts of all actions, as messages. */
export async function findContractProblems(): Promise<string[]> {
  const problems = await Promise.all(
    listActionNames().map(async (name) => {
      const declared: ActionDefinition = await import(
        pathToFileURL(resolve(root, 'actions', name, 'inputs.ts')).href
      );
      return findProblems(name, readActionYml(name), declared).map(
        (problem) => `actions/${name}: ${problem}`,
      );
    }),
  );
  return problems.flat();
}

function findProblems(name: string, yml: ActionYml, { inputs, outputs }: ActionDefinition): string[] {
  const { fields } = inputs;
  return [
    ...findDifferences('inputs', Object.keys(yml.inputs), Object.keys(fields)),
    ...findDifferences('outputs', Object.keys(yml.outputs), outputs),
    ...Object.entries(yml.inputs).flatMap(([input, declared]) =>
      findDefaultProblems(input, declared, fields[input]),
    ),
    ...(yml.runs.using === 'node24' ? [] : [`runs using ${yml.runs.using}, not node24`]),
    ...[yml.runs.main, yml.runs.post ?? yml.runs.main]
      .filter((file) => !existsSync(resolve(root, 'actions', name, file)))
      .map((file) => `${file} does not exist: run npm run build`),
  ];
}

function findDifferences(kind: string, yml: readonly string[], code: readonly string[]): string[] {
  const missing = code.filter((name) => !yml.includes(name));
  const extra = yml.filter((name) => !code.includes(name));
  return [
    ...missing.map((name) => `${kind}: ${name} is not in action.yml`),
    ...extra.map((name) => `${kind}: ${name} is not in inputs.ts`),
  ];
}

/**
 * Defaults are in action.yml, for people, and in the schema, for empty inputs. Expressions are only in
 * action.yml.
 */
function findDefaultProblems(
  input: string,
  yml: ActionYml['inputs'][string],
  field: Field<unknown> | undefined,
): string[] {
  if (!field || yml.default?.includes('${{')) return [];
  const isRequired = yml.required === true;
  if (isRequired !== field.isRequired) {
    const [here, there] = isRequired ? ['required', 'optional'] : ['optional', 'required'];
    return [`input ${input} is ${here} in action.yml and ${there} in inputs.ts`];
  }
  const coded = field.defaultText;
  return coded === yml.default
    ? []
    : [`input ${input} defaults to ${yml.default} in action.yml and to ${coded} in inputs.ts`];
}
