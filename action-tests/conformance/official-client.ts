import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The release of the official Python client that everything is held against, and what its store code needs beside it. */
const PACKAGES = ['provenaclient==0.29.1', 'httpx', 'boto3'];
const FOLDER = join(ROOT, '.cache', 'provenaclient-venv');
/** Written when the environment is whole, so that one half made is made again. */
const COMPLETE_MARKER = join(FOLDER, 'complete');

/**
 * A virtual environment that has the official client; made once, in the project's `.cache`. Gives its folder.
 * @throws Error when Python or its packages cannot be had
 */
export function installOfficialClient(): string {
  if (existsSync(COMPLETE_MARKER)) return FOLDER;
  mkdirSync(FOLDER, { recursive: true });
  console.error(`Installing ${PACKAGES.join(', ')} into ${FOLDER} …`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', FOLDER], { stdio: 'inherit' });
    execFileSync(pythonPath(FOLDER), ['-m', 'pip', 'install', '--quiet', ...PACKAGES], { stdio: 'inherit' });
  } catch (cause) {
    throw new Error(
      'The official client cannot be installed; it needs python3 with venv, and a package index.',
      { cause },
    );
  }
  writeFileSync(COMPLETE_MARKER, `${PACKAGES.join('\n')}\n`);
  return FOLDER;
}

export function pythonPath(environment: string): string {
  return join(environment, 'bin', 'python');
}
