import { distance } from 'fastest-levenshtein';
import { formatValue } from '../../documents/format-value.ts';
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
const MAX_SUGGESTIONS = 5;

/** @throws UserError with similar names, or those of the same module, when there is no such method. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined;
  if (row) return { name, ...row };
  throw new UserError(
    `input method: there is no method ${formatValue(name)}. ${suggestMethods(name)}docs/methods.md lists all methods`,
  );
}

function suggestMethods(name: string): string {
  const nearest = findNearest(name);
  const module = getModule(name);
  const siblings = Object.keys(METHOD_TABLE).filter((other) => getModule(other) === module);
  if (siblings.length > 0 && !nearest.some((other) => siblings.includes(other)))
    return `Methods of ${module}: ${siblings.map((other) => other.slice(module.length + 1)).join(', ')}; `;
  return nearest.length > 0 ? `Similar methods: ${nearest.join(', ')}; ` : '';
}

/**
 * The most similar names, best first. Compares the whole name and its last segment, and uses the smaller distance; ties are
 * ordered by the distance of the whole names.
 */
function findNearest(name: string): string[] {
  const lastSegment = getLastSegment(name);
  return Object.keys(METHOD_TABLE)
    .map((candidate) => {
      const whole = distance(name.toLowerCase(), candidate.toLowerCase());
      return {
        candidate,
        whole,
        edits: Math.min(whole, distance(lastSegment, getLastSegment(candidate)) + 1),
      };
    })
    .filter(({ edits }) => edits <= lastSegment.length / 2)
    .sort((a, b) => a.edits - b.edits || a.whole - b.whole)
    .slice(0, MAX_SUGGESTIONS)
    .map(({ candidate }) => candidate);
}

function getModule(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('.')));
}

function getLastSegment(name: string): string {
  return (name.split('.').at(-1) ?? '').toLowerCase();
}
