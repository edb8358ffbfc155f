import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Stats } from '@vercel/ncc';
import { root } from '../project.ts';

/** A package of somebody else's. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  readonly folder: string;
}

/** The packages of which something is in the bundle, each version by itself, in the order of their names. */
export function bundledPackages({ compilation }: Stats): Package[] {
  const found = new Map<string, Package>();
  for (const chunk of compilation.chunks) {
    for (const module of compilation.chunkGraph.getChunkModulesIterable(chunk)) {
      for (const { resource } of [module, ...(module.modules ?? [])]) {
        const owner = resource && packageOf(dirname(resource));
        if (owner && owner.folder !== root) found.set(`${owner.name}@${owner.version}`, owner);
      }
    }
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, owner]) => owner);
}

/** A package.json without name and version only says how the files beside it are to be read. */
function packageOf(folder: string): Package | undefined {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const content = JSON.parse(readFileSync(manifest, 'utf8')) as Partial<Package>;
    const { name, version } = content;
    if (name && version) return { ...content, name, version, folder };
  }
  return dirname(folder) === folder ? undefined : packageOf(dirname(folder));
}
