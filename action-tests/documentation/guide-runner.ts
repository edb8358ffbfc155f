import { execFile, execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findAct } from '../tools/go-tool.ts';
import { type SandboxProgram, startSandboxProgram } from '../tools/sandbox-program.ts';
import { cleanEnvironment } from '../workflows/clean-environment.ts';
import type { Block } from './markdown.ts';

const ROOT = resolve(import.meta.dirname, '../..');

/**
 * Runs the commands of a guide like a reader: in an empty folder, with Git, Node, act, and a repository to
 * clone.
 */
export class GuideRunner {
  readonly #folder = mkdtempSync(join(tmpdir(), 'reader-'));
  #at = this.#folder;

  constructor() {
    const origin = join(this.#folder, 'origin');
    for (const file of listPublishedFiles()) cpSync(join(ROOT, file), join(origin, file));
    mkdirSync(join(this.#folder, 'bin'));
    symlinkSync(findAct(), join(this.#folder, 'bin/act'));
    this.#git(['init', '--quiet'], origin);
    this.#git(['add', '.'], origin);
    this.#git(['commit', '--quiet', '--message', 'All'], origin);
  }

  /** Runs the commands of a block and keeps their last folder. @returns stdout. */
  async runCommands(commands: string): Promise<string> {
    const where = join(this.#folder, 'where');
    const script = `set -e\n${commands}\npwd > '${where}'`;
    const run = promisify(execFile)('bash', ['-c', script], { cwd: this.#at, env: this.#environment() });
    const { stdout } = await run.catch((error: Error & { stdout?: string; stderr?: string }) => {
      throw new Error(`${commands}\n${error.stdout}\n${error.stderr}`, { cause: error });
    });
    this.#at = readFileSync(where, 'utf8').trim();
    return stdout;
  }

  saveFile(file: string, text: string): void {
    mkdirSync(dirname(join(this.#at, file)), { recursive: true });
    writeFileSync(join(this.#at, file), text);
  }

  /** Runs the shell blocks and saves the file blocks. */
  async runBlocks(steps: readonly Block[]): Promise<string> {
    let output = '';
    for (const { language, meta, text } of steps) {
      const file = /^file=(\S+)$/.exec(meta)?.[1];
      if (file !== undefined) this.saveFile(file, text);
      else if (language === 'sh') output += await this.runCommands(text);
    }
    return output;
  }

  /** Starts the sandbox in a folder, as `npm run sandbox` does there. */
  startSandbox(folder: string, options: readonly string[]): Promise<SandboxProgram> {
    return startSandboxProgram(options, join(this.#at, folder));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #git(args: readonly string[], cwd: string): void {
    execFileSync('git', args, { cwd, env: this.#environment() });
  }

  #environment(): NodeJS.ProcessEnv {
    const plain = cleanEnvironment(this.#folder);
    return {
      ...plain,
      PATH: [join(this.#folder, 'bin'), plain['PATH']].join(delimiter),
      GIT_AUTHOR_NAME: 'Reader',
      GIT_AUTHOR_EMAIL: 'reader@example.org',
      GIT_COMMITTER_NAME: 'Reader',
      GIT_COMMITTER_EMAIL: 'reader@example.org',
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.${join(this.#folder, 'origin')}.insteadOf`,
      GIT_CONFIG_VALUE_0: 'https://github.com/OWNER/REPO',
    };
  }
}

/** The files of this repository that a job downloads. */
function listPublishedFiles(): string[] {
  const options = ['--cached', '--others', '--exclude-standard', '-z'];
  const args = ['ls-files', ...options, 'actions', 'dist', 'schemas', 'examples'];
  const files = execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return files.filter((file) => file !== '' && existsSync(join(ROOT, file)));
}
