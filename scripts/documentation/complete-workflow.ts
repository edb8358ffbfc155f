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
export function completeWorkflow(
  piece: string,
  is: 'workflow' | 'job' | 'steps' | 'environment',
): CompleteWorkflow {
  if (is === 'workflow') return /^on:/m.test(piece) ? prepend('', piece) : prepend(START, piece);
  if (is === 'environment') return prepend(START, `${piece}jobs:\n  job:\n${RUNS_ON}${EMPTY_JOB}`);
  const needed = findReferences(piece, 'needs');
  const jobs = [...needed].map(
    ([job, outputs]) => `  ${job}:\n${RUNS_ON}${renderOutputs(outputs)}${EMPTY_JOB}`,
  );
  const needs = needed.size > 0 ? `    needs: [${[...needed.keys()].join(', ')}]\n` : '';
  const runsOn = /^runs-on:/m.test(piece) ? '' : RUNS_ON;
  const head = `${START}jobs:\n${jobs.join('')}  job:\n${needs}${runsOn}`;
  if (is === 'job') return prepend(head, indent(piece, 4));
  return prepend(`${head}    steps:\n${renderMissingSteps(piece)}`, indent(piece, 6));
}

function prepend(before: string, piece: string): CompleteWorkflow {
  return { text: before + piece, linesBefore: before.split('\n').length - 1 };
}

/** Generates the steps that a fragment refers to and does not contain. */
function renderMissingSteps(piece: string): string {
  const own = new Set([...piece.matchAll(/^\s*(?:- )?id: (\S+)/gm)].map(([, id]) => id));
  return [...findReferences(piece, 'steps').keys()]
    .filter((id) => !own.has(id))
    .map((id) => `      - id: ${id}\n        run: "true"\n`)
    .join('');
}

/** Finds references such as `needs.mint.outputs.dataset`. @returns output names by job or step. */
function findReferences(piece: string, context: 'needs' | 'steps'): Map<string, Set<string>> {
  const references = new Map<string, Set<string>>();
  for (const [, name = '', output = ''] of piece.matchAll(
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
