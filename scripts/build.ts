import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Command } from 'commander';
import { bundle } from './bundle/bundle.ts';
import { listActionNames, root } from './project.ts';

const { check } = new Command('npm run build --')
  .description('Builds dist/, the bundle of all actions, and actions/<name>/dist/, which starts one of them.')
  .option('--check', 'write nothing; list outdated files, and exit with code 1 if there are any')
  .parse()
  .opts<{ check?: boolean }>();

/** Sources of the programs of an action, and their names in `dist/`. */
const PROGRAMS: Readonly<Record<string, string>> = {
  main: 'index.js',
  post: 'post.js',
  sandbox: 'sandbox.js',
};

const programs = listActionNames().flatMap((name) =>
  Object.entries(PROGRAMS)
    .filter(([program]) => existsSync(resolve(root, 'actions', name, `${program}.ts`)))
    .map(([program, file]) => ({ entry: `${name}/${program}`, folder: `actions/${name}/dist`, file })),
);
const files = new Map<string, string | Buffer>();
const COMMONJS = '{ "type": "commonjs" }\n';
files.set('dist/package.json', COMMONJS);
for (const [name, content] of await bundle(programs.map(({ entry }) => entry)))
  files.set(`dist/${name}`, content);
files.set('dist/old-node.js', readFileSync(resolve(root, 'scripts/bundle/old-node.js')));
for (const { entry, folder, file } of programs) {
  files.set(`${folder}/${file}`, renderProgram(entry));
  files.set(`${folder}/package.json`, COMMONJS);
}

const existing = globSync('{dist,actions/*/dist}/*', { cwd: root }).map((file) => file.replaceAll('\\', '/'));
const leftOver = existing.filter((file) => !files.has(file));
if (check) {
  const stale = [...files].filter(([file, content]) => !isFresh(file, content)).map(([file]) => file);
  const outdated = [...stale, ...leftOver];
  if (outdated.length > 0) {
    const more = outdated.length > 3 ? ` and ${outdated.length - 3} more` : '';
    console.error(
      `Outdated: ${outdated.slice(0, 3).join(', ')}${more}. Run npm run build and commit the result.`,
    );
    process.exit(1);
  }
} else {
  for (const file of leftOver) rmSync(resolve(root, file), { recursive: true });
  for (const [file, content] of files) {
    await mkdir(dirname(resolve(root, file)), { recursive: true });
    await writeFile(resolve(root, file), content);
  }
}

/**
 * A program for any Node.js, so that an older one reports an error instead of a syntax error: act runs the `node` of its
 * image, whatever action.yml requires.
 */
function renderProgram(entry: string): string {
  return [
    "var version = process.versions.node.split('.');",
    'var isSupported = version[0] > 22 || (version[0] == 22 && version[1] >= 19);',
    `require(isSupported ? '../../../dist/index.js' : '../../../dist/old-node.js').start('${entry}');\n`,
  ].join('\n');
}

function isFresh(file: string, content: string | Buffer): boolean {
  const path = resolve(root, file);
  return existsSync(path) && readFileSync(path).equals(Buffer.from(content));
}
