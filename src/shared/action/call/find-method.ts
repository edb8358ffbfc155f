import { didYouMean, formatValue } from '../../documents/format-value.ts';
import { UserError } from '../../documents/problem.ts';
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

/** @throws UserError with a similar name, or those of the same module, when there is no such method. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined;
  if (row) return { name, ...row };
  const hint = didYouMean(name, Object.keys(METHOD_TABLE)) || listSiblings(name) || '.';
  throw new UserError(
    `input method: there is no method ${formatValue(name)}${hint} docs/methods.md lists all methods`,
  );
}

function listSiblings(name: string): string {
  const module = getModule(name);
  const siblings = Object.keys(METHOD_TABLE).filter((other) => getModule(other) === module);
  const names = siblings.map((other) => other.slice(module.length + 1)).join(', ');
  return names && `. Methods of ${module}: ${names};`;
}

function getModule(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}
