import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { root } from '../project.ts';

/**
 * Lays out workflows, by file name, as actionlint wants them, and gives their folder to `use` until it returns. What they
 * take from OWNER/REPO is the actions of this project there: actionlint looks up the action.yml of an action only if it
 * lies beside the workflow, and the workflow in `.github/workflows` of a folder with a `.git`.
 * @returns what `use` gives.
 */
export function withStagedWorkflows<T>(
  workflows: Readonly<Record<string, string>>,
  use: (project: string) => T,
): T {
  const project = mkdtempSync(join(tmpdir(), 'workflows-'));
  try {
    const folder = join(project, '.github/workflows');
    for (const path of [join(project, '.git'), folder]) mkdirSync(path, { recursive: true });
    symlinkSync(resolve(root, 'actions'), join(project, 'actions'), 'junction');
    for (const [name, text] of Object.entries(workflows)) {
      writeFileSync(join(folder, name), text.replaceAll(/uses: OWNER\/REPO\/(\S+)@v1\b/g, 'uses: ./$1'));
    }
    return use(project);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}
