import { didYouMean, formatValue } from '../../documents/format-value.ts';
import { UserError } from '../../documents/problem.ts';
import { listFirst } from '../../format-list.ts';
import table from './methods.json' with { type: 'json' };

/** Type of an argument; `any` when only the server validates it. */
export type ArgumentType = 'string' | 'list' | 'mapping' | 'any';

/** A method of the client, as `npm run docs` generates it: types do not exist at run time. */
export interface MethodSignature {
  /** Parameters in order, by name. */
  readonly parameters: Readonly<Record<string, ArgumentType>>;
  /** It deletes something, or makes a change that is reserved for administrators. */
  readonly confirm?: true;
}

export interface Method extends MethodSignature {
  readonly name: string;
}

// `npm run docs` generates the file in this form; TypeScript widens the strings of JSON files.
const METHOD_TABLE = table as Readonly<Record<string, MethodSignature>>;
const MAX_SUGGESTIONS = 5;

/** @throws UserError with similar names, or those of the same module, when there is no such method. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined;
  if (row) return { name, ...row };
  throw new UserError(
    `input method: there is no method ${formatValue(name)}${suggestMethods(name) || '.'} docs/methods.md lists all methods`,
  );
}

/** Compares names within a module only by the last segment: modules have long names, so that all their methods would be similar. */
function suggestMethods(name: string): string {
  const all = Object.keys(METHOD_TABLE);
  const [module, lastSegment] = splitName(name);
  const siblings = all.map(splitName).flatMap(([other, segment]) => (other === module ? segment : []));
  if (siblings.length > 0)
    return didYouMean(lastSegment, siblings) || `. Methods of ${module}: ${siblings.join(', ')};`;
  const equal = all.filter((other) => splitName(other)[1] === lastSegment);
  const methods = listFirst(equal, MAX_SUGGESTIONS, (other) => other).join(', ');
  return didYouMean(name, all) || (methods && `. Similar methods: ${methods};`);
}

/** Module and last segment of a name. */
function splitName(name: string): readonly [module: string, lastSegment: string] {
  const index = name.lastIndexOf('.');
  return [name.slice(0, Math.max(0, index)), name.slice(index + 1)];
}
