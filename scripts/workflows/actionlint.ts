import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { goTool } from '../../action-tests/workflows/go-tool.ts';
import { listFiles, root } from '../project.ts';
import { installLinters } from './linter-environment.ts';
import { withStagedWorkflows } from './staged.ts';

const WORKFLOWS = /^(\.github\/workflows|examples|action-tests\/workflows)\/[^/]+\.ya?ml$/;

/**
 * Shows what actionlint and, within it, shellcheck have to say; a slash of a file's path is shown as `--`. Each file is
 * read as if the actions that it takes from OWNER/REPO were those beside it, so that their inputs and outputs are held
 * against the action.yml of each.
 * @returns whether there is anything.
 */
export function runActionlint(): boolean {
  const options = ['-shellcheck', resolve(installLinters(), 'shellcheck'), '-pyflakes='];
  const workflows = listFiles(WORKFLOWS).map((file) => [
    file.replaceAll('/', '--'),
    readFileSync(resolve(root, file), 'utf8'),
  ]);
  const { status, error } = withStagedWorkflows(Object.fromEntries(workflows), (cwd) =>
    spawnSync(installActionlint(), options, { cwd, stdio: 'inherit' }),
  );
  if (error) throw error;
  return status !== 0;
}

/** The path of actionlint. */
export function installActionlint(): string {
  const module = 'github.com/rhysd/actionlint';
  return goTool({ name: 'actionlint', module, program: `${module}/cmd/actionlint` }, console.log);
}
