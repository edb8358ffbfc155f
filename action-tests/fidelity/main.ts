import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installOfficialClient, ROOT } from '../conformance/official-client.ts';
import { startSandboxProcess } from '../conformance/sandbox-process.ts';

/**
 * Compares the sandbox with recorded responses of a real server. Arguments: names of probes; all by default.
 */

const PROBES = join(ROOT, '..', 'shared', 'probes', 'run');
const REQUIRED_SHARE = 0.98;

if (!existsSync(PROBES)) {
  console.error(
    `There are no probes at ${PROBES}: they and the recorded answers lie beside the project, in ../shared/probes.`,
  );
  process.exit(2);
}
const cache = join(ROOT, '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'fidelity-'));
const environment = installOfficialClient();
const sandbox = await startSandboxProcess(['--empty', '--keycloak', '26', '--pace', 'instant']);
try {
  const connection = join(folder, 'connection.json');
  writeFileSync(connection, sandbox.connectionJson);
  const last = await runProbes(connection, join(folder, 'answers'), process.argv.slice(2));
  process.exitCode = parseShare(last) >= REQUIRED_SHARE ? 0 : 1;
} finally {
  await sandbox.stop();
  rmSync(folder, { recursive: true });
}

/** Prints the output of the probes. @returns its last line. */
async function runProbes(connection: string, answers: string, names: string[]): Promise<string> {
  const env = { ...process.env, PROBE_VENV: environment };
  const child = spawn('bash', [PROBES, connection, answers, ...names], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface(child.stdout)) {
    console.log(line);
    last = line;
  }
  if (child.exitCode === null) await once(child, 'exit');
  return last;
}

/** Parses `N of M alike`. @returns N / M. */
function parseShare(line: string): number {
  const [, alike, all] = /^(\d+) of (\d+) alike$/.exec(line) ?? [];
  return all === undefined ? 0 : Number(alike) / Number(all);
}
