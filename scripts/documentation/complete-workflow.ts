import type { FragmentType } from './yaml-block.ts';

/** A workflow completed from a fragment. */
export interface CompleteWorkflow {
  readonly text: string;
  /** Number of lines before the fragment. */
  readonly linesBefore: number;
}

const START = 'on: workflow_dispatch\n';
const RUNS_ON = '    runs-on: ubuntu-latest\n';
const EMPTY_JOB = `    steps:\n      - run: "true"\n`;

/**
 * Completes a fragment of a workflow. Jobs and steps that it refers to and does not contain are generated with the
 * outputs that it uses.
 */
export function completeWorkflow(fragment: string, type: FragmentType): CompleteWorkflow {
  if (type === 'workflow') return /^on:/m.test(fragment) ? prepend('', fragment) : prepend(START, fragment);
  if (type === 'environment') return prepend(START, `${fragment}jobs:\n  job:\n${RUNS_ON}${EMPTY_JOB}`);
  const needed = findReferences(fragment, 'needs');
  const jobs = [...needed].map(
    ([job, outputs]) => `  ${job}:\n${RUNS_ON}${renderOutputs(outputs)}${EMPTY_JOB}`,
  );
  const needs = needed.size > 0 ? `    needs: [${[...needed.keys()].join(', ')}]\n` : '';
  const runsOn = /^runs-on:/m.test(fragment) ? '' : RUNS_ON;
  const head = `${START}jobs:\n${jobs.join('')}  job:\n${needs}${runsOn}`;
  if (type === 'job') return prepend(head, indent(fragment, 4));
  return prepend(`${head}    steps:\n${renderMissingSteps(fragment)}`, indent(fragment, 6));
}

function prepend(before: string, fragment: string): CompleteWorkflow {
  return { text: before + fragment, linesBefore: before.split('\n').length - 1 };
}

/** Generates the steps that a fragment refers to and does not contain. */
function renderMissingSteps(fragment: string): string {
  const own = new Set([...fragment.matchAll(/^\s*(?:- )?id: (\S+)/gm)].map(([, id]) => id));
  return [...findReferences(fragment, 'steps').keys()]
    .filter((id) => !own.has(id))
    .map((id) => `      - id: ${id}\n        run: "true"\n`)
    .join('');
}

/** Finds references such as `needs.mint.outputs.dataset`. @returns output names by job or step. */
function findReferences(fragment: string, context: 'needs' | 'steps'): Map<string, Set<string>> {
  const references = new Map<string, Set<string>>();
  for (const [, name = '', output = ''] of fragment.matchAll(
    new RegExp(`\\b${context}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g'),
  )) {
    references.set(name, (references.get(name) ?? new Set()).add(output));
  }
  return references;
}

function renderOutputs(names: ReadonlySet<string>): string {
  return `    outputs:\n${[...names].map((name) => `      ${name}: x\n`).join('')}`;
}

function indent(text: string, blanks: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(blanks));
}
