import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The release of the official Python client to compare with, and the optional packages of its store code. */
const PACKAGES = ['provenaclient==0.29.1', 'httpx', 'boto3'];
const FOLDER = join(ROOT, '.cache', 'provenaclient-venv');
/** Written at the end of the installation, so that an incomplete one is repeated. */
const COMPLETE_MARKER = join(FOLDER, 'complete');

/** What {@link installOfficialClient} needs, for the first line of a program. */
export const CLIENT_REQUIREMENTS =
  'Python 3 with venv; on the first run also the Python package index and 150 MB in .cache/';

/**
 * Installs the official client into a virtual environment in `.cache/`, once. Prints the reason and ends the program if
 * Python or a package is not available.
 * @returns the folder of the environment
 */
export function installOfficialClient(): string {
  if (spawnSync('python3', ['-c', 'import ensurepip, venv']).status !== 0)
    return exit('python3 with venv is not installed. On Debian and Ubuntu, install python3-venv.');
  if (existsSync(COMPLETE_MARKER)) return FOLDER;
  mkdirSync(FOLDER, { recursive: true });
  console.error(`Installing ${PACKAGES.join(', ')} into ${FOLDER} …`);
  try {
    execFileSync('python3', ['-m', 'venv', '--clear', FOLDER], { stdio: 'inherit' });
    execFileSync(getPythonPath(FOLDER), ['-m', 'pip', 'install', '--quiet', ...PACKAGES], {
      stdio: 'inherit',
    });
  } catch (error) {
    return exit(
      `Cannot install the official Python client: ${error instanceof Error ? error.message : error}. Check the connection to the Python package index.`,
    );
  }
  writeFileSync(COMPLETE_MARKER, `${PACKAGES.join('\n')}\n`);
  return FOLDER;
}

function exit(message: string): never {
  console.error(message);
  process.exit(2);
}

export function getPythonPath(environment: string): string {
  return join(environment, 'bin', 'python');
}
