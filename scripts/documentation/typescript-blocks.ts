import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createScratchFolder } from '../../action-tests/tools/cleanup.ts';
import { listProblems, root } from '../project.ts';
import { readDocumentedBlocks } from './blocks.ts';

/** Sources of the published packages by import name. */
const PACKAGES = {
  '@provena-actions/client': 'src/shared/sdk.ts',
  '@provena-actions/sandbox': 'sandbox/index.ts',
};

/**
 * Checks that the TypeScript blocks of the documentation compile in strict mode.
 * @returns errors, with page and line of the block in the file name.
 */
export async function findTypescriptProblems(): Promise<string[]> {
  // Inside of the project, so that imported packages are found.
  using scratch = createScratchFolder(resolve(root, '.cache/documentation-'));
  const folder = scratch.path;
  for (const { file, line, text } of readDocumentedBlocks('ts')) {
    const name = `${file.replaceAll(/\W+/g, '-')}-line-${line}.ts`;
    writeFileSync(join(folder, name), `${text}export {};\n`);
  }
  const paths = Object.entries(PACKAGES).map(([name, source]) => [name, [resolve(root, source)]]);
  const config = {
    extends: resolve(root, 'tsconfig.json'),
    compilerOptions: { paths: Object.fromEntries(paths) },
    include: ['*.ts'],
    exclude: [],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  return await listProblems('tsc', ['-p', folder]);
}
