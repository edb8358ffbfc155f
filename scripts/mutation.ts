import { dirname, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { Argument, Command } from 'commander';
import { root } from './project.ts';

/**
 * Folders of the mutation tests and the tests of each, below `src/shared`. The exit code is 1 if the share of killed mutants of
 * one is too low. Results are cached in `.cache/mutation/`.
 */
const FOLDERS: Readonly<Record<string, { readonly folder: string; readonly tests: readonly string[] }>> = {
  documents: { folder: 'documents', tests: ['documents/*', 'documents/text/*'] },
  validation: { folder: 'documents/validation', tests: ['documents/*', 'documents/validation/*'] },
  items: { folder: 'documents/items', tests: ['documents/items/*'] },
  records: { folder: 'documents/model-runs', tests: ['documents/model-runs/*'] },
  jobs: { folder: 'jobs', tests: ['jobs/*'] },
  // certificates.test.ts is slow and does not test the other files.
  http: {
    folder: 'client/http',
    tests: ['client/http/!(certificates)', 'client/prefetch-token', 'client/credentials/token-source'],
  },
};
const MIN_SCORE = 80;

const { args: requested } = new Command('npm run mutation --')
  .description('Changes the source in thousands of ways, and reports the changes that no unit test notices.')
  .addArgument(new Argument('[folders...]', 'default is all').choices(Object.keys(FOLDERS)))
  .parse();
console.log('Requires no other programs. Takes up to an hour per folder on two cores.');
process.chdir(root);
// Thousands of processes load the same files; the compile cache saves a third of the time.
process.env['NODE_COMPILE_CACHE'] ??= resolve(root, '.cache/mutation/compiled');
const scores = [];
for (const [name, { folder: path, tests }] of Object.entries(FOLDERS)) {
  if (requested.length > 0 && !requested.includes(name)) continue;
  const folder = `src/shared/${path}`;
  const results = await new Stryker(createOptions(name, folder, tests)).runMutationTest();
  // Cached results may refer to moved files.
  const mutants = results.filter(({ fileName }) => dirname(fileName).endsWith(folder));
  const count = (...statuses: string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const killed = count('Killed', 'Timeout');
  const survived = count('Survived', 'NoCoverage');
  scores.push({ folder, killed, survived, score: Math.round((killed / (killed + survived)) * 1000) / 10 });
}
console.table(scores);
process.exitCode = scores.every(({ score }) => score >= MIN_SCORE) ? 0 : 1;

function createOptions(
  name: string,
  folder: string,
  tests: readonly string[],
): ConstructorParameters<typeof Stryker>[0] {
  return {
    testRunner: 'tap',
    // One process per test file; only files that cover a mutant are run.
    tap: { testFiles: tests.map((test) => `src/shared/${test}.test.ts`) },
    mutate: [`${folder}/*.ts`, `!${folder}/*.test.ts`],
    ignorePatterns: [
      '/dist',
      '/actions',
      '/docs',
      '/examples',
      '/action-tests',
      '/bench',
      '/.build',
      '/.cache',
      '/lib',
    ],
    concurrency: 1,
    timeoutMS: 2000,
    incremental: true,
    incrementalFile: `.cache/mutation/${name}.json`,
    htmlReporter: { fileName: `.cache/mutation/${name}.html` },
    tempDirName: '.cache/mutation/work',
    reporters: ['progress-append-only', 'html'],
    // Types are erased, so mutants of types are not errors.
    disableTypeChecks: false,
    tsconfigFile: 'none',
  };
}
