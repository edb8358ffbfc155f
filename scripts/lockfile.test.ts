import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { root } from './project.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(resolve(root, file), 'utf8'));

suite('what is installed is what the lockfile holds', () => {
  const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );

  test('every version that package.json asks for is exact', () => {
    const { dependencies, devDependencies } = read('package.json') as Record<string, Record<string, string>>;
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  test('no package runs anything while it is installed', () => {
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    assert.deepEqual(running, []);
  });

  test('whatever can get into the bundle or the package is known by its hash', () => {
    const unknown = installed.filter(([, { dev, integrity }]) => !dev && !integrity).map(([path]) => path);
    assert.deepEqual(unknown, []);
  });
});
