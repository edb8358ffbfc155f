import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startByteListener } from './start/byte-listener.ts';
import { type MeasuredAction, readActions } from './start/measured-action.ts';
import { ACTIONS_WITHOUT_REQUIRED_INPUTS, VALID_INPUTS } from './start/valid-inputs.ts';
import { median } from './transfer/report.ts';

/** What the benchmark needs on this machine. */
export const requires = 'up-to-date bundles (npm run build) and an idle machine';

/**
 * Measures the start-up time of actions relative to a minimal Node program: from start to the error for a
 * missing input
 * relative to `node -e 0`, and from start to the first byte of the first request relative to one GET with
 * `node:http`.
 * Prints the medians of the ratios. Arguments: number of pairs, then names of actions; all by default.
 */
export async function run(args: readonly string[]): Promise<void> {
  const [pairs = '21', ...names] = args;
  const folder = await mkdtemp(join(tmpdir(), 'start-'));
  const listener = await startByteListener();
  const get = join(folder, 'get.cjs');
  await writeFile(get, `require('node:http').get('${listener.url}/').on('error', () => {});\n`);
  console.log('action               refusal / node -e 0    first byte / GET by node:http');
  try {
    for (const action of await readActions(folder, listener.url, names)) {
      const refusals: number[] = [];
      const bytes: number[] = [];
      for (let i = 0; i < Number(pairs); i++) {
        if (!ACTIONS_WITHOUT_REQUIRED_INPUTS.has(action.name)) {
          refusals.push(
            (await measureExit(action, {})) / (await measureExit({ ...action, program: ['-e', '0'] }, {})),
          );
        }
        const good = VALID_INPUTS[action.name];
        if (good) {
          const bare = await measureFirstByte({ ...action, program: [get] }, good, listener);
          bytes.push((await measureFirstByte(action, good, listener)) / bare);
        }
      }
      console.log(
        `${action.name.padEnd(20)} ${formatRatio(refusals).padStart(12)} ${formatRatio(bytes).padStart(24)}`,
      );
    }
  } finally {
    listener.close();
    await rm(folder, { recursive: true });
  }
}

function formatRatio(ratios: readonly number[]): string {
  return ratios.length === 0 ? '–' : `${median(ratios).toFixed(2)} ×`;
}

type Inputs = Readonly<Record<string, string>>;

/** Milliseconds from the start of the program to its end. */
async function measureExit(action: MeasuredAction, inputs: Inputs): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, action.program, { env: action.env(inputs), stdio: 'ignore' });
  await once(child, 'exit');
  return performance.now() - started;
}

/** Milliseconds from the start of the program to the first byte that it sends. */
async function measureFirstByte(
  action: MeasuredAction,
  inputs: Inputs,
  { nextByte }: Awaited<ReturnType<typeof startByteListener>>,
): Promise<number> {
  const byte = nextByte();
  const started = performance.now();
  const child = spawn(process.execPath, action.program, { env: action.env(inputs), stdio: 'ignore' });
  const ended = once(child, 'close');
  const silent = ended.then(() => {
    throw new Error(`${action.name} ended without a request`);
  });
  const at = await Promise.race([byte, silent]);
  child.kill('SIGKILL');
  await ended;
  await silent.catch(() => {});
  return at - started;
}
