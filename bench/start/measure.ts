import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { startByteListener } from './byte-listener.ts';

const HOOK = join(import.meta.dirname, 'processor-time.cjs');

export type ByteListener = Awaited<ReturnType<typeof startByteListener>>;

/** Output goes to pipes, as on a runner. */
function start(program: readonly string[], env: NodeJS.ProcessEnv) {
  const child = spawn(process.execPath, program, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.resume();
  child.stderr.resume();
  return child;
}

/** Milliseconds from the start of the program to its end. */
export async function measureExit(program: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const started = performance.now();
  await once(start(program, env), 'exit');
  return performance.now() - started;
}

/** Milliseconds from the start of the program to the first byte that it sends. */
export async function measureFirstByte(
  program: readonly string[],
  env: NodeJS.ProcessEnv,
  { nextByte }: ByteListener,
): Promise<number> {
  const byte = nextByte();
  const started = performance.now();
  const child = start(program, env);
  const ended = once(child, 'close');
  const silent = ended.then(() => {
    throw new Error(`${program.join(' ')} ended without a request`);
  });
  const at = await Promise.race([byte, silent]);
  child.kill('SIGKILL');
  await ended;
  await silent.catch(() => {});
  return at - started;
}

/** Microseconds of processor time of the program until its first request, or its end. */
export async function measureProcessorTime(
  program: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(process.execPath, ['--require', HOOK, ...program], {
    env,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [, , , report] = child.stdio;
  // A pipe that this process reads is a stream. One write of a few bytes arrives as one piece.
  const [time]: Buffer[] = await once(report as NodeJS.ReadableStream, 'data');
  child.kill('SIGKILL');
  return Number(time);
}
