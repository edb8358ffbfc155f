import { cleanText } from './clean-text.ts';
import type { LineageGroup, LineageItem } from './group-lineage.ts';
import { truncateToColumns } from './text-width.ts';
import { getVisibleName } from './visible-name.ts';

/** Name of a group, and what differs among its members. */
interface GroupDescription {
  /**
   * What the known names have in common, or the first of them if that is nothing; empty if fewer than two are known. For a
   * single member, its name.
   */
  readonly name: string;
  /** Number of members with a known name; `name` and `differences` describe these members only. */
  readonly knownCount: number;
  readonly differences: readonly AttributeDifference[];
}

/** An attribute that differs among the members of a group. */
export interface AttributeDifference {
  readonly attribute: string;
  /** Its different values in ascending order; numbers, also with a unit, and times are compared as such. Never empty. */
  readonly values: readonly string[];
}

/** Shorter common prefixes and suffixes of names are not shown. */
const MIN_COMMON_NAME_LENGTH = 3;

/** Name and differences of a group. Linear in the text of its members. */
export function describeGroup({ members }: LineageGroup): GroupDescription {
  const [first] = members;
  if (!first) return { name: '', knownCount: 0, differences: [] };
  if (members.length === 1)
    return { name: cleanText(getVisibleName(first.name, first.id)), knownCount: 1, differences: [] };
  const names = members.map(({ name }) => getVisibleName(name, '')).filter((name) => name !== '');
  return {
    name: names.length < 2 ? '' : cleanText(getCommonName(names) || listNames(names, members.length)),
    knownCount: names.length,
    differences: findDifferences(members),
  };
}

/** The common prefix and suffix of names, with `…` for the part that differs; empty if they are too short. */
function getCommonName(names: readonly string[]): string {
  const [first = '', ...others] = names;
  if (others.every((name) => name === first)) return first;
  const words = first.split(/(?<=[\s_/:.-])/u);
  const head = getCommonLength(words, others, (word, name, at) => name.startsWith(word, at));
  const tail = getCommonLength(words.slice().reverse(), others, (word, name, at) =>
    name.slice(0, name.length - at).endsWith(word),
  );
  const start = first.slice(0, head);
  const end = first.slice(Math.max(head, first.length - tail));
  const name = `${start.trimEnd()}${start ? ' ' : ''}…${end ? ' ' : ''}${end.trimStart()}`.trim();
  return name.length - 1 < MIN_COMMON_NAME_LENGTH ? '' : name;
}

/** Names of members that are listed if they have nothing in common, each up to this width in Latin characters. */
const MAX_LISTED_NAMES = 3;
const MAX_NAME_COLUMNS = 24;

/** The first different names, with `…` if there are others, or members without a known name. */
function listNames(names: readonly string[], memberCount: number): string {
  // Names that differ only in what is truncated are listed once.
  const different = [...new Set(names.map((name) => truncateToColumns(name.trim(), MAX_NAME_COLUMNS)))];
  const listed = different.slice(0, MAX_LISTED_NAMES);
  const isComplete = listed.length === different.length && names.length === memberCount;
  return [...listed, ...(isComplete ? [] : ['…'])].join(', ');
}

/** Length of the words that all names have at the same position. */
function getCommonLength(
  words: readonly string[],
  names: readonly string[],
  matches: (word: string, name: string, at: number) => boolean,
): number {
  let length = 0;
  for (const word of words) {
    if (!names.every((name) => name.length > length && matches(word, name, length))) break;
    length += word.length;
  }
  return length;
}

/** The attributes that differ among the members, or that only some of them have. */
function findDifferences(members: readonly LineageItem[]): AttributeDifference[] {
  const names = new Set(members.flatMap(({ attributes }) => Object.keys(attributes ?? {})));
  return [...names].flatMap((attribute) => {
    const values = new Set(
      members.flatMap(({ attributes }) => (attributes ? [attributes[attribute] ?? ''] : [])),
    );
    if (values.size < 2) return [];
    const sorted = [...values].filter((value) => value !== '').sort(compareValues);
    return sorted.length === 0 ? [] : [{ attribute, values: sorted }];
  });
}

/** Numbers within a string count as numbers: `run 9` is before `run 10`. */
const COLLATOR = new Intl.Collator('en', { numeric: true });

/** A number, and its unit if it has one. A version such as `1.10.0` is not a number. */
const QUANTITY = /^\s*([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)(?![\d.])(.*)$/is;

function compareValues(a: string, b: string): number {
  const [, x, unit] = QUANTITY.exec(a) ?? [];
  const [, y, otherUnit] = QUANTITY.exec(b) ?? [];
  if (x !== undefined && unit?.trim() === otherUnit?.trim()) return Number(x) - Number(y);
  return COLLATOR.compare(a, b) || (a < b ? -1 : 1);
}
