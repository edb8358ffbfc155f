import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredAction } from '../start/measured-action.ts';
import { ROOT } from './bundle-size.ts';

/** Bytes of the bundles that an action loads. */
export interface LoadedBytes {
  /** Until it has rejected its inputs. */
  readonly rejection: number;
  /** Until it sends its first request. Undefined if it sends none to Provena. */
  readonly request: number | undefined;
  /** All that its programs can load, whatever its inputs are. */
  readonly all: number;
}

const HOOK = join(import.meta.dirname, 'loaded-files.cjs');

/** @param report file for the hook. */
export async function measureLoadedBytes(
  { name, program, valid, invalid }: MeasuredAction,
  report: string,
): Promise<LoadedBytes> {
  const rejected = await runWithHook(program, invalid, report);
  const requested = valid && (await runWithHook(program, valid, report));
  if (rejected.requested || requested?.requested === false)
    throw new Error(
      `${name} sent a request although its inputs are invalid, or none although they are valid.`,
    );
  return {
    rejection: sumSizes(rejected.files),
    request: requested && sumSizes(requested.files),
    all: sumSizes([...program, ...listReachable(name)]),
  };
}

interface LoadedFiles {
  readonly requested: boolean;
  readonly files: readonly string[];
}

async function runWithHook(
  program: readonly string[],
  env: NodeJS.ProcessEnv,
  report: string,
): Promise<LoadedFiles> {
  const child = spawn(process.execPath, ['--require', HOOK, ...program], {
    env: { ...env, LOADED_FILES: report },
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return JSON.parse(readFileSync(report, 'utf8'));
}

function sumSizes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + statSync(file).size, 0);
}

/** The entry of the bundle, the chunks that it names for the action or for all, and those that they name in turn. */
function listReachable(name: string): string[] {
  const entry = join(ROOT, 'dist/index.js');
  const code = readFileSync(entry, 'utf8');
  let shared = code;
  const found = new Set<string>();
  const visit = (text: string): void => {
    for (const [, id] of text.matchAll(/\b\w+\.e\((\w+)\)/g)) {
      const chunk = join(ROOT, 'dist', `${Number(id)}.index.js`);
      if (found.has(chunk)) continue;
      found.add(chunk);
      visit(readFileSync(chunk, 'utf8'));
    }
  };
  for (const [loader, action] of code.matchAll(/"([a-z-]+)\/[a-z]+":.*?(?=,"|\},)/g)) {
    if (action === name) visit(loader);
    shared = shared.replace(loader, '');
  }
  visit(shared);
  return [entry, ...found];
}
