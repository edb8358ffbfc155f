import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFiles, root } from './project.ts';

/** Copies the data files of the sandbox beside its compiled code. */
export function copySandboxFiles(compiled: string): void {
  for (const file of listFiles(/^sandbox\/(?!.*\.(ts|md)$)/)) {
    cpSync(resolve(root, file), resolve(compiled, file), { recursive: true });
  }
}
