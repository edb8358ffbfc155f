import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createScratchFolder } from '../../action-tests/tools/cleanup.ts';
import { root } from '../project.ts';

/**
 * Writes workflows to a temporary repository and calls `use` with its folder. OWNER/REPO is replaced by local actions,
 * because actionlint reads an action.yml only in the same repository, and workflows only in `.github/workflows` of a
 * folder with `.git`.
 * @returns the result of `use`.
 */
export function withStagedWorkflows<T>(
  workflows: Readonly<Record<string, string>>,
  use: (project: string) => T,
): T {
  using scratch = createScratchFolder(join(tmpdir(), 'workflows-'));
  const project = scratch.path;
  const folder = join(project, '.github/workflows');
  for (const path of [join(project, '.git'), folder]) mkdirSync(path, { recursive: true });
  symlinkSync(resolve(root, 'actions'), join(project, 'actions'), 'junction');
  for (const [name, text] of Object.entries(workflows)) {
    writeFileSync(join(folder, name), text.replaceAll(/uses: OWNER\/REPO\/(\S+)@v1\b/g, 'uses: ./$1'));
  }
  return use(project);
}
