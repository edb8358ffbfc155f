import { getChild, isMapping, type Json, type Path } from './json.ts';
import type { Source } from './text/source.ts';

/**
 * `patch` merged over `target` as RFC 7396 says: mappings key by key, null removes, anything else replaces. Neither
 * argument is changed. Keys such as `__proto__` stay ordinary keys.
 */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isMapping(patch)) return patch;
  const merged = new Map(isMapping(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

/** The inline document merged over the file; each value keeps the place where it was written. */
export function mergeSources(file: Source, inline: Source): Source {
  return {
    value: mergePatch(file.value, inline.value),
    place(path, part) {
      const owner = countSteps(inline.value, path) >= countSteps(file.value, path) ? inline : file;
      return owner.place(path, part);
    },
  };
}

/** How many steps of `path` the value has. */
function countSteps(value: Json, path: Path): number {
  let here: Json | undefined = value;
  for (const [i, step] of path.entries()) {
    here = getChild(here, step);
    if (here === undefined) return i;
  }
  return path.length;
}
