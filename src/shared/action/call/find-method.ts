import { distance } from 'fastest-levenshtein';
import { UserError } from '../../spec/problem.ts';
import { show } from '../../spec/wording.ts';
import type { MethodSignature } from './method-signature.ts';
import table from './methods.json' with { type: 'json' };

/** A method of the client by its name. */
export interface Method extends MethodSignature {
  readonly name: string;
}

// What is generated has this form; the types of a JSON file do not keep the words of `Form`.
const METHOD_TABLE = table as Readonly<Record<string, MethodSignature>>;
const MAX_SUGGESTIONS = 5;

/** @throws UserError naming the nearest methods where there is none of that name. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHOD_TABLE, name) ? METHOD_TABLE[name] : undefined;
  if (row) return { name, ...row };
  throw new UserError(
    `input method: there is no method ${show(name)}. The nearest are ${findNearest(name).join(', ')}; docs/methods.md lists all`,
  );
}

/** By the whole name or by its last word, whichever is nearer. */
function findNearest(name: string): string[] {
  const word = getLastSegment(name);
  const edits = (candidate: string): number =>
    Math.min(
      distance(name.toLowerCase(), candidate.toLowerCase()),
      distance(word, getLastSegment(candidate)) + 1,
    );
  return Object.keys(METHOD_TABLE)
    .sort((a, b) => edits(a) - edits(b))
    .slice(0, MAX_SUGGESTIONS);
}

function getLastSegment(name: string): string {
  return (name.split('.').at(-1) ?? '').toLowerCase();
}
