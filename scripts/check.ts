import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { BUDGET, measureDownloadSize } from '../bench/size/bundle-size.ts';
import { getErrorMessage } from '../src/shared/client/error-message.ts';
import { forEachConcurrent } from '../src/shared/client/for-each-concurrent.ts';
import { findContractProblems } from './action-contract.ts';
import { findAnchorProblems } from './documentation/anchors.ts';
import { findLongLinesOfPages } from './documentation/long-lines.ts';
import { findProseProblems } from './documentation/prose.ts';
import { findQuoteProblems } from './documentation/quoted-blocks.ts';
import { findTypescriptProblems } from './documentation/typescript-blocks.ts';
import { findYamlProblems } from './documentation/yaml-blocks.ts';
import { findImportViolations } from './import-rules.ts';
import { listFiles, listProblems } from './project.ts';

interface Check {
  readonly name: string;
  /** Lines that describe the problems. */
  readonly find: () => readonly string[] | Promise<readonly string[]>;
}

new Command('npm run check --')
  .description('Runs everything that must pass before a commit. The exit code is 1 if a check fails.')
  .parse();

/** The slowest first. */
const CHECKS: readonly Check[] = [
  { name: 'bundles are up to date', find: () => listProblems('node', ['scripts/build.ts', '--check']) },
  { name: 'types', find: () => listProblems('tsc', ['-p', '.']) },
  { name: 'lint and format', find: () => listProblems('biome', ['check', '--error-on-warnings', '.']) },
  { name: 'TypeScript of the documentation', find: findTypescriptProblems },
  { name: 'terms of the documentation', find: findProseProblems },
  { name: 'workflows', find: () => listProblems('node', ['scripts/workflows.ts']) },
  { name: 'import rules', find: findImportViolations },
  { name: 'no unused files, exports or dependencies', find: () => listProblems('knip', ['--no-progress']) },
  {
    name: 'generated files are up to date',
    find: () => listProblems('node', ['scripts/docs.ts', '--check']),
  },
  { name: 'links of the documentation', find: findBrokenLinks },
  { name: 'action.yml and inputs.ts agree', find: findContractProblems },
  { name: 'lines of the documentation', find: findLongLinesOfPages },
  { name: 'YAML of the documentation', find: findYamlProblems },
  { name: 'quoted parts of examples', find: findQuoteProblems },
  { name: 'every failure has a troubleshooting section', find: findAnchorProblems },
  { name: 'size of the bundles and of the archive', find: findBudgetProblems },
];

await forEachConcurrent(CHECKS, availableParallelism(), async ({ name, find }) => {
  const problems = await runCheck(find);
  for (const problem of problems) console.error(`  ${problem}`);
  console.log(`${problems.length === 0 ? '✔' : '✖'} ${name}`);
  if (problems.length > 0) process.exitCode = 1;
});

function findBudgetProblems(): string[] {
  const size = measureDownloadSize();
  return (['unpacked', 'packed', 'archive'] as const)
    .filter((part) => size[part] > BUDGET[part])
    .map((part) => `${part}: ${size[part]} bytes; the limit is ${BUDGET[part]}`);
}

/** A check that throws has failed. */
async function runCheck(find: Check['find']): Promise<readonly string[]> {
  try {
    return await find();
  } catch (error) {
    return [getErrorMessage(error)];
  }
}

/**
 * Finds relative links that lead to no file, and links to an `#anchor` that no heading has. External links are not
 * followed.
 */
function findBrokenLinks(): Promise<string[]> {
  const plugin = ['--use', 'remark-validate-links=repository:false'];
  return listProblems('remark', ['--frail', '--quiet', ...plugin, ...listFiles(/\.md$/)]);
}
