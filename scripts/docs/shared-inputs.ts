import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { ActionYml } from '../action-yml.ts';
import { root } from '../project.ts';

const FILE = 'actions/shared-inputs.yml';
const text = readFileSync(resolve(root, FILE), 'utf8');

/** Inputs that several actions have, by the name of their group. */
export const SHARED_INPUTS = parse(text) as Readonly<Record<string, ActionYml['inputs']>>;

/** `shared connection, creation`: those groups of inputs, as they stand in the shared file. */
export function renderSharedInputs(section: string): string | undefined {
  if (!section.startsWith('shared ')) return undefined;
  return section
    .slice('shared '.length)
    .split(', ')
    .map((group) => {
      const found = new RegExp(`^${group}:\\n((?:(?: .*)?\\n)+)`, 'm').exec(text)?.[1];
      if (found === undefined) throw new Error(`${FILE} has no group ${group}`);
      return `${found.trimEnd()}\n`;
    })
    .join('');
}
