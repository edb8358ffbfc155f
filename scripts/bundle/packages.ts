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
  /** What was read of it. */
  readonly sources: readonly string[];
}

/**
 * The packages of which something is in the bundle, each version by itself, in the order of their names; also those that
 * were bundled into a file of another one before, as far as a bundler's comments tell.
 * @throws Error when such a package is not installed, so that its licence is not known.
 */
export function bundledPackages({ compilation }: Stats): Package[] {
  const files = new Set<string>();
  for (const chunk of compilation.chunks) {
    for (const module of compilation.chunkGraph.getChunkModulesIterable(chunk)) {
      for (const { resource } of [module, ...(module.modules ?? [])]) {
        if (resource) files.add(resource.replace(/\?.*$/, ''));
      }
    }
  }
  return findPackages(files);
}

/** The packages of these files and of what was bundled into them. */
export function findPackages(files: Iterable<string>): Package[] {
  const found = new Map<string, Package>();
  const add = (folder: string, sources: readonly string[]): void => {
    const owner = readPackage(folder);
    if (!owner || owner.folder === root) return;
    const key = `${owner.name}@${owner.version}`;
    found.set(key, { ...owner, sources: [...(found.get(key)?.sources ?? []), ...sources] });
  };
  for (const file of files) {
    if (!existsSync(file)) continue;
    const source = readFileSync(file, 'utf8');
    add(dirname(file), [source]);
    for (const [, name = ''] of source.matchAll(INLINED)) add(findInstalled(name, file), []);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, owner]) => owner);
}

/** What bundlers write above a module of another package. */
const INLINED = /^\/\/ node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm;

function findInstalled(name: string, file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  throw new Error(`${file} has ${name} in it, which is not installed: its licence cannot be told.`);
}

/** A package.json without name and version only says how the files beside it are to be read. */
function readPackage(folder: string): Omit<Package, 'sources'> | undefined {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const content = JSON.parse(readFileSync(manifest, 'utf8')) as Partial<Package>;
    const { name, version } = content;
    if (name && version) return { ...content, name, version, folder };
  }
  return dirname(folder) === folder ? undefined : readPackage(dirname(folder));
}
