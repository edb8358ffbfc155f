import { distance } from 'fastest-levenshtein';
import { UserError } from '../../spec/problem.ts';
import { show } from '../../spec/wording.ts';
import type { MethodRow } from './method-row.ts';
import table from './methods.json' with { type: 'json' };

/** A method of the client by its name. */
export interface Method extends MethodRow {
  readonly name: string;
}

// What is generated has this form; the types of a JSON file do not keep the words of `Form`.
const METHODS = table as Readonly<Record<string, MethodRow>>;
const NAMED = 5;

/** @throws UserError naming the nearest methods where there is none of that name. */
export function findMethod(name: string): Method {
  const row = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (row) return { name, ...row };
  throw new UserError(
    `input method: there is no method ${show(name)}. The nearest are ${nearest(name).join(', ')}; docs/methods.md lists all`,
  );
}

/** By the whole name or by its last word, whichever is nearer. */
function nearest(name: string): string[] {
  const word = lastWord(name);
  const edits = (candidate: string): number =>
    Math.min(distance(name.toLowerCase(), candidate.toLowerCase()), distance(word, lastWord(candidate)) + 1);
  return Object.keys(METHODS)
    .sort((a, b) => edits(a) - edits(b))
    .slice(0, NAMED);
}

function lastWord(name: string): string {
  return (name.split('.').at(-1) ?? '').toLowerCase();
}
