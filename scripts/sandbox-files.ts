import { cpSync } from 'node:fs';
import { resolve } from 'node:path';
import { listFiles, root } from './project.ts';

/** Puts beside the compiled sandbox what it reads beside its code. */
export function copySandboxFiles(compiled: string): void {
  for (const file of listFiles(/^sandbox\/(?!.*\.(ts|md)$)/)) {
    cpSync(resolve(root, file), resolve(compiled, file), { recursive: true });
  }
}
