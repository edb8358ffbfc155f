import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { readActionYml } from './action-yml.ts';
import { actionNames, listFiles, root, run } from './project.ts';
import { findUntested, readStepRecords } from './untested.ts';

/** The suites of `npm test`, in the order in which they are worth reading. A name on the command line runs that one. */
const SUITES: Readonly<Record<string, RegExp>> = {
  unit: /^(src|sandbox|scripts)\/(?!.*\.heavy\.).*\.test\.ts$/,
  heavy: /^src\/.*\.heavy\.test\.ts$/,
  'black-box': /^action-tests\/black-box\/.*\.test\.ts$/,
  contract: /^action-tests\/(contract|package)\/.*\.test\.ts$/,
  page: /^action-tests\/page\/.*\.test\.ts$/,
  documentation: /^action-tests\/documentation\/.*\.test\.ts$/,
  workflows: /^action-tests\/workflows\/.*\.test\.ts$/,
  faults: /^action-tests\/faults\/.*\.test\.ts$/,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No suite ${unknown.join(', ')}; there are ${Object.keys(SUITES).join(', ')}.`);
  process.exit(2);
}
const patterns = (asked.length > 0 ? asked : Object.keys(SUITES)).map((name) => SUITES[name]);
const files = listFiles(/^[^.].*\.test\.ts$/).filter((file) =>
  patterns.some((pattern) => pattern?.test(file)),
);
if (files.length === 0) {
  console.error('No test files found.');
  process.exit(1);
}

/** Where the runner of the black-box tests notes what they try. */
const records = resolve(root, '.cache/steps');
rmSync(records, { recursive: true, force: true });
mkdirSync(records, { recursive: true });
process.env['STEP_RECORDS'] = records;

const code = run('node', ['--test', '--test-concurrency=2', '--test-reporter=spec', ...files]);
const whole = asked.length === 0 || asked.includes('black-box');
// After a failure more would only be noise.
process.exit(code === 0 && whole ? reportUntested() : code);

/** @returns 1 when an input or an output of an action occurs in no test. */
function reportUntested(): number {
  const steps = readStepRecords(records);
  const found = actionNames().flatMap((name) => findUntested(name, readActionYml(name), steps));
  for (const problem of found) console.error(`\u2716 ${problem}`);
  return found.length > 0 ? 1 : 0;
}
