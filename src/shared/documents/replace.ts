import { isMapping } from '../client/mapping.ts';
import type { Json, Path } from './json.ts';

interface Replacement {
  readonly path: Path;
  readonly value: Json;
}

/** Returns a copy of the document with other values at some paths. Paths that do not exist are ignored. */
export function replaceValues(document: Json, replacements: readonly Replacement[]): Json {
  const whole = replacements.findLast(({ path }) => path.length === 0);
  if (whole) return whole.value;
  if (replacements.length === 0) return document;
  // Each level is copied once, whatever the number of replacements below it.
  const byStep = Map.groupBy(replacements, ({ path }) => path[0]);
  const replaceBelow = (entry: Json, step: string | number): Json => {
    const below = byStep.get(step)?.map(({ path, value }) => ({ path: path.slice(1), value }));
    return below ? replaceValues(entry, below) : entry;
  };
  if (Array.isArray(document)) return document.map(replaceBelow);
  if (!isMapping(document)) return document;
  return Object.fromEntries(Object.entries(document).map(([key, entry]) => [key, replaceBelow(entry, key)]));
}
