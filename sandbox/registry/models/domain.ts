import { mapOf } from '../../pydantic/collections.ts';
import { type Fields, type FieldValues, type Model, type ModelOptions, model } from '../../pydantic/model.ts';
import { text } from '../../pydantic/scalars.ts';
import { optional, titled } from '../../pydantic/type.ts';

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
  options: ModelOptions<FieldValues<F>> = {},
) {
  const { display_name, user_metadata } = OUTER;
  const all: F & Outer = { display_name, ...fields, user_metadata };
  // the rules use the fields of the kind, which the value has
  return model(name, all, options as ModelOptions<FieldValues<F & Outer>>);
}
