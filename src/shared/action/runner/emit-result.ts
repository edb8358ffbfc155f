import type { Deps } from '../lifecycle/action-definition.ts';
import {
  formatOverflowWarning,
  getOverflowPath,
  isWithinOutputLimit,
  type OutputValue,
  serializeOutput,
} from './outputs.ts';
import { writeFileAtomically } from './write-file.ts';

export interface ResultOptions {
  /** The output that would carry it: `item`. */
  readonly outputName: string;
  /** Where input `path` wants it, if anywhere. */
  readonly path: string | undefined;
}

/** Where a result went. */
export interface EmittedResult {
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
export async function emitResult(
  result: OutputValue,
  { outputName: output, path: asked }: ResultOptions,
  { workspace, log }: Pick<Deps<never>, 'workspace' | 'log'>,
): Promise<EmittedResult> {
  const fits = isWithinOutputLimit(result);
  const target = asked ?? (fits ? undefined : getOverflowPath(output, result));
  if (target === undefined) return { value: result, path: undefined };
  const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
  const path = await writeFileAtomically({ path: target, inputName: 'path', workspace }, text);
  if (!fits) log.warning(formatOverflowWarning(output, serializeOutput(result), path));
  return { value: fits ? result : undefined, path };
}
