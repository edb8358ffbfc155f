import { isMapping, type Json } from '../../spec/json.ts';
import { type Problem, UserError } from '../../spec/problem.ts';
import type { Source } from '../../spec/source.ts';
import { didYouMean, show } from '../../spec/wording.ts';
import type { Method } from './find-method.ts';
import type { ArgumentType } from './method-signature.ts';

/**
 * The arguments of a method, as a document gives them: a list has them in order; a mapping whose keys are the method's
 * parameters has them by name; anything else is the first one. `null` leaves one out.
 * @throws UserError with everything that does not fit the method, at its place.
 */
export function bindArguments(method: Method, document: Source | undefined): unknown[] {
  if (document === undefined) return [];
  const names = Object.keys(method.parameters);
  const { value } = document;
  const given = isMapping(value) && Object.keys(value).some((key) => names.includes(key));
  const args = given ? names.map((name) => value[name]) : Array.isArray(value) ? value : [value];
  const problems = [
    ...(given ? findUnknownParameters(method, names, value, document) : []),
    ...findExcessArguments(method, names, args, document),
    ...names.flatMap((name, i) => checkArgumentType(method, name, args[i], document)),
  ];
  if (problems.length > 0) throw new UserError(problems);
  return args.map((arg) => arg ?? undefined);
}

function findUnknownParameters(
  { name }: Method,
  names: readonly string[],
  value: Readonly<Record<string, Json>>,
  document: Source,
): Problem[] {
  return Object.keys(value)
    .filter((key) => !names.includes(key))
    .map((key) => ({
      message: `${name} has no parameter ${show(key)}${didYouMean(key, names) || `. It has ${names.join(', ')}`}`,
      place: document.place([key], 'key'),
    }));
}

function findExcessArguments(
  { name }: Method,
  names: readonly string[],
  args: readonly unknown[],
  document: Source,
): Problem[] {
  if (args.length <= names.length) return [];
  const message = `${name} takes ${names.length} arguments at most (${names.join(', ')}), found ${args.length}`;
  return [{ message, place: document.place([]) }];
}

const ARGUMENT_TYPES: Readonly<
  Record<ArgumentType, { readonly words: string; readonly fits: (arg: unknown) => boolean }>
> = {
  text: { words: 'text', fits: (arg) => typeof arg === 'string' },
  list: { words: 'a list', fits: Array.isArray },
  mapping: { words: 'a mapping', fits: isMapping },
  any: { words: 'anything', fits: () => true },
};

function checkArgumentType(
  { name, parameters }: Method,
  parameter: string,
  arg: Json | undefined,
  document: Source,
): Problem[] {
  const form = ARGUMENT_TYPES[parameters[parameter] ?? 'any'];
  if (arg === undefined || arg === null || form.fits(arg)) return [];
  const message = `${name} takes ${form.words} as its ${parameter}, found ${show(arg)}`;
  return [{ message, place: document.place([]) }];
}
