import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { listFiles, root } from '../project.ts';

interface Workflow {
  readonly name: string;
  readonly jobs: Readonly<Record<string, { readonly steps?: readonly { readonly uses?: string }[] }>>;
}

/** An example workflow. */
export interface Example {
  readonly file: string;
  readonly actions: ReadonlySet<string>;
}

/** Reads the example workflows with the actions of this repository that they use. */
export function readExamples(): Example[] {
  return listFiles(/^examples\/[^/]+\.yml$/).map((file) => {
    const workflow: Workflow = parse(readFileSync(resolve(root, file), 'utf8'));
    const steps = Object.values(workflow.jobs).flatMap((job) => job.steps ?? []);
    const actions = steps.flatMap(({ uses = '' }) => /\/actions\/([\w-]+)@/.exec(uses)?.[1] ?? []);
    return { file, actions: new Set(actions) };
  });
}
