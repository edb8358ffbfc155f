import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Argument, Command } from 'commander';
import {
  CLIENT_REQUIREMENTS,
  getPythonPath,
  installOfficialClient,
  ROOT,
} from '../conformance/official-client.ts';
import { createCleanup, createScratchFolder } from '../tools/cleanup.ts';
import { startSandboxProgram } from '../tools/sandbox-program.ts';

const PROBES = join(import.meta.dirname, 'probes');
const NAMES = ['all_services', 'life_cycles', 'registry', 'other_services'];
const REQUIRED_SHARE = 0.999;

const { args: requested } = new Command('npm run fidelity --')
  .description(
    'Sends about 6,000 requests to the sandbox and compares its responses with the recorded ones of a real server. The exit ' +
      'code is 1 if less than 99.9 % are equal.',
  )
  .addArgument(new Argument('[probes...]', 'files of requests; default is all').choices(NAMES))
  .parse();
console.log(`Requires ${CLIENT_REQUIREMENTS}. Takes about two minutes.`);
const python = getPythonPath(installOfficialClient());
using scratch = createScratchFolder(join(ROOT, '.cache', 'fidelity-'));
const folder = scratch.path;
const { sandbox, stop } = await startSandboxProgram(['--empty', '--keycloak', '26', '--pace', 'instant']);
try {
  const connection = join(folder, 'connection.json');
  writeFileSync(connection, JSON.stringify(sandbox));
  const env = { ...process.env, PROBE_CONN: connection, PROBE_OUT: folder, PYTHONDONTWRITEBYTECODE: '1' };
  // The official client creates the items that the probes use.
  for (const name of ['official_client', ...(requested.length > 0 ? requested : NAMES)])
    await runProbe(name, env);
  process.exitCode = (await compareResponses(env)) >= REQUIRED_SHARE ? 0 : 1;
} finally {
  await stop();
}

/** Runs one file of requests; its output goes to a file, because it has a line for every request. */
async function runProbe(name: string, env: NodeJS.ProcessEnv): Promise<void> {
  const output = openSync(join(folder, `${name}.log`), 'w');
  const child = spawn(python, [join(PROBES, `${name}.py`)], { env, stdio: ['ignore', output, output] });
  using _ = createCleanup(() => child.kill());
  const [code] = await once(child, 'exit');
  if (code !== 0) console.error(`${name}.py ended with exit code ${code}.`);
}

/** Prints the differences. @returns the share of equal responses, from 0 to 1. */
async function compareResponses(env: NodeJS.ProcessEnv): Promise<number> {
  const child = spawn(python, [join(PROBES, 'compare.py'), ...requested], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = '';
  for await (const line of createInterface(child.stdout)) {
    console.log(line);
    last = line;
  }
  const [, alike, all] = /^(\d+) of (\d+) alike$/.exec(last) ?? [];
  return all === undefined ? 0 : Number(alike) / Number(all);
}
