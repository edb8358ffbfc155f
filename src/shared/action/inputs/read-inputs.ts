import { didYouMean } from '../../documents/messages.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import { maskCredential } from '../runner/secrets.ts';
import type { InputSchema, InputsOf } from './input-schema.ts';
import { getInputVariable, readRawInput } from './raw-input.ts';

/**
 * The inputs of this step. Secrets are masked before anything is checked.
 * @throws UserError with every problem at once, by the inputs' own names.
 */
export function readInputs<S extends InputSchema>({ fields, rules }: S): InputsOf<S> {
  const texts = new Map(Object.keys(fields).map((name) => [name, readRawInput(name)]));
  for (const [name, text] of texts) {
    if (text !== undefined && fields[name]?.isSecret) maskCredential(text);
  }
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const parsed = field.parse(texts.get(name));
    if ('problem' in parsed) problems.push({ message: `input ${name}: ${parsed.problem}` });
    else if (parsed.value !== undefined) values[name] = parsed.value;
  }
  const inputs = values as InputsOf<S>; // Each field has set its value; problems are thrown below.
  if (problems.length === 0)
    problems.push(...rules.filter((rule) => !rule.isMet(inputs)).map(({ message }) => ({ message })));
  if (problems.length > 0) throw new UserError([...problems, ...findMisspeltInputs(Object.keys(fields))]);
  return inputs;
}

/**
 * Inputs that the step sets and the action does not have, if their names are similar to names of its inputs: GitHub only
 * warns about them. Other variables may come from the environment of the job.
 */
function findMisspeltInputs(known: readonly string[]): Problem[] {
  const variables = new Set(known.map(getInputVariable));
  return Object.keys(process.env).flatMap((variable) => {
    if (!variable.startsWith('INPUT_') || variables.has(variable)) return [];
    const name = variable.slice('INPUT_'.length).toLowerCase();
    const suggestion = didYouMean(name, known);
    return suggestion ? [{ message: `input ${name} is not an input of this action${suggestion}` }] : [];
  });
}
