import { type Invalid, invalid, type Loc, type Problem, type Type } from './type.ts';

/** A string as pydantic v1 reads it: numbers and booleans are converted as by Python's `str`. */
export function text(limits: Limits = {}): Type<string> {
  return {
    read(value, at, problems) {
      const read = readText(value, at, problems);
      return typeof read === 'string' ? withinLength(read, limits, at, problems) : read;
    },
    schema: () => ({ ...(limits.max === undefined ? {} : { maxLength: limits.max }), type: 'string' }),
  };
}

export function readText(value: unknown, at: Loc, problems: Problem[]): string | Invalid {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return formatPythonNumber(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return invalid(problems, at, 'str type expected', 'type_error.str');
}

/** A number as Python's `str` writes it. Whole floats become integers, because JavaScript does not distinguish them. */
function formatPythonNumber(value: number): string {
  if (value === 0 || Math.abs(value) >= 1e-4) return String(value);
  return value.toExponential().replace(/-(\d)$/, '-0$1');
}

export function withinLength(value: string, limits: Limits, at: Loc, problems: Problem[]): string | Invalid {
  if (limits.min === undefined && limits.max === undefined) return value; // counting takes as long as parsing the JSON
  const broken = findBrokenLimit(countCharacters(value), limits);
  if (!broken) return value;
  const { end, limit_value } = broken;
  const msg = `ensure this value has at ${end === 'min' ? 'least' : 'most'} ${limit_value} characters`;
  return invalid(problems, at, msg, `value_error.any_str.${end}_length`, { limit_value });
}

type Limits = { min?: number; max?: number };

function findBrokenLimit(size: number, { min, max }: Limits) {
  if (min !== undefined && size < min) return { end: 'min', limit_value: min } as const;
  if (max !== undefined && size > max) return { end: 'max', limit_value: max } as const;
  return undefined;
}

/** An integer. Accepts text of digits; fractions are truncated, and true is 1. */
export function integer(limits: Limits = {}): Type<number> {
  return {
    read(value, at, problems) {
      const read = toInteger(value);
      if (read === undefined)
        return invalid(problems, at, 'value is not a valid integer', 'type_error.integer');
      const broken = findBrokenLimit(read, limits);
      if (!broken) return read;
      const { end, limit_value } = broken;
      const [comparison, kind] = end === 'min' ? ['greater', 'not_ge'] : ['less', 'not_le'];
      const msg = `ensure this value is ${comparison} than or equal to ${limit_value}`;
      return invalid(problems, at, msg, `value_error.number.${kind}`, { limit_value });
    },
    schema: () => ({
      ...(limits.min === undefined ? {} : { minimum: limits.min }),
      ...(limits.max === undefined ? {} : { maximum: limits.max }),
      type: 'integer',
    }),
  };
}

/** Python's `int()`, which accepts surrounding whitespace and single underscores between digits. */
function toInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.trunc(value) : undefined;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^\s*[+-]?\d+(_\d+)*\s*$/.test(value))
    return Number(value.replaceAll('_', ''));
  return undefined;
}

const TRUE_WORDS = new Set(['1', 'on', 't', 'true', 'y', 'yes']);
const FALSE_WORDS = new Set(['0', 'off', 'f', 'false', 'n', 'no']);

export const boolean: Type<boolean> = {
  read(value, at, problems) {
    const text = typeof value === 'string' || typeof value === 'number' ? String(value).toLowerCase() : value;
    if (text === true || (typeof text === 'string' && TRUE_WORDS.has(text))) return true;
    if (text === false || (typeof text === 'string' && FALSE_WORDS.has(text))) return false;
    return invalid(problems, at, 'value could not be parsed to a boolean', 'type_error.bool');
  },
  schema: () => ({ type: 'boolean' }),
};

/** One of a list of values. */
export function oneOf<const W extends string>(name: string, values: readonly W[]): Type<W> {
  return {
    read(value, at, problems) {
      const match = values.find((known) => known === value);
      if (match !== undefined) return match;
      const permitted = values.map((known) => `'${known}'`).join(', ');
      const msg = `value is not a valid enumeration member; permitted: ${permitted}`;
      return invalid(problems, at, msg, 'type_error.enum', { enum_values: values });
    },
    schema(style) {
      const definition = { title: name, description: 'An enumeration.', enum: values, type: 'string' };
      style.definitions.set(name, definition);
      return { $ref: style.refPrefix + name };
    },
  };
}

/** The length in code points, as in Python; JavaScript counts UTF-16 units. */
function countCharacters(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}
