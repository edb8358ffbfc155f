import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { createCleanup, createScratchFolder } from '../tools/cleanup.ts';
import { startSandboxProgram } from '../tools/sandbox-program.ts';
import { CLIENT_REQUIREMENTS, getPythonPath, installOfficialClient, ROOT } from './official-client.ts';

new Command('npm run conformance --')
  .description(
    'Calls every method of the official Python client against the sandbox, and compares the outcomes with those of a real server.',
  )
  .parse();

type ExpectedOutcome = { methods: string; outcome: string; why: string };
type Outcome = { method: string; here: string; message?: string };

const EXPECTED_OUTCOMES: ExpectedOutcome[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'real-server.json'), 'utf8'),
);

console.log(`Requires ${CLIENT_REQUIREMENTS}. Takes about two minutes.`);
const environment = installOfficialClient();
using scratch = createScratchFolder(join(ROOT, '.cache', 'conformance-'));
const folder = scratch.path;
const { sandbox, stop } = await startSandboxProgram();
try {
  const connection = join(folder, 'connection.json');
  writeFileSync(connection, JSON.stringify(sandbox));
  const outcomes = await callEveryMethod(connection);
  const agreeing = outcomes.filter(printOutcome);
  console.log(`${agreeing.length} of ${outcomes.length} methods have the same outcome`);
  process.exitCode = outcomes.length > 0 && agreeing.length === outcomes.length ? 0 : 1;
} finally {
  await stop();
}

async function callEveryMethod(connection: string): Promise<Outcome[]> {
  const script = join(import.meta.dirname, 'drive.py');
  const env = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' };
  const child = spawn(getPythonPath(environment), [script, connection, folder], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  using _ = createCleanup(() => child.kill());
  let stderr = ''; // progress of the client, shown when the run fails
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const outcomes: Outcome[] = [];
  for await (const line of createInterface(child.stdout)) outcomes.push(JSON.parse(line));
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  if (code !== 0)
    throw new Error(
      `The calls ended with exit code ${code} after ${outcomes.length} methods:\n${stderr.slice(-4000)}`,
    );
  return outcomes;
}

/** Prints a method with both outcomes. @returns whether they are equal. */
function printOutcome({ method, here, message }: Outcome): boolean {
  const known = EXPECTED_OUTCOMES.find(({ methods }) => matchesPattern(methods, method));
  const real = known?.outcome ?? 'works';
  const agrees = real === here;
  const note = agrees ? (known?.why ?? '') : `DIFFERS: ${message ?? ''}`;
  console.log(`${method.padEnd(56)} real: ${real.padEnd(24)} sandbox: ${here.padEnd(24)} ${note}`.trimEnd());
  return agrees;
}

function matchesPattern(pattern: string, method: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined ? pattern === method : method.startsWith(before) && method.endsWith(after);
}
