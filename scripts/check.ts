import { BUDGET, measureDownloadSize } from '../bench/size/bundle-size.ts';
import { findContractProblems } from './action-contract.ts';
import { findAnchorProblems } from './documentation/anchors.ts';
import { findLongLinesOfPages } from './documentation/long-lines.ts';
import { checkProse } from './documentation/prose.ts';
import { findQuoteProblems } from './documentation/quoted-blocks.ts';
import { checkTypescriptBlocks } from './documentation/typescript-blocks.ts';
import { findYamlProblems } from './documentation/yaml-blocks.ts';
import { findImportViolations } from './import-rules.ts';
import { listFiles, run } from './project.ts';

/** The checks of `npm run check`. The exit code is 1 if one fails. */
const CHECKS: readonly { readonly name: string; readonly run: () => boolean | Promise<boolean> }[] = [
  { name: 'types', run: () => run('tsc', ['-p', '.']) === 0 },
  { name: 'lint and format', run: () => run('biome', ['check', '--error-on-warnings', '.']) === 0 },
  { name: 'no unused files, exports or dependencies', run: () => run('knip', ['--no-progress']) === 0 },
  { name: 'workflows', run: () => run('node', ['scripts/workflows.ts']) === 0 },
  { name: 'import rules', run: async () => reportProblems(await findImportViolations()) },
  { name: 'action.yml and inputs.ts agree', run: async () => reportProblems(await findContractProblems()) },
  { name: 'generated files are up to date', run: () => run('node', ['scripts/docs.ts', '--check']) === 0 },
  { name: 'terms of the documentation', run: checkProse },
  { name: 'lines of the documentation', run: () => reportProblems(findLongLinesOfPages()) },
  { name: 'links of the documentation', run: checkLinks },
  { name: 'YAML of the documentation', run: () => reportProblems(findYamlProblems()) },
  { name: 'quoted parts of examples', run: () => reportProblems(findQuoteProblems()) },
  { name: 'TypeScript of the documentation', run: checkTypescriptBlocks },
  { name: 'every failure has a troubleshooting section', run: () => reportProblems(findAnchorProblems()) },
  { name: 'bundles are up to date', run: () => run('node', ['scripts/build.ts', '--check']) === 0 },
  { name: 'size of the bundles and of the archive', run: () => reportProblems(findBudgetProblems()) },
];

let failed = 0;
for (const { name, run: runOne } of CHECKS) {
  const ok = await runCheck(runOne);
  console.log(`${ok ? '✔' : '✖'} ${name}`);
  if (!ok) failed++;
}
process.exit(failed > 0 ? 1 : 0);

function findBudgetProblems(): string[] {
  const size = measureDownloadSize();
  return (['unpacked', 'packed', 'archive'] as const)
    .filter((part) => size[part] > BUDGET[part])
    .map((part) => `${part}: ${size[part]} bytes; the limit is ${BUDGET[part]}`);
}

/** A check that throws has failed. */
async function runCheck(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check();
  } catch (error) {
    console.error(`  ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function reportProblems(problems: readonly string[]): boolean {
  for (const problem of problems) console.error(`  ${problem}`);
  return problems.length === 0;
}

/**
 * Checks that every relative link leads to a file and every `#anchor` to a heading, and prints broken links. External
 * links are not followed.
 */
function checkLinks(): boolean {
  const plugin = ['--use', 'remark-validate-links=repository:false'];
  return run('remark', ['--frail', '--quiet', ...plugin, ...listFiles(/\.md$/)]) === 0;
}
