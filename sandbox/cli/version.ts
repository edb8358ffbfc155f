import { readFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';

/** The version of the npm package, or in a clone that of the repository. @throws Error without a package.json */
export function readVersion(): string {
  const path = findPackageJSON('..', import.meta.url);
  if (path === undefined) throw new Error('no package.json contains the version.');
  // npm packages have a name and a version.
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
}
