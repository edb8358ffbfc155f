/** The value of an input, or the problem with its text. */
export type Parsed<T> = { readonly value: T } | { readonly problem: string };

/** A type of input. Every input is text; the field parses it. */
export interface Field<T> {
  /** @param text undefined when the input is not set. */
  readonly parse: (text: string | undefined) => Parsed<T>;
  readonly isRequired: boolean;
  /** True if the text is masked before anything can log it. */
  readonly isSecret: boolean;
  /** True if the text may contain a secret input, because the step records it nowhere. */
  readonly mayContainSecrets?: boolean;
  /** The text that is parsed when the input is not set. */
  readonly defaultText?: string;
}

/** A rule for several inputs. Checked if all inputs are valid by themselves. */
export interface Rule<Values> {
  /** What to do if the inputs do not comply. */
  readonly message: string;
  isMet(values: Values): boolean;
}

type Fields = Readonly<Record<string, Field<unknown>>>;

/** The inputs of an action: their action.yml names, each with a field of `fields.ts`, and rules. */
export interface InputSchema<F extends Fields = Fields> {
  readonly fields: F;
  readonly rules: readonly Rule<InputValues<F>>[];
}

type ValueOf<F> = F extends Field<infer T> ? T : never;

type OptionalName<F extends Fields> = {
  [Name in keyof F]: undefined extends ValueOf<F[Name]> ? Name : never;
}[keyof F];

export type InputValues<F extends Fields> = {
  readonly [Name in Exclude<keyof F, OptionalName<F>>]: ValueOf<F[Name]>;
} & { readonly [Name in OptionalName<F>]?: ValueOf<F[Name]> };

/**
 * Defines the inputs of an action. Not with zod, because an invalid input would then take twice the time to report
 * (docs/decisions/0031-start-up-time.md).
 */
export function inputSchema<F extends Fields>(
  fields: F,
  ...rules: readonly Rule<InputValues<F>>[]
): InputSchema<F> {
  return { fields, rules };
}

/** The parsed inputs of an action, as `run` receives them. */
export type InputsOf<S extends InputSchema> = InputValues<S['fields']>;
