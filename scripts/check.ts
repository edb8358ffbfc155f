import { BUDGET, bundleSize } from '../bench/size/bundle-size.ts';
import { contractProblems } from './action-contract.ts';
import { forbiddenEdges } from './arrows.ts';
import { findAnchorProblems } from './documentation/anchors.ts';
import { checkLinks } from './documentation/links.ts';
import { checkTypescriptBlocks } from './documentation/typescript-blocks.ts';
import { findYamlProblems } from './documentation/yaml-blocks.ts';
import { run } from './project.ts';

/** Everything that has to hold before a commit, each named; the exit code is 1 when one does not. */
const CHECKS: readonly { readonly name: string; readonly holds: () => boolean | Promise<boolean> }[] = [
  { name: 'types', holds: () => run('tsc', ['-p', '.']) === 0 },
  { name: 'lint and format', holds: () => run('biome', ['check', '--error-on-warnings', '.']) === 0 },
  { name: 'nothing is left over', holds: () => run('knip', ['--no-progress']) === 0 },
  { name: 'workflows', holds: () => run('node', ['scripts/workflows.ts']) === 0 },
  { name: 'import arrows', holds: () => reportProblems(forbiddenEdges()) },
  { name: 'action.yml and inputs.ts agree', holds: async () => reportProblems(await contractProblems()) },
  { name: 'generated tables are fresh', holds: () => run('node', ['scripts/docs.ts', '--check']) === 0 },
  { name: 'links of the documentation lead somewhere', holds: checkLinks },
  { name: 'YAML of the documentation is right', holds: () => reportProblems(findYamlProblems()) },
  { name: 'TypeScript of the documentation compiles', holds: checkTypescriptBlocks },
  { name: 'every kind of failure is explained', holds: () => reportProblems(findAnchorProblems()) },
  { name: 'bundles are fresh', holds: () => run('node', ['scripts/build.ts', '--check']) === 0 },
  { name: 'bundles are within their budget', holds: () => reportProblems(budgetProblems()) },
];

let failed = 0;
for (const { name, holds } of CHECKS) {
  const ok = await runCheck(holds);
  console.log(`${ok ? '✔' : '✖'} ${name}`);
  if (!ok) failed++;
}
process.exit(failed > 0 ? 1 : 0);

function budgetProblems(): string[] {
  const size = bundleSize();
  return (['unpacked', 'packed'] as const)
    .filter((part) => size[part] > BUDGET[part])
    .map((part) => `${part}: ${size[part]} bytes, of which ${BUDGET[part]} are allowed`);
}

/** A check that could not be made does not hold. */
async function runCheck(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await holds();
  } catch (error) {
    console.error(`  ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

function reportProblems(problems: readonly string[]): boolean {
  for (const problem of problems) console.error(`  ${problem}`);
  return problems.length === 0;
}
