import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root, run } from '../project.ts';
import { readDocumentedBlocks } from './blocks.ts';

/** The package's names for what a program imports, and their sources. */
const PACKAGE = { 'provena-actions': 'src/shared/sdk.ts', 'provena-actions/sandbox': 'sandbox/index.ts' };

/**
 * Whether the TypeScript that the documentation shows compiles as a strict program of the reader's. What does not is printed
 * with the page and line of its block in the name of the file.
 */
export function checkTypescriptBlocks(): boolean {
  // Inside of the project, where the packages are found that the sources import.
  mkdirSync(resolve(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(resolve(root, '.cache/documentation-'));
  try {
    for (const { file, line, text } of readDocumentedBlocks('ts')) {
      const name = `${file.replaceAll(/\W+/g, '-')}-line-${line}.ts`;
      writeFileSync(join(folder, name), `${text}export {};\n`);
    }
    const paths = Object.entries(PACKAGE).map(([name, source]) => [name, [resolve(root, source)]]);
    const config = {
      extends: resolve(root, 'tsconfig.json'),
      compilerOptions: { paths: Object.fromEntries(paths) },
      include: ['*.ts'],
      exclude: [],
    };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
    return run('tsc', ['-p', folder]) === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
