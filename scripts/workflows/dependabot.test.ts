import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { suite, test } from 'node:test';
import { parse } from 'yaml';
import { listFiles, root } from '../project.ts';

interface Update {
  readonly 'package-ecosystem': string;
  readonly directory?: string;
  readonly directories?: readonly string[];
  readonly cooldown?: { readonly 'default-days'?: number };
}

const MANIFESTS: Readonly<Record<string, RegExp>> = {
  // The workspaces in tools/ are updated with the root; those in scripts/ and dist/ have no dependencies.
  npm: /^(?!tools\/|scripts\/|(.*\/)?dist\/)(.*\/)?package\.json$/,
  gomod: /(^|\/)go\.mod$/,
  pip: /(^|\/)requirements\.txt$/,
  devcontainers: /^\.devcontainer\/devcontainer\.json$/,
  'github-actions': /^\.github\/workflows\/[^/]+\.yml$/,
};

suite('dependabot.yml', () => {
  const { updates }: { updates: readonly Update[] } = parse(
    readFileSync(resolve(root, '.github/dependabot.yml'), 'utf8'),
  );

  for (const [ecosystem, pattern] of Object.entries(MANIFESTS)) {
    test(`dependabot.yml updates every folder of ${ecosystem}`, () => {
      const updated = updates
        .filter((update) => update['package-ecosystem'] === ecosystem)
        .flatMap(({ directory = [], directories = [] }) => [directory, directories].flat());
      const folders = listFiles(pattern)
        // Dependabot finds workflows and the dev container below the root by itself.
        .map((file) => (file.startsWith('.') ? '/' : posix.resolve('/', posix.dirname(file))));
      assert.deepEqual(updated.toSorted(), [...new Set(folders)].sort());
    });
  }

  test('no version is used within a week of its release', () => {
    for (const { 'package-ecosystem': ecosystem, cooldown } of updates)
      assert.ok((cooldown?.['default-days'] ?? 0) >= 7, ecosystem);
    assert.match(readFileSync(resolve(root, '.npmrc'), 'utf8'), /^min-release-age=7$/m);
  });
});
