import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { suite, test } from 'node:test';
import { root } from './project.ts';

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}

const read = (file: string) => JSON.parse(readFileSync(resolve(root, file), 'utf8'));

suite('package-lock.json', () => {
  const { packages }: { packages: Record<string, Locked> } = read('package-lock.json');
  const installed = Object.entries(packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );

  test('package.json pins exact versions', () => {
    const { dependencies, devDependencies }: Record<string, Record<string, string>> = read('package.json');
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(version),
    );
    assert.deepEqual(loose, []);
  });

  test('no package has an install script', () => {
    const running = installed.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
    assert.deepEqual(running, []);
  });

  test('every package of a registry has an integrity hash, including those of other platforms', () => {
    const unknown = installed.filter(([, { integrity }]) => !integrity).map(([path]) => path);
    assert.deepEqual(unknown, []);
  });
});
