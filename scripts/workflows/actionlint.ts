import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildGoTool } from '../../action-tests/tools/go-tool.ts';
import { installPythonTools } from '../../action-tests/tools/python-tools.ts';
import { listFiles, root } from '../project.ts';
import { withStagedWorkflows } from './staged-workflows.ts';

const WORKFLOWS = /^(\.github\/workflows|examples|action-tests\/workflows)\/[^/]+\.ya?ml$/;

/**
 * Runs actionlint with shellcheck; slashes of paths are printed as `--`. Actions of OWNER/REPO are resolved to this
 * project, so that inputs and outputs are checked against each action.yml.
 * @returns whether it reported a problem.
 */
export function runActionlint(): boolean {
  const options = [
    '-shellcheck',
    resolve(installPythonTools('workflow-linters'), 'shellcheck'),
    '-pyflakes=',
  ];
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

/** Installs actionlint. @returns its path. */
export function installActionlint(): string {
  const module = 'github.com/rhysd/actionlint';
  return buildGoTool({ name: 'actionlint', module, program: `${module}/cmd/actionlint` }, console.log);
}
