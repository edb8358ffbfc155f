/** A workflow made of a piece of one. */
export interface WholeWorkflow {
  readonly text: string;
  /** Lines that stand before the piece. */
  readonly linesBefore: number;
}

const START = 'on: workflow_dispatch\n';
const RUNS_ON = '    runs-on: ubuntu-latest\n';
const EMPTY_JOB = `    steps:\n      - run: "true"\n`;

/**
 * The workflow around a piece of one: what a reader has around it too. Jobs and steps that it refers to and does not hold
 * are made up, with the outputs that it asks of them.
 */
export function wholeWorkflow(
  piece: string,
  is: 'workflow' | 'job' | 'steps' | 'environment',
): WholeWorkflow {
  if (is === 'workflow') return /^on:/m.test(piece) ? whole('', piece) : whole(START, piece);
  if (is === 'environment') return whole(START, `${piece}jobs:\n  job:\n${RUNS_ON}${EMPTY_JOB}`);
  const needed = referredTo(piece, 'needs');
  const jobs = [...needed].map(([job, outputs]) => `  ${job}:\n${RUNS_ON}${outputsOf(outputs)}${EMPTY_JOB}`);
  const needs = needed.size > 0 ? `    needs: [${[...needed.keys()].join(', ')}]\n` : '';
  const runsOn = /^runs-on:/m.test(piece) ? '' : RUNS_ON;
  const head = `${START}jobs:\n${jobs.join('')}  job:\n${needs}${runsOn}`;
  if (is === 'job') return whole(head, indented(piece, 4));
  return whole(`${head}    steps:\n${stepsBefore(piece)}`, indented(piece, 6));
}

function whole(before: string, piece: string): WholeWorkflow {
  return { text: before + piece, linesBefore: before.split('\n').length - 1 };
}

/** Steps that a piece refers to by an id that none of its own has. */
function stepsBefore(piece: string): string {
  const own = new Set([...piece.matchAll(/^\s*(?:- )?id: (\S+)/gm)].map(([, id]) => id));
  return [...referredTo(piece, 'steps').keys()]
    .filter((id) => !own.has(id))
    .map((id) => `      - id: ${id}\n        run: "true"\n`)
    .join('');
}

/** `needs.mint.outputs.dataset`: which outputs of which job, or step, a piece asks for. */
function referredTo(piece: string, context: 'needs' | 'steps'): Map<string, Set<string>> {
  const asked = new Map<string, Set<string>>();
  for (const [, name = '', output = ''] of piece.matchAll(
    new RegExp(`\\b${context}\\.([\\w-]+)\\.outputs\\.([\\w-]+)`, 'g'),
  )) {
    asked.set(name, (asked.get(name) ?? new Set()).add(output));
  }
  return asked;
}

function outputsOf(names: ReadonlySet<string>): string {
  return `    outputs:\n${[...names].map((name) => `      ${name}: x\n`).join('')}`;
}

function indented(text: string, blanks: number): string {
  return text.replaceAll(/^(?=.)/gm, ' '.repeat(blanks));
}
