import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { installPythonTools } from '../../action-tests/tools/python-tools.ts';
import { listFiles, root } from '../project.ts';

/** zizmor's persona by files. The examples stay short, so they are checked with the regular persona. */
const AUDITS: readonly { readonly persona: string; readonly files: RegExp }[] = [
  { persona: 'auditor', files: /^\.github\/(workflows\/[^/]+|dependabot)\.ya?ml$/ },
  { persona: 'pedantic', files: /^actions\/[^/]+\/action\.ya?ml$/ },
  { persona: 'regular', files: /^(examples|action-tests\/workflows)\/[^/]+\.ya?ml$/ },
];

/**
 * Runs zizmor offline; `.github/zizmor.yml` lists the ignored rules with reasons.
 * @returns whether it reported a problem.
 */
export function runZizmor(): boolean {
  return AUDITS.map(({ persona, files }) => audit(persona, listFiles(files))).includes(true);
}

function audit(persona: string, files: readonly string[]): boolean {
  const { status, error } = spawnSync(
    resolve(installPythonTools('workflow-linters'), 'zizmor'),
    [
      '--offline',
      '--no-progress',
      '--quiet',
      '--config',
      '.github/zizmor.yml',
      '--persona',
      persona,
      ...files,
    ],
    { cwd: root, stdio: 'inherit' },
  );
  if (error) throw error;
  return status !== 0;
}
