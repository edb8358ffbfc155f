import { readFile } from 'node:fs/promises';
import { getErrorCode } from '../../src/shared/files/safe-path.ts';

/** The process and files of the running sandbox, for the post step. */
export interface SandboxRecord {
  readonly pid: number;
  /** Path of the file with the errors of the sandbox itself. */
  readonly log: string;
  /** Address of the control API. Undefined until the sandbox is ready. */
  readonly control?: string;
}

/** Name of the saved state with the {@link SandboxRecord}. */
export const STATE = 'sandbox';

const MAX_LINES = 20;

/** @returns the last lines of the sandbox's log; empty when the log is empty, or another step deleted it */
export async function readLastLines(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch((error: unknown) => {
    if (getErrorCode(error) === 'ENOENT') return '';
    throw error;
  });
  return text.trim().split('\n').slice(-MAX_LINES).join('\n');
}
