import { INVALID, type Invalid, invalid, type Loc, type Problem, readPresent, type Type } from './type.ts';

export function list<T>(item: Type<T>): Type<T[]> {
  return {
    read(value, at, problems) {
      if (!Array.isArray(value)) {
        return invalid(problems, at, 'value is not a valid list', 'type_error.list');
      }
      const read: T[] = [];
      for (const [index, member] of value.entries()) {
        const one = readPresent(item, member, at.concat(index), problems);
        if (one !== INVALID) read.push(one);
      }
      return read.length === value.length ? read : INVALID;
    },
    schema: (style) => ({ type: 'array', items: item.schema(style) }),
  };
}

/** An object with any keys and values of one type. */
export function mapOf<T>(value: Type<T>, key?: Type<string>): Type<Record<string, T>> {
  return {
    read(raw, at, problems) {
      const entries = toEntries(raw);
      if (!entries) return notADict(at, problems);
      const before = problems.length;
      const read: [string, T][] = [];
      for (const [name, member] of entries) {
        if (key && key.read(name, [...at, '__key__'], problems) === INVALID) continue;
        const one = readPresent(value, member, at.concat(name), problems);
        if (one !== INVALID) read.push([name, one]);
      }
      return problems.length === before ? Object.fromEntries(read) : INVALID;
    },
    schema: (style) => ({ type: 'object', additionalProperties: value.schema(style) }),
  };
}

/** An object with any contents. */
export const looseObject: Type<Record<string, unknown>> = {
  read(raw, at, problems) {
    const entries = toEntries(raw);
    return entries ? Object.fromEntries(entries) : notADict(at, problems);
  },
  schema: () => ({ type: 'object' }),
};

export function notADict(at: Loc, problems: Problem[]): Invalid {
  return invalid(problems, at, 'value is not a valid dict', 'type_error.dict');
}

/** Python's `dict(value)`: an object, or an iterable of pairs — so `[]` and `""` are empty dicts. */
function toEntries(value: unknown): [string, unknown][] | undefined {
  if (typeof value === 'string') return value === '' ? [] : undefined;
  if (Array.isArray(value)) {
    const pairs = value.map(toPair);
    return pairs.every((pair) => pair !== undefined) ? pairs : undefined;
  }
  return typeof value === 'object' && value !== null ? Object.entries(value) : undefined;
}

/** The same as an object; the value itself if it is one. */
export function toMapping(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>; // JSON, whose objects have text keys
  const entries = toEntries(value);
  return entries && Object.fromEntries(entries);
}

/** Two members, the characters of a text, or the keys of an object; the first must be hashable. */
function toPair(value: unknown): [string, unknown] | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const members: unknown = typeof value === 'string' ? [...value] : isObject ? Object.keys(value) : value;
  if (!Array.isArray(members) || members.length !== 2 || Object(members[0]) === members[0]) return undefined;
  return [String(members[0]), members[1]];
}

/** The value without null fields at every depth, as the tables and the job queue store it. */
export function removeNulls<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const content: unknown = Array.isArray(value)
    ? value.map(removeNulls)
    : Object.fromEntries(
        Object.entries(value).flatMap(([key, member]) =>
          member === null ? [] : [[key, removeNulls(member)]],
        ),
      );
  return content as T; // only optional fields are null, so the result has the same type
}
