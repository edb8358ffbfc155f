import * as z from 'zod/mini';
import { formatIssues } from '../../documents/issues.ts';
import { UserError } from '../../documents/problem.ts';
import { maskCredential } from '../runner/secrets.ts';
import { isSecret } from './fields.ts';
import { readRawInput } from './raw-input.ts';

/** The inputs of an action: their action.yml names, each with a field of `fields.ts`. */
export type InputSchema = z.ZodMiniObject;

/**
 * The inputs of this step. Secrets are masked before anything is checked.
 * @throws UserError with every problem at once, by the inputs' own names.
 */
export function readInputs<S extends InputSchema>(schema: S): z.output<S> {
  const raw: Record<string, string> = {};
  for (const [name, field] of Object.entries(schema.def.shape)) {
    const value = readRawInput(name);
    if (value === undefined) continue;
    if (isSecret(field)) maskCredential(value);
    raw[name] = value;
  }
  const result = z.safeParse(schema, raw);
  if (result.success) return result.data;
  throw new UserError(
    formatIssues(schema, result.error, raw).map(({ path, message }) => ({
      message: path.length === 0 ? message : `input ${path.join('.')} ${message}`,
    })),
  );
}
