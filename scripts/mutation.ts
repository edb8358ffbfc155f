import { dirname, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { root } from './project.ts';

/**
 * Makes one small mistake after the other in the sources of a folder and sees whether its tests notice. Prints the score:
 * of all mistakes, how many were noticed. Names of folders on the command line choose some; the exit code is 1 where one
 * has a lower score than it has to have. What was found out before is kept in `.cache/` and not tried again.
 */
const FOLDERS: Readonly<Record<string, { readonly folder: string; readonly tests: readonly string[] }>> = {
  spec: { folder: 'src/shared/spec', tests: ['src/shared/spec/*.test.ts'] },
  items: { folder: 'src/shared/spec/items', tests: ['src/shared/spec/items/*.test.ts'] },
  records: {
    folder: 'src/shared/spec/model-runs',
    tests: ['src/shared/spec/model-runs/*.test.ts', 'src/shared/spec/kinds/*.test.ts'],
  },
  jobs: { folder: 'src/shared/jobs', tests: ['src/shared/jobs/*.test.ts'] },
  // Fresh tokens are asked for by what uses them; making certificates takes long, and says nothing of the rest.
  http: {
    folder: 'src/shared/client/http',
    tests: [
      'src/shared/client/http/!(certificates).test.ts',
      'src/shared/client/ask-ahead.test.ts',
      'src/shared/client/credentials/token-source.test.ts',
    ],
  },
};
const LOWEST_SCORE = 80;

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in FOLDERS));
if (unknown.length > 0) {
  console.error(`No folder ${unknown.join(', ')}; there are ${Object.keys(FOLDERS).join(', ')}.`);
  process.exit(2);
}
process.chdir(root);
// Thousands of processes read the same files: what the engine makes of them is kept, for a third of their time.
process.env['NODE_COMPILE_CACHE'] ??= resolve(root, '.cache/mutation/compiled');
const scores = [];
for (const [name, { folder, tests }] of Object.entries(FOLDERS)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  const results = await new Stryker(optionsFor(name, folder, tests)).runMutationTest();
  // What was kept from before may be of files that are elsewhere by now.
  const mutants = results.filter(({ fileName }) => dirname(fileName).endsWith(folder));
  const count = (...statuses: string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const missed = count('Survived', 'NoCoverage');
  scores.push({ folder, noticed, missed, score: Math.round((noticed / (noticed + missed)) * 1000) / 10 });
}
console.table(scores);
process.exitCode = scores.every(({ score }) => score >= LOWEST_SCORE) ? 0 : 1;

function optionsFor(
  name: string,
  folder: string,
  tests: readonly string[],
): ConstructorParameters<typeof Stryker>[0] {
  return {
    testRunner: 'tap',
    // One file of tests is one process, and only those that come by a mistake are run for it.
    tap: { testFiles: [...tests] },
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
    // The sources are erased, not checked: a mistake in types alone is none.
    disableTypeChecks: false,
    tsconfigFile: 'none',
  };
}
