/** A problem of an invalid value, as in `detail` of a 422. */
export type Problem = { loc: Loc; msg: string; type: string; ctx?: Record<string, unknown> };
export type Loc = readonly (string | number)[];

/** Returned by `read` for an invalid value; the reason is in the problems. */
export const INVALID = Symbol('invalid');
export type Invalid = typeof INVALID;

export type JsonSchema = Record<string, unknown>;

/** Options of a JSON schema: its definitions, and whether optional fields have the type `null`. */
export type SchemaStyle = { definitions: Map<string, JsonSchema>; refPrefix: string; showNull: boolean };

/**
 * A pydantic v1 type. Reads a JSON value with pydantic's conversions (numbers to text, text to numbers, …), adds its
 * problems to `problems`, and has a JSON schema.
 */
export interface Type<out T> {
  read(value: unknown, at: Loc, problems: Problem[]): T | Invalid;
  schema(style: SchemaStyle): JsonSchema;
  /** The value of a missing field. A field without it is required. */
  readonly fallback?: () => T;
  /** Whether null is a value. */
  readonly nullable?: true;
  /** Not in JSON schemas. */
  readonly hidden?: true;
}

export type Infer<X> = X extends Type<infer T> ? T : never;

export function invalid(
  problems: Problem[],
  loc: Loc,
  msg: string,
  type: string,
  ctx?: Problem['ctx'],
): Invalid {
  problems.push({ loc, msg, type, ...(ctx ? { ctx } : {}) });
  return INVALID;
}

/** @returns the problems of a value as one sentence; undefined if it is valid */
export function findProblem(type: Type<unknown>, value: unknown, at: Loc = []): string | undefined {
  return parse(type, value, at).problem;
}

/** @returns the value that a type reads, or else its problems as one sentence */
export function parse<T>(
  type: Type<T>,
  value: unknown,
  at: Loc = [],
): { value: T; problem?: never } | { value?: never; problem: string } {
  const problems: Problem[] = [];
  const read = type.read(value, at, problems);
  if (read !== INVALID) return { value: read };
  return { problem: problems.map(({ loc, msg }) => `${loc.join('.')}: ${msg}`).join('; ') };
}

/** Reads an existing value. Null is valid only for a nullable type. */
export function readPresent<T>(type: Type<T>, value: unknown, at: Loc, problems: Problem[]): T | Invalid {
  if (value === null && !type.nullable) {
    return invalid(problems, at, 'none is not an allowed value', 'type_error.none.not_allowed');
  }
  return type.read(value, at, problems);
}

/** Reads a field that can be missing. */
export function readField<T>(type: Type<T>, value: unknown, at: Loc, problems: Problem[]): T | Invalid {
  if (value !== undefined) return readPresent(type, value, at, problems);
  if (type.fallback) return type.fallback();
  return invalid(problems, at, 'field required', 'value_error.missing');
}

/** `Optional[X] = None`: a missing field is null. */
export function optional<T>(type: Type<T>): Type<T | null> {
  return {
    nullable: true,
    fallback: () => null,
    read: (value, at, problems) => (value === null ? null : type.read(value, at, problems)),
    schema: (style) => (style.showNull ? addNull(type.schema(style)) : type.schema(style)),
  };
}

/** `X = default`: a missing field has the default, and null is an error. */
export function byDefault<T>(type: Type<T>, fallback: () => T): Type<T> {
  const schema = (style: SchemaStyle) => ({ default: fallback(), ...type.schema(style) });
  return { read: type.read, schema, fallback };
}

/** The same type with a title and a description in JSON schemas. */
export function titled<T>(type: Type<T>, title: string, description?: string): Type<T> {
  const titles = description === undefined ? { title } : { title, description };
  return { ...type, schema: (style) => ({ ...titles, ...type.schema(style) }) };
}

/** The same type, accepted but not in JSON schemas. */
export function hidden<T>(type: Type<T>): Type<T> {
  return { ...type, hidden: true };
}

/** The same type with a further check: `validate` returns the problem of a value, or undefined. */
export function checked<T>(
  type: Type<T>,
  validate: (value: T) => string | undefined,
  errorType: 'value_error' | 'assertion_error' = 'value_error',
): Type<T> {
  return {
    ...type,
    read(value, at, problems) {
      const read = type.read(value, at, problems);
      if (read === INVALID) return INVALID;
      const msg = validate(read);
      return msg === undefined ? read : invalid(problems, at, msg, errorType);
    },
  };
}

function addNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [schema, { type: 'null', title: 'None' }] };
}
