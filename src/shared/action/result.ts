import { fitsOutputs, type OutputValue, overflowFile, textOf, tooLarge } from './runner/outputs.ts';
import { writeFileWhole } from './runner/write-file.ts';
import type { Deps } from './running/definition.ts';

export interface ResultOptions {
  /** The output that would carry it: `item`. */
  readonly output: string;
  /** Where input `path` wants it, if anywhere. */
  readonly path: string | undefined;
}

/** Where a result went. */
export interface Handed {
  /** Absent when it is too large for the outputs of a job. */
  readonly value: OutputValue | undefined;
  /** The file that holds it, if one does. */
  readonly path: string | undefined;
}

/**
 * Hands a result on as far as it fits: by an output, by the file that was asked for, or both. One that is too large for
 * outputs goes to a file in any case.
 * @throws OutcomeError when the file cannot be written.
 */
export async function handOn(
  result: OutputValue,
  { output, path: asked }: ResultOptions,
  { workspace, log }: Pick<Deps<never>, 'workspace' | 'log'>,
): Promise<Handed> {
  const fits = fitsOutputs(result);
  const target = asked ?? (fits ? undefined : overflowFile(output, result));
  if (target === undefined) return { value: result, path: undefined };
  const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
  const path = await writeFileWhole({ path: target, input: 'path', workspace }, text);
  if (!fits) log.warning(tooLarge(output, textOf(result), path));
  return { value: fits ? result : undefined, path };
}
