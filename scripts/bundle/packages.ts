import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Stats } from '@vercel/ncc';
import { root } from '../project.ts';

/** A third-party package. */
export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
  readonly folder: string;
  /** Contents of its bundled files. */
  readonly sources: readonly string[];
}

/**
 * Finds the packages in the bundle, by name and version, including packages inlined into files of other packages, which
 * are known by the comments of their bundlers.
 * @throws Error if an inlined package is not installed, because its licence is unknown.
 */
export function listBundledPackages({ compilation }: Stats): Package[] {
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

/** Finds the packages of files and the packages inlined into them. */
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

/** Comment of bundlers above an inlined module. */
const INLINED = /^\/\/ node_modules\/((?:@[^/\s]+\/)?[^/\s]+)\/\S+$/gm;

function findInstalled(name: string, file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
  }
  throw new Error(`${file} includes ${name}, which is not installed, so its licence is unknown.`);
}

/** A package.json without name and version only sets the module type. */
function readPackage(folder: string): Omit<Package, 'sources'> | undefined {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest)) {
    const content: Partial<Package> = JSON.parse(readFileSync(manifest, 'utf8'));
    const { name, version } = content;
    if (name && version) return { ...content, name, version, folder };
  }
  return dirname(folder) === folder ? undefined : readPackage(dirname(folder));
}
