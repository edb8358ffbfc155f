import { createRequire, registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ICruiseResult, IForbiddenRuleType, IViolation } from 'dependency-cruiser';
import { listFiles, root } from './project.ts';

/** Sizes and counts are printed in the same way everywhere. These files import nothing. */
const FORMATS = 'src/shared/format-[a-z-]+';

const shared = (...names: readonly string[]) => names.map((name) => `src/shared/${name}`);

/** Folders and the other folders or files of this repository that their files may import. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'src/shared/client': [],
  'src/shared/files': [],
  'src/shared/lineage': [],
  'src/shared/memory': [],
  'src/shared/documents': [...shared('client', 'files', 'memory'), FORMATS],
  'src/shared/jobs': shared('client'),
  'src/shared/transfer': [...shared('client', 'files', 'memory'), FORMATS],
  'src/shared/export': shared('client', 'documents'),
  'src/shared/action': [
    ...shared('client', 'documents', 'export', 'files', 'jobs', 'lineage', 'memory', 'transfer'),
    FORMATS,
  ],
  'src/shared/sdk': shared('sdk', 'client', 'export', 'files', 'jobs', 'transfer'),
  'actions/[^/]+': ['src/shared'],
  'actions/start-sandbox': ['src/shared', 'sandbox'],
  sandbox: [],
  // The page prints sizes, and groups and lays out lineage, as the actions do; it shares nothing else with them.
  'sandbox/web': ['sandbox', FORMATS],
  'sandbox/web/lineage': ['sandbox', FORMATS, ...shared('lineage')],
  'action-tests': ['sandbox'],
  bench: ['action-tests', 'sandbox', 'src/shared'],
  scripts: ['action-tests', 'bench', 'sandbox', 'src/shared'],
};

/** Folders of `src/shared/action` on which the others build, and those that they may import in turn. */
const LOWER_FOLDERS: Readonly<Record<string, readonly string[]>> = {
  'src/shared/action/runner': [],
  'src/shared/action/inputs': ['src/shared/action/runner'],
  'src/shared/action/lifecycle': ['src/shared/action/inputs', 'src/shared/action/runner'],
};

/** Tests may also use the sandbox as their server. */
const TEST_FILE = '(\\.test|-support)\\.ts$|/testing/';

const rules: readonly IForbiddenRuleType[] = [
  { name: 'no import cycle', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'only src/shared/action imports @actions/*',
    severity: 'error',
    from: { pathNot: '^src/shared/action/' },
    to: { path: 'node_modules/@actions/' },
  },
  {
    name: 'src/shared/lineage imports no package but @dagrejs/dagre, and nothing of Node.js',
    severity: 'error',
    from: { path: '^src/shared/lineage/', pathNot: TEST_FILE },
    to: { dependencyTypesNot: ['local'], pathNot: 'node_modules/@dagrejs/dagre/' },
  },
  ...Object.entries(LOWER_FOLDERS).map(
    ([folder, allowed]): IForbiddenRuleType => ({
      name: `${folder} may import no other folder of src/shared/action than ${allowed.join(', ') || 'itself'}`,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: TEST_FILE },
      to: { path: '^src/shared/action/', pathNot: `^(${[folder, ...allowed].join('|')})/` },
    }),
  ),
  ...Object.entries(FOLDERS).flatMap(([folder, allowed]): IForbiddenRuleType[] => {
    // `$1` is the folder of the importing file, so that an action cannot import another one.
    const own = ['$1/', ...allowed.map((name) => `${name}(/|\\.ts$)`)];
    const inner = Object.keys(FOLDERS).filter(
      (name) => name.startsWith(`${folder}/`) || isMoreSpecific(name, folder),
    );
    const list = [...new Set([folder, ...allowed])].join(', ');
    const pathNot = inner.map((name) => `^${name}/`);
    return [
      {
        name: `${folder} may import only ${list}`,
        severity: 'error',
        from: { path: `^(${folder})/`, pathNot: [...pathNot, TEST_FILE] },
        to: createTarget(own),
      },
      {
        name: `tests of ${folder} may import only ${list}, sandbox`,
        severity: 'error',
        from: { path: `^(${folder})/.*(${TEST_FILE})`, pathNot },
        to: createTarget([...own, 'sandbox/']),
      },
    ];
  }),
];

/** All files but those whose paths start with one of the prefixes. */
function createTarget(prefixes: readonly string[]) {
  return {
    path: '^(src|actions|sandbox|action-tests|bench|scripts)/',
    pathNot: `^(${prefixes.join('|')})`,
  };
}

/** Violations of the import rules and import cycles, type-only imports included, as messages. */
export async function findImportViolations(): Promise<string[]> {
  // dependency-cruiser needs the API of TypeScript 5 or 6; TypeScript 7 has none.
  const typescript5 = createRequire(resolve(root, 'tools/typescript-5/package.json'));
  const urls = new Map(
    ['typescript', 'typescript/package.json'].map((name) => [
      name,
      pathToFileURL(typescript5.resolve(name)).href,
    ]),
  );
  registerHooks({
    resolve(specifier, context, next) {
      const url = urls.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
  const { cruise, getAvailableTranspilers } = await import('dependency-cruiser');
  // Without TypeScript, it guesses the imports.
  if (!getAvailableTranspilers().some(({ name, available }) => name === 'typescript' && available))
    throw new Error('TypeScript 5 is not installed in tools/typescript-5. Run npm ci');
  const { output } = await cruise(listFiles(/\.ts$/), {
    baseDir: root,
    ruleSet: { forbidden: [...rules] },
    validate: true,
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  // Without an output type, the result is an object and not a string.
  const { summary } = output as ICruiseResult;
  if (summary.totalDependenciesCruised === 0) throw new Error('dependency-cruiser found no imports');
  return [...new Set(summary.violations.map(formatViolation))];
}

function formatViolation({ rule, from, to, cycle }: IViolation): string {
  const path = cycle ? [from, ...cycle.map(({ name }) => name)].join(' → ') : `${from} → ${to}`;
  return `${path}: ${rule.name}`;
}

function isMoreSpecific(name: string, pattern: string): boolean {
  return name !== pattern && new RegExp(`^${pattern}$`).test(name);
}
