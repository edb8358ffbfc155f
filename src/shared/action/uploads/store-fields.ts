import { optional, text } from '../inputs/fields.ts';

/** Where the files are: inputs of actions that move them. */
export const storeFields = {
  's3-endpoint': optional(text),
  's3-region': optional(text),
};

export interface StoreInputs {
  readonly 's3-endpoint'?: string | undefined;
  readonly 's3-region'?: string | undefined;
}
