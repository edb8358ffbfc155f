import { registerHooks } from 'node:module';
import type { ICruiseResult, IForbiddenRuleType } from 'dependency-cruiser';
import { root } from './project.ts';

/** Folders with the folders of this repository that their files may import, in the order of their precedence. */
const FOLDERS: readonly { readonly folder: string; readonly allowed: readonly string[] }[] = [
  { folder: 'src/shared/client', allowed: [] },
  { folder: 'src/shared/documents', allowed: ['src/shared/client'] },
  { folder: 'src/shared/jobs', allowed: ['src/shared/client'] },
  { folder: 'src/shared/transfer', allowed: ['src/shared/client'] },
];
void FOLDERS;

registerHooks({
  // dependency-cruiser needs the API of TypeScript 5 or 6, which TypeScript 7 does not have.
  resolve: (specifier, context, next) =>
    next(specifier.replace(/^typescript(?=$|\/package\.json$)/, 'typescript-5'), context),
});
const { cruise } = await import('dependency-cruiser');
const rules: IForbiddenRuleType[] = [{ name: 'no-circular', severity: 'error', from: {}, to: { circular: true } }];
const result = await cruise(
  ['src', 'actions', 'sandbox', 'scripts', 'action-tests', 'bench', 'examples'],
  {
    baseDir: root,
    ruleSet: { forbidden: rules },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|lib)/' },
  },
);
const output = result.output as ICruiseResult;
console.log(output.summary.totalCruised, output.summary.totalDependenciesCruised, output.summary.violations.map((v) => [v.rule.name, v.from, v.to, v.cycle?.map((c) => c.name)]));
