import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname } from 'node:path';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The retries are for processes that end while the folder is deleted. */
const REMOVE_OPTIONS = { recursive: true, force: true, maxRetries: 5, retryDelay: 100 };

const cleanups = new Set<() => void>();
let isWatching = false;

/**
 * Calls `clean` at the end of the scope, or before that when the program ends, also by Ctrl+C: a program that is interrupted
 * leaves no process and no folder behind.
 */
export function createCleanup(clean: () => void): Disposable {
  if (!isWatching) cleanUpAtExit();
  cleanups.add(clean);
  return {
    [Symbol.dispose]() {
      if (cleanups.delete(clean)) clean();
    },
  };
}

/** Creates an empty folder, which {@link createCleanup} deletes. @param prefix of its path; random letters follow. */
export function createScratchFolder(prefix: string): Disposable & { readonly path: string } {
  mkdirSync(dirname(prefix), { recursive: true });
  const path = mkdtempSync(prefix);
  return { path, ...createCleanup(() => rmSync(path, REMOVE_OPTIONS)) };
}

function cleanUpAtExit(): void {
  isWatching = true;
  for (const signal of SIGNALS)
    process.once(signal, () => process.exit(process.exitCode ?? 128 + constants.signals[signal]));
  process.once('exit', () => {
    for (const clean of [...cleanups].reverse()) clean();
  });
}
