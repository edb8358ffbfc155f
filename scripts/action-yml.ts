import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { root } from './project.ts';

/** The parts of an action.yml that the scripts use. */
export interface ActionYml {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, InputYml>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post?: string };
}

export interface InputYml {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string;
}

/** Reads the action.yml of an action. */
export function readActionYml(name: string): ActionYml {
  const yml: ActionYml = parse(readFileSync(resolve(root, 'actions', name, 'action.yml'), 'utf8'));
  return { ...yml, inputs: yml.inputs ?? {}, outputs: yml.outputs ?? {} };
}
