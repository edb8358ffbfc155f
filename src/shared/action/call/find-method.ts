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
  /** It deletes something or changes it for all users. */
  readonly confirm?: true;
}

/** A method of the client with its name. */
export interface Method extends MethodSignature {
  readonly name: string;
}

// `npm run docs` generates the file in this form; TypeScript widens the strings of JSON files.
const METHOD_TABLE = table as Readonly<Record<string, MethodSignature>>;
const MAX_SUGGESTIONS = 5;

/** @throws UserError with the most similar names, if there are any, when there is no such method. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined;
  if (row) return { name, ...row };
  const nearest = findNearest(name);
  const similar = nearest.length > 0 ? `Similar methods: ${nearest.join(', ')}; ` : '';
  throw new UserError(
    `input method: there is no method ${formatValue(name)}. ${similar}docs/methods.md lists all methods`,
  );
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

function getLastSegment(name: string): string {
  return (name.split('.').at(-1) ?? '').toLowerCase();
}
