import { type Problem, UserError } from '../../documents/problem.ts';
import { maskCredential } from '../runner/secrets.ts';
import type { InputSchema, InputsOf } from './input-schema.ts';
import { readRawInput } from './raw-input.ts';

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
    if ('problem' in parsed) problems.push({ message: `input ${name} ${parsed.problem}` });
    else if (parsed.value !== undefined) values[name] = parsed.value;
  }
  const inputs = values as InputsOf<S>; // Each field has set its value; problems are thrown below.
  if (problems.length === 0)
    problems.push(...rules.filter((rule) => !rule.isMet(inputs)).map(({ message }) => ({ message })));
  if (problems.length > 0) throw new UserError(problems);
  return inputs;
}
