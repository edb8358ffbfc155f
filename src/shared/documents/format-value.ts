import { distance } from 'fastest-levenshtein';
import { formatJson } from '../client/json/format-json.ts';

const MAX_VALUE_LENGTH = 60;

/** Formats a value for messages: JSON, truncated to 60 characters. */
export function formatValue(value: unknown): string {
  return truncate(formatJson(value));
}

/** Shortens a string that is too long for a message. */
export function truncate(text: string, maxLength = MAX_VALUE_LENGTH): string {
  if (text.length <= maxLength) return text;
  // Half of a character outside the Basic Multilingual Plane is not valid text.
  return `${text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

/** The remedy for `Array` and `Object`, to which GitHub converts a list or mapping in an expression; empty for other text. */
export function suggestToJson(text: string): string {
  return /^(?:Array|Object)$/.test(text)
    ? '. GitHub converts a list or a mapping in an expression to this word: use toJSON(…) in the expression'
    : '';
}

/** Words of other names can start with a shorter name by chance. */
const MIN_PART_LENGTH = 3;

/** ` Did you mean …?` if one of the known names is similar, or has words that start with the name; empty otherwise. */
export function didYouMean(name: string, known: readonly string[]): string {
  const lowerName = name.toLowerCase();
  const [nearest] = known
    .map((candidate) => ({ candidate, edits: distance(lowerName, candidate.toLowerCase()) }))
    .filter(
      ({ candidate, edits }) =>
        (edits <= Math.max(2, candidate.length / 3) && edits <= name.length / 2) ||
        (name.length >= MIN_PART_LENGTH && joinWords(candidate).includes(joinWords(name))),
    )
    .sort((a, b) => a.edits - b.edits);
  return nearest ? `. Did you mean ${formatValue(nearest.candidate)}?${describeLookalike(name)}` : '';
}

/** `_display_name` of `display-name`. */
function joinWords(name: string): string {
  return `_${name.toLowerCase().replaceAll(/[- ]/g, '_')}`;
}

/** Not a literal: V8 checks literals when it reads a file, which takes 1 ms for these properties. */
const NON_LATIN_LETTER = String.raw`(?!\p{Script=Latin})\p{L}`;

/** Names the first letter of another script, which can look like a Latin one. */
function describeLookalike(name: string): string {
  const [letter] = new RegExp(NON_LATIN_LETTER, 'u').exec(name) ?? [];
  if (letter === undefined) return '';
  const code = letter.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  return ` Its letter "${letter}" (U+${code}) is not a Latin one`;
}
