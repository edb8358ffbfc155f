/** What a type says of one bad value; serialised as it stands into `detail` of a 422. */
export type Problem = { loc: Loc; msg: string; type: string; ctx?: Record<string, unknown> };
export type Loc = readonly (string | number)[];

/** Returned by `read` when the value was bad; the reason is among the problems. */
export const INVALID = Symbol('invalid');
export type Invalid = typeof INVALID;

export type JsonSchema = Record<string, unknown>;

/** How a JSON schema is written: where definitions go, and whether an optional field shows `null` as a possible type. */
export type SchemaStyle = { definitions: Map<string, JsonSchema>; refPrefix: string; showNull: boolean };

/**
 * A pydantic v1 type: reads a JSON value the lenient way pydantic does (numbers become text, text becomes numbers, …),
 * adds to `problems` what it cannot read, and describes itself as JSON schema.
 */
export interface Type<out T> {
  read(value: unknown, at: Loc, problems: Problem[]): T | Invalid;
  schema(style: SchemaStyle): JsonSchema;
  /** What an absent field becomes; a field without it is required. */
  readonly fallback?: () => T;
  /** Null is a value of its own and is not read by the type underneath. */
  readonly nullable?: true;
  /** Left out of JSON schemas. */
  readonly hidden?: true;
}

export type Infer<X> = X extends Type<infer T> ? T : never;

export function invalid(problems: Problem[], problem: Problem): Invalid {
  problems.push(problem);
  return INVALID;
}

/** Reads a value that is there: null is a value only for a nullable type. */
export function readPresent<T>(type: Type<T>, value: unknown, at: Loc, problems: Problem[]): T | Invalid {
  if (value === null && !type.nullable) {
    const msg = 'none is not an allowed value';
    return invalid(problems, { loc: at, msg, type: 'type_error.none.not_allowed' });
  }
  return type.read(value, at, problems);
}

/** Reads a field that may be absent. */
export function readField<T>(type: Type<T>, value: unknown, at: Loc, problems: Problem[]): T | Invalid {
  if (value !== undefined) return readPresent(type, value, at, problems);
  if (type.fallback) return type.fallback();
  return invalid(problems, { loc: at, msg: 'field required', type: 'value_error.missing' });
}

/** `Optional[X] = None`: absent and null are both null. */
export function optional<T>(type: Type<T>): Type<T | null> {
  return {
    nullable: true,
    fallback: () => null,
    read: (value, at, problems) => (value === null ? null : type.read(value, at, problems)),
    schema: (style) => (style.showNull ? withNull(type.schema(style)) : type.schema(style)),
  };
}

/** `X = default`: absent is the default, null is an error. */
export function byDefault<T>(type: Type<T>, fallback: () => T): Type<T> {
  const shown = (style: SchemaStyle) => ({ default: fallback(), ...type.schema(style) });
  return { read: type.read, schema: shown, fallback };
}

/** The same type under a title and a description of its own in JSON schemas. */
export function titled<T>(type: Type<T>, title: string, description?: string): Type<T> {
  const words = description === undefined ? { title } : { title, description };
  return { ...type, schema: (style) => ({ ...words, ...type.schema(style) }) };
}

/** Accepted, but left out of JSON schemas. */
export function hidden<T>(type: Type<T>): Type<T> {
  return { ...type, hidden: true };
}

/** A validator of the server's own: `verdict` says what is wrong with a value that was read, or nothing. */
export function checked<T>(type: Type<T>, verdict: (value: T) => string | undefined): Type<T> {
  return {
    ...type,
    read(value, at, problems) {
      const read = type.read(value, at, problems);
      if (read === INVALID) return INVALID;
      const msg = verdict(read);
      return msg === undefined ? read : invalid(problems, { loc: at, msg, type: 'value_error' });
    },
  };
}

function withNull(schema: JsonSchema): JsonSchema {
  if (typeof schema['type'] === 'string') return { ...schema, type: [schema['type'], 'null'] };
  return { anyOf: [schema, { type: 'null', title: 'None' }] };
}
