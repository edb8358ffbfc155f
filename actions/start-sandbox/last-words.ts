import { readFile } from 'node:fs/promises';

const LINES = 20;

/** The last lines of the sandbox's log; empty when it has none. */
export async function readLastLines(log: string): Promise<string> {
  const text = (await readFile(log, 'utf8')).trim();
  return text.split('\n').slice(-LINES).join('\n');
}
