import { mapOf } from '../../pydantic/collections.ts';
import { type Fields, type Model, model } from '../../pydantic/model.ts';
import { text } from '../../pydantic/scalars.ts';
import { type Infer, optional, titled } from '../../pydantic/type.ts';

const userMetadata = titled(
  optional(mapOf(text())),
  'Custom User Metadata',
  'Optionally provide a collection of key value annotations describing this resource.',
);

const OUTER = { display_name: text(), user_metadata: userMetadata };
type Outer = typeof OUTER;

/** The fields of an item of any kind that users write: name, fields of the kind, and user metadata. */
export type AnyDomainInfo = Model<Fields & Outer>;

/** Creates the model of the fields of a kind and those of all kinds. */
export function createDomainInfo<F extends Fields>(
  name: string,
  fields: F,
  options: { rules?: ((value: Read<F>) => string | undefined)[]; ruleError?: 'assertion_error' } = {},
) {
  const { display_name, user_metadata } = OUTER;
  const all: F & Outer = { display_name, ...fields, user_metadata };
  const { rules, ruleError } = options;
  // the rules use the fields of the kind, which the value has
  const itemRules = rules?.map((rule) => (value: unknown) => rule(value as Read<F>));
  return model(name, all, {
    ...(itemRules ? { rules: itemRules } : {}),
    ...(ruleError ? { ruleError } : {}),
  });
}

type Read<F extends Fields> = { [K in keyof F]: Infer<F[K]> };
