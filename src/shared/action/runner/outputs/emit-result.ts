import { writeFileAtomically } from '../files/write-file.ts';
import type { Log } from '../log/log.ts';
import {
  formatOverflowWarning,
  getOverflowPath,
  isWithinOutputLimit,
  type OutputValue,
  serializeOutput,
} from './outputs.ts';

interface ResultOptions {
  /** Name of the output, for example `item`. */
  readonly outputName: string;
  /** Sets the output, or moves it to a temporary file if it is too large. */
  readonly setOutput: (result: OutputValue) => void;
  /** Input `path`, if set. */
  readonly path: string | undefined;
}

/**
 * Emits a result as an output, as the file in input `path`, or both. A result that is too large for an output is always
 * written to a file. The output is set before the file is written, or if that fails: the step may have created what the
 * result names.
 * @returns the file with the result, if one was written.
 * @throws StepFailedError when the file cannot be written.
 */
export async function emitResult(
  result: OutputValue,
  { outputName, setOutput, path: pathInput }: ResultOptions,
  { workspace, log }: { readonly workspace: string; readonly log: Log },
): Promise<string | undefined> {
  const isWithinLimit = isWithinOutputLimit(result);
  if (isWithinLimit) setOutput(result);
  const target = pathInput ?? (isWithinLimit ? undefined : getOverflowPath(outputName, result));
  if (target === undefined) return undefined;
  const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
  try {
    const path = await writeFileAtomically({ path: target, input: 'path', workspace }, text);
    if (!isWithinLimit) log.warning(formatOverflowWarning(outputName, serializeOutput(result).length, path));
    return path;
  } catch (error) {
    if (!isWithinLimit) setOutput(result);
    throw error;
  }
}
