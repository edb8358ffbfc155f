import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import type { ActionYml } from '../action-yml.ts';
import { root } from '../project.ts';

const FILE = 'actions/shared-inputs.yml';
const text = readFileSync(resolve(root, FILE), 'utf8');

/** Shared inputs by group. */
export const SHARED_INPUTS: Readonly<Record<string, ActionYml['inputs']>> = parse(text);

/** Groups that READMEs do not list: `docs/actions.md` describes them below the heading. */
export const COMMON_INPUTS: readonly { readonly group: string; readonly heading: string }[] = [
  { group: 'connection', heading: 'Connection' },
  { group: 'store', heading: 'Store' },
  { group: 'report', heading: 'Comments and matrix jobs' },
];

/** For a section such as `shared connection, creation`: the YAML of those groups. */
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
