import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { goTool } from '../../action-tests/workflows/go-tool.ts';
import { root, tracked } from '../project.ts';
import { linterEnvironment } from './linter-environment.ts';

const WORKFLOWS = /^(\.github\/workflows|examples|action-tests\/workflows)\/[^/]+\.ya?ml$/;

/**
 * Shows what actionlint and, within it, shellcheck have to say. Each file is read as if the actions that it takes from
 * OWNER/REPO were those beside it, so that their inputs and outputs are held against the action.yml of each.
 * @returns whether there is anything.
 */
export function actionlint(): boolean {
  const program = goTool(
    {
      name: 'actionlint',
      module: 'github.com/rhysd/actionlint',
      program: 'github.com/rhysd/actionlint/cmd/actionlint',
    },
    console.log,
  );
  const shellcheck = resolve(linterEnvironment(), 'shellcheck');
  const statuses = tracked(WORKFLOWS).map((file) => {
    const text = readFileSync(resolve(root, file), 'utf8');
    const { status, error } = spawnSync(
      program,
      ['-shellcheck', shellcheck, '-pyflakes=', '-stdin-filename', file, '-'],
      {
        cwd: root,
        input: text.replaceAll(/uses: OWNER\/REPO\/(\S+)@v1\b/g, 'uses: ./$1'),
        stdio: ['pipe', 'inherit', 'inherit'],
      },
    );
    if (error) throw error;
    return status;
  });
  return statuses.some((status) => status !== 0);
}
