import { spawnSync } from 'node:child_process';
import { basename } from 'node:path';
import * as z from 'zod/mini';
import { listActionNames } from '../project.ts';
import { installActionlint } from '../workflows/actionlint.ts';
import { withStagedWorkflows } from '../workflows/staged-workflows.ts';

/** An error in a workflow. */
export interface WorkflowProblem {
  /** Index of the workflow. */
  readonly index: number;
  /** Line number, from 1. */
  readonly line: number;
  readonly message: string;
}

const ActionlintOutput = z.array(
  z.looseObject({ message: z.string(), line: z.number(), filepath: z.string() }),
);

/**
 * Checks workflows with actionlint. `uses: OWNER/REPO/…` refers to the actions of this project, so that inputs and
 * outputs are checked against each action.yml.
 */
export function findWorkflowProblems(workflows: readonly string[]): WorkflowProblem[] {
  const files = workflows.map((text, index) => [`${index}.yml`, text]);
  const linted = withStagedWorkflows(Object.fromEntries(files), lint).map(({ filepath, line, message }) => ({
    index: Number.parseInt(basename(filepath), 10),
    line,
    message,
  }));
  return [...workflows.flatMap(findUnknownActions), ...linted];
}

/** actionlint does not report unknown actions. */
function findUnknownActions(text: string, index: number): WorkflowProblem[] {
  const known = new Set(listActionNames().map((name) => `OWNER/REPO/actions/${name}@v1`));
  return text.split('\n').flatMap((content, i) => {
    const uses = /\buses: (OWNER\/REPO\S*)/.exec(content)?.[1];
    return uses === undefined || known.has(uses)
      ? []
      : [{ index, line: i + 1, message: `there is no action ${uses}` }];
  });
}

function lint(cwd: string): z.output<typeof ActionlintOutput> {
  const options = ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}'];
  const { status, stdout, stderr, error } = spawnSync(installActionlint(), options, {
    cwd,
    encoding: 'utf8',
  });
  if (error || (status ?? 2) > 1) throw new Error(`actionlint failed to start: ${error?.message ?? stderr}`);
  return z.parse(ActionlintOutput, JSON.parse(stdout));
}
