import { didYouMean, suggestToJson } from '../../documents/format-value.ts';
import { type Problem, UserError } from '../../documents/problem.ts';
import { findSecretInput, protectSecret } from '../../documents/text/secrets.ts';
import { runnerLog } from '../runner/log/log.ts';
import { maskCredential } from '../runner/secrets/secrets.ts';
import type { InputSchema, InputsOf } from './input-schema.ts';
import { describeInput, getInputVariable, readRawInput } from './raw-input.ts';

/**
 * The inputs of this step. Secrets are masked before anything is checked.
 * @throws UserError with every problem at once, by the inputs' own names.
 */
export function readInputs<S extends InputSchema>({ fields, rules }: S): InputsOf<S> {
  const texts = new Map(Object.keys(fields).map((name) => [name, readRawInput(name)]));
  for (const [name, text] of texts) {
    if (text === undefined || !fields[name]?.isSecret) continue;
    maskCredential(text);
    protectSecret(name, text);
  }
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const [name, field] of Object.entries(fields)) {
    const parsed = field.parse(texts.get(name));
    if ('problem' in parsed) problems.push({ message: `${describeInput(name)}: ${parsed.problem}` });
    else if (parsed.value !== undefined) values[name] = parsed.value;
  }
  problems.push(...findSecretsInTexts(fields, texts));
  const inputs = values as InputsOf<S>; // Each field has set its value; problems are thrown below.
  if (problems.length === 0)
    problems.push(...rules.filter((rule) => !rule.isMet(inputs)).map(({ message }) => ({ message })));
  const warnings = [...findMisspeltInputs(fields, texts), ...findConvertedInputs(texts)];
  if (problems.length > 0) throw new UserError([...problems, ...warnings]);
  for (const { message } of warnings) runnerLog.warning(message);
  return inputs;
}

/** Inputs that are set to an expression of a list or mapping, for which the runner passes the name of its type. */
function findConvertedInputs(texts: ReadonlyMap<string, string | undefined>): Problem[] {
  return [...texts].flatMap(([name, text = '']) => {
    const remedy = suggestToJson(text);
    return remedy === '' ? [] : [{ message: `input ${name} is "${text}"${remedy}` }];
  });
}

/**
 * Inputs whose text contains a secret input: it would be recorded for everyone who can read the item. `toJSON(github)` contains
 * the token of the job, and `toJSON(env)` that of a user.
 */
function findSecretsInTexts(
  fields: InputSchema['fields'],
  texts: ReadonlyMap<string, string | undefined>,
): Problem[] {
  return [...texts].flatMap(([name, text = '']) => {
    const field = fields[name];
    const secret = field?.isSecret || field?.mayContainSecrets ? undefined : findSecretInput(text);
    if (secret === undefined) return [];
    return [
      {
        message: `input ${name}: contains the value of input ${secret}, which would be recorded. Remove the expression that evaluates to it, such as \`toJSON(github)\` or \`toJSON(env)\``,
      },
    ];
  });
}

/**
 * Inputs that the action does not have and whose names are similar to names of inputs that are not set. GitHub warns about
 * all unknown inputs, act about none. Under act, a step of a composite action also gets the inputs of that action. They are
 * no mistakes if they are empty, or if an input with a similar name is set from them.
 */
function findMisspeltInputs(
  fields: InputSchema['fields'],
  texts: ReadonlyMap<string, string | undefined>,
): Problem[] {
  const variables = new Set(Object.keys(fields).map(getInputVariable));
  // The runner passes the default of an input that is not set.
  const unset = [...texts].filter(([name, text]) => text === undefined || text === fields[name]?.defaultText);
  return Object.entries(process.env).flatMap(([variable, raw]) => {
    const value = raw?.trim();
    if (!variable.startsWith('INPUT_') || variables.has(variable) || !value) return [];
    const name = variable.slice('INPUT_'.length).toLowerCase();
    const candidates = unset.flatMap(([candidate, text]) => (text === value ? [] : [candidate]));
    const suggestion = didYouMean(name, candidates);
    return suggestion ? [{ message: `unexpected input "${name}"${suggestion}` }] : [];
  });
}
