import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { goTool } from '../../action-tests/workflows/go-tool.ts';
import { actionNames, root } from '../project.ts';

/** Something that is wrong with a workflow. */
export interface WorkflowProblem {
  /** Which of the workflows, from 0. */
  readonly index: number;
  /** Line in it, from 1. */
  readonly line: number;
  readonly message: string;
}

const Found = z.array(z.looseObject({ message: z.string(), line: z.number(), filepath: z.string() }));

/**
 * What actionlint has to say of workflows. Their `uses: OWNER/REPO/…` count as the actions of this project, so that
 * inputs and outputs are held against each action.yml.
 */
export function workflowProblems(workflows: readonly string[]): WorkflowProblem[] {
  // actionlint looks up actions only for what lies among the workflows of a folder with a `.git` in it.
  const project = mkdtempSync(join(tmpdir(), 'workflows-'));
  try {
    const folder = join(project, '.github/workflows');
    for (const path of [join(project, '.git'), folder]) mkdirSync(path, { recursive: true });
    symlinkSync(resolve(root, 'actions'), join(project, 'actions'));
    const files = workflows.map((text, index) => {
      const file = join(folder, `${index}.yml`);
      writeFileSync(file, text.replaceAll(/uses: OWNER\/REPO\/(\S+)@v1\b/g, 'uses: ./$1'));
      return file;
    });
    const linted = lint(files, project).map(({ filepath, line, message }) => ({
      index: Number.parseInt(basename(filepath), 10),
      line,
      message,
    }));
    return [...workflows.flatMap(unknownActions), ...linted];
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/** actionlint says nothing of an action that is not there. */
function unknownActions(text: string, index: number): WorkflowProblem[] {
  const known = new Set(actionNames().map((name) => `OWNER/REPO/actions/${name}@v1`));
  return text.split('\n').flatMap((content, i) => {
    const uses = /\buses: (OWNER\/REPO\S*)/.exec(content)?.[1];
    return uses === undefined || known.has(uses)
      ? []
      : [{ index, line: i + 1, message: `there is no action ${uses}` }];
  });
}

function lint(files: readonly string[], cwd: string): z.output<typeof Found> {
  const options = ['-shellcheck=', '-pyflakes=', '-format', '{{json .}}'];
  const { status, stdout, stderr, error } = spawnSync(actionlint(), [...options, ...files], {
    cwd,
    encoding: 'utf8',
  });
  if (error || (status ?? 2) > 1) throw new Error(`actionlint could not be run: ${error?.message ?? stderr}`);
  return z.parse(Found, JSON.parse(stdout));
}

function actionlint(): string {
  const module = 'github.com/rhysd/actionlint';
  return goTool({ name: 'actionlint', module, program: `${module}/cmd/actionlint` }, console.log);
}
