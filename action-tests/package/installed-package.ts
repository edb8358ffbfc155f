import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../..');
const NPM = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];

/** The package of an import that is not relative: `zod` of `from 'zod/mini'`. */
const BARE_IMPORT =
  /(?:^(?:import|export)\s[^'"`;=]*\sfrom |^import |\bimport\()['"]((?:@[^/'"]+\/)?[^./'"][^/'"]*)/gm;

/** A published package of this repository, packed and installed into an empty folder as a user would. */
export class InstalledPackage implements AsyncDisposable {
  readonly folder: string;
  /** Path of the tarball that `npm pack` wrote. */
  readonly tarball: string;

  private constructor(folder: string, tarball: string) {
    this.folder = folder;
    this.tarball = tarball;
  }

  /** @param name Folder in `packages/`. @throws Error if npm cannot pack or install it. */
  static async create(name: string): Promise<InstalledPackage> {
    const folder = await mkdtemp(join(tmpdir(), 'package-'));
    const { stdout } = await execute(
      'npm',
      ['pack', `./packages/${name}`, '--pack-destination', folder],
      ROOT,
    );
    const tarball = join(folder, stdout.trim().split('\n').at(-1) ?? '');
    await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
    const installed = new InstalledPackage(folder, tarball);
    await installed.install(tarball);
    return installed;
  }

  async install(...packages: readonly string[]): Promise<void> {
    await execute('npm', ['install', '--ignore-scripts', ...NPM, ...packages], this.folder);
  }

  /** Installs the oldest version of Node.js that the package allows. @returns the path of the program. */
  async installOldestNode(): Promise<string> {
    const { engines } = JSON.parse(await readFile(resolve(ROOT, 'package.json'), 'utf8'));
    const name = `node-${process.platform}-${process.arch}`;
    await this.install(`${name}@${engines.node.replace('>=', '')}.0`);
    return join(this.folder, 'node_modules', name, 'bin/node');
  }

  /** Names of the packages that the files of an installed package import, sorted. */
  async listImports(name: string): Promise<string[]> {
    const lib = join(this.folder, 'node_modules', name, 'lib');
    const files = (await readdir(lib, { recursive: true })).filter((file) => /\.(js|d\.ts)$/.test(file));
    const sources = await Promise.all(files.map((file) => readFile(join(lib, file), 'utf8')));
    const imports = sources.flatMap((source) =>
      [...source.matchAll(BARE_IMPORT)].map(([, imported = '']) => imported),
    );
    return [...new Set(imports)].filter((imported) => !imported.startsWith('node:')).sort();
  }

  async write(file: string, text: string): Promise<void> {
    await writeFile(join(this.folder, file), text);
  }

  /** Runs a program in the folder. @returns stdout. @throws Error with its output if it fails. */
  async run(program: string, args: readonly string[]): Promise<string> {
    return (await execute(program, args, this.folder)).stdout;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function execute(program: string, args: readonly string[], cwd: string): Promise<{ stdout: string }> {
  return promisify(execFile)(program, args, { cwd }).catch(
    (error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${program} ${args.join(' ')}\n${error.stdout}\n${error.stderr}`, { cause: error });
    },
  );
}
