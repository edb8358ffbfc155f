import * as core from '@actions/core';
import * as z from 'zod/mini';
import { complaints } from '../spec/issues.ts';
import { UserError } from '../spec/problem.ts';
import { isSecret } from './fields.ts';

/** The inputs of an action: their action.yml names, each with a field of `fields.ts`. */
export type InputSchema = z.ZodMiniObject;

/**
 * The inputs of this step. Secrets are masked before anything is checked.
 * @param environment inputs that may also come from an environment variable, and which.
 * @throws UserError with every problem at once, by the inputs' own names.
 */
export function readInputs<S extends InputSchema>(
  schema: S,
  environment: Readonly<Record<string, string>>,
): z.output<S> {
  const raw: Record<string, string> = {};
  for (const [name, field] of Object.entries(schema.def.shape)) {
    const value = given(name) ?? process.env[environment[name] ?? '']?.trim();
    if (!value) continue;
    if (isSecret(field)) core.setSecret(value);
    raw[name] = value;
  }
  const result = z.safeParse(schema, raw);
  if (result.success) return result.data;
  throw new UserError(
    complaints(schema, result.error, raw).map(({ path, message }) => ({
      message: `input ${path.join('.')} ${message}`,
    })),
  );
}

/** Lines and columns of an inline document count from its first character, so that text is not trimmed. */
function given(name: string): string | undefined {
  const value = core.getInput(name, { trimWhitespace: false });
  if (value.trim() === '') return undefined;
  return value.includes('\n') ? value : value.trim();
}
