import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The release of the official Python client to compare with, and the optional packages of its store code. */
const PACKAGES = ['provenaclient==0.29.1', 'httpx', 'boto3'];
const FOLDER = join(ROOT, '.cache', 'provenaclient-venv');
/** Written at the end of the installation, so that an incomplete one is repeated. */
const COMPLETE_MARKER = join(FOLDER, 'complete');

/**
 * Installs the official client into a virtual environment in `.cache/`, once. @returns its folder.
 * @throws Error if Python or a package is not available.
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
      'Cannot install the official Python client. Install python3 with venv, and check the connection to the package index.',
      { cause },
    );
  }
  writeFileSync(COMPLETE_MARKER, `${PACKAGES.join('\n')}\n`);
  return FOLDER;
}

export function pythonPath(environment: string): string {
  return join(environment, 'bin', 'python');
}
