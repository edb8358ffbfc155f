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
  /** Name of the output, for example `item`. */
  readonly outputName: string;
  /** Input `path`, if set. */
  readonly path: string | undefined;
}

/** Where a result was written. */
export interface EmittedResult {
  /** Undefined when it is too large for the outputs of a job. */
  readonly value: OutputValue | undefined;
  /** The file with the result, if one was written. */
  readonly path: string | undefined;
}

/**
 * Emits a result as an output value, as the file in input `path`, or both. A result that is too large for an output is
 * always written to a file.
 * @throws StepFailedError when the file cannot be written.
 */
export async function emitResult(
  result: OutputValue,
  { outputName, path: pathInput }: ResultOptions,
  { workspace, log }: Pick<Deps<never>, 'workspace' | 'log'>,
): Promise<EmittedResult> {
  const isWithinLimit = isWithinOutputLimit(result);
  const target = pathInput ?? (isWithinLimit ? undefined : getOverflowPath(outputName, result));
  if (target === undefined) return { value: result, path: undefined };
  const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
  const path = await writeFileAtomically({ path: target, inputName: 'path', workspace }, text);
  if (!isWithinLimit) log.warning(formatOverflowWarning(outputName, serializeOutput(result).length, path));
  return { value: isWithinLimit ? result : undefined, path };
}
