import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../project.ts';

const REQUIREMENTS = resolve(root, 'tools/workflow-linters/requirements.txt');

/**
 * Installs the programs pinned in `tools/workflow-linters/requirements.txt` into `.cache/`, once per content
 * of that file.
 * @returns their folder.
 * @throws Error if Python or a package is not available.
 */
export function installLinters(): string {
  const content = createHash('sha256').update(readFileSync(REQUIREMENTS)).digest('hex').slice(0, 12);
  const folder = resolve(root, '.cache', `workflow-linters-${content}`);
  const programs = resolve(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (existsSync(folder)) return programs;
  const unfinished = `${folder}.unfinished`;
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', unfinished], { stdio: 'inherit' });
    execFileSync('python3', ['-m', 'pip', '--python', unfinished, ...INSTALL_OPTIONS, REQUIREMENTS], {
      stdio: 'inherit',
    });
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error(
      'Cannot install the linters. Install python3 with venv and pip (22.3 or later), and check the connection to the package index.',
      {
        cause,
      },
    );
  }
  renameSync(unfinished, folder);
  return programs;
}

const INSTALL_OPTIONS = [
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--require-hashes',
  '--only-binary=:all:',
  '--requirement',
];
