import { isMapping } from '../../client/mapping.ts';
import { toHandle } from '../../client/model/parse-handle.ts';
import { didYouMean, formatValue } from '../../documents/format-value.ts';
import type { Json, Path } from '../../documents/json.ts';
import { type Place, type Problem, UserError } from '../../documents/problem.ts';
import type { Source } from '../../documents/text/source.ts';
import { formatUnquoted } from '../../documents/validation/format-issue.ts';
import { formatCount } from '../../format-count.ts';
import type { ArgumentType, Method } from './find-method.ts';

/**
 * Binds a document to the parameters of a method: a list by position, a mapping with parameter names by name, anything
 * else as the first argument. `null` omits an argument.
 * @throws UserError with all mismatches and their locations.
 */
export function bindArguments(method: Method, document: Source | undefined): unknown[] {
  if (document === undefined) return [];
  const names = Object.keys(method.parameters);
  const { value } = document;
  const isNamed = isMapping(value) && Object.keys(value).some((key) => names.includes(key));
  const positional = Array.isArray(value) ? value : [value];
  const args = isNamed ? names.map((name) => value[name]) : positional;
  const getPath = (name: string, i: number): Path => (isNamed ? [name] : Array.isArray(value) ? [i] : []);
  const problems = [
    ...(isNamed ? findUnknownParameters(method, names, value, document) : []),
    ...findExcessArguments(method, names, args, document),
    ...names.flatMap((name, i) => checkArgumentType(method, name, args[i], document.place(getPath(name, i)))),
  ];
  if (problems.length > 0) throw new UserError(problems);
  return args.map((arg) => (arg == null ? undefined : replaceHandleUrls(arg)));
}

const HANDLE_KEYS = ['id', 'item_id', 'dataset_id', 'person_id'];

/** An argument, or the id in a request, with the handle in place of its URL. */
function replaceHandleUrls(arg: Json): Json {
  if (typeof arg === 'string') return toHandle(arg);
  if (!isMapping(arg)) return arg;
  const replaced = HANDLE_KEYS.flatMap((key) => {
    const value = arg[key];
    return typeof value === 'string' ? [[key, toHandle(value)] as const] : [];
  });
  return replaced.length === 0 ? arg : { ...arg, ...Object.fromEntries(replaced) };
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
      message: `${name} has no parameter ${formatValue(key)}${didYouMean(key, names) || `. Its parameters are ${names.join(', ')}`}`,
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
  const message = `${name} takes at most ${formatCount(names.length, 'argument')} (${names.join(', ')}), found ${args.length}`;
  return [{ message, place: document.place([]) }];
}

const ARGUMENT_TYPES: Readonly<
  Record<ArgumentType, { readonly label: string; readonly matches: (arg: unknown) => boolean }>
> = {
  string: { label: 'a string', matches: (arg) => typeof arg === 'string' },
  list: { label: 'a list', matches: Array.isArray },
  mapping: { label: 'a mapping', matches: isMapping },
  any: { label: 'anything', matches: () => true },
};

function checkArgumentType(
  { name, parameters }: Method,
  parameter: string,
  arg: Json | undefined,
  place: Place,
): Problem[] {
  const type = parameters[parameter] ?? 'any';
  const { label, matches } = ARGUMENT_TYPES[type];
  if (arg === undefined || arg === null || matches(arg)) return [];
  const { sourceText } = place;
  const found = sourceText && type === 'string' ? formatUnquoted(sourceText) : formatValue(arg);
  return [{ message: `${name}: parameter ${parameter}: expected ${label}, found ${found}`, place }];
}
