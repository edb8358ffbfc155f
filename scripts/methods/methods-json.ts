import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { root } from '../project.ts';
import type { Method } from './method-table.ts';

/** The method table of the action `call`, formatted by Biome. */
export function formatMethodsJson(methods: readonly Method[]): string {
  const rows = methods.map(({ name, parameters, confirm }) => [
    name,
    { parameters, ...(confirm ? { confirm } : {}) },
  ]);
  return execFileSync(
    resolve(root, 'node_modules/.bin/biome'),
    ['format', '--stdin-file-path=methods.json'],
    { cwd: root, input: JSON.stringify(Object.fromEntries(rows)), encoding: 'utf8' },
  );
}
