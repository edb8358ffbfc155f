import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { Argument, Command } from 'commander';
import { readActionYml } from './action-yml.ts';
import { findUntested, readStepRecords } from './find-untested.ts';
import { listActionNames, listFiles, root, run } from './project.ts';

const SUITES: Readonly<Record<string, RegExp>> = {
  unit: /^(src|actions|sandbox|scripts|action-tests\/contract)\/(?!.*\.heavy\.).*\.test\.ts$/,
  heavy: /^src\/.*\.heavy\.test\.ts$/,
  'black-box': /^action-tests\/black-box\/.*\.test\.ts$/,
  package: /^action-tests\/package\/.*\.test\.ts$/,
  page: /^action-tests\/page\/.*\.test\.ts$/,
  documentation: /^action-tests\/documentation\/.*\.test\.ts$/,
  'lineage-formats': /^action-tests\/lineage-formats\/.*\.test\.ts$/,
  workflows: /^action-tests\/workflows\/.*\.test\.ts$/,
  faults: /^action-tests\/(faults|sequences)\/.*\.test\.ts$/,
};

/** What the suites require. Missing programs are installed on the first run. */
const REQUIREMENTS: Readonly<Record<string, string>> = {
  unit: 'Go or Python 3 with venv, for actionlint',
  heavy: '11 GiB of disk space in the folder for temporary files',
  'black-box': 'up-to-date bundles (npm run build)',
  package: 'the npm registry, to install the packages',
  page: 'Chromium, which is an npm package for Linux on x64; elsewhere on PATH or in CHROME_PATH',
  'lineage-formats': 'Python 3 with venv, for prov, roc-validator and rocrate of the Python package index',
  documentation: 'act, Go, or Python 3 with venv; git; and the npm registry',
  workflows: 'act, Go, or Python 3 with venv; git; and the npm registry',
  faults: 'up-to-date bundles (npm run build)',
};

const { args: requested } = new Command('npm test --')
  .description('Runs the tests. If all suites run, every input and output of an action has to be in a test.')
  .addArgument(new Argument('[suites...]', 'default is all').choices(Object.keys(SUITES)))
  .parse();
const patterns = (requested.length > 0 ? requested : Object.keys(SUITES)).map((name) => SUITES[name]);
const files = listFiles(/^[^.].*\.test\.ts$/).filter((file) =>
  patterns.some((pattern) => pattern?.test(file)),
);
if (files.length === 0) {
  console.error('No test files found.');
  process.exit(1);
}

/** Folder in which the black-box tests record their steps. */
const records = resolve(root, '.cache/steps');
rmSync(records, { recursive: true, force: true });
mkdirSync(records, { recursive: true });
process.env['STEP_RECORDS'] = records;

for (const [name, needs] of Object.entries(REQUIREMENTS)) {
  if (requested.length === 0 || requested.includes(name)) console.log(`Suite ${name} requires ${needs}.`);
}
// One more than the cores, because tests spend a third of their time waiting.
const code = run('node', [
  '--test',
  `--test-concurrency=${availableParallelism() + 1}`,
  '--test-reporter=spec',
  ...files,
]);
const whole = requested.length === 0 || requested.includes('black-box');
// Untested inputs are reported only if all tests pass.
process.exit(code === 0 && whole ? reportUntested() : code);

/** @returns 1 if an input or output of an action is in no test. */
function reportUntested(): number {
  const steps = readStepRecords(records);
  const found = listActionNames().flatMap((name) => findUntested(name, readActionYml(name), steps));
  for (const problem of found) console.error(`\u2716 ${problem}`);
  return found.length > 0 ? 1 : 0;
}
