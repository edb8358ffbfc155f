import { writeFileAtomically } from '../files/write-file.ts';
import type { Log } from '../log/log.ts';
import {
  formatOverflowWarning,
  getOverflowPath,
  isWithinOutputLimit,
  type Outputs,
  type OutputValue,
  serializeOutput,
} from './outputs.ts';

interface ResultContext<Name extends string> {
  setOutputs(outputs: Outputs<Name>): void;
  readonly workspace: string;
  readonly log: Log;
}

/**
 * Emits a result as an output, as the file in input `path`, or both. A result that is too large for an output is always
 * written to a file. An output within the limit is set before the file is written. A larger one is set only if writing fails,
 * so that the result is reported: the step may have created what it names.
 * @param pathInput input `path`, if set.
 * @returns the file with the result, if one was written.
 * @throws StepFailedError when the file cannot be written.
 */
export async function emitResult<Name extends string>(
  outputName: Name,
  result: OutputValue,
  pathInput: string | undefined,
  { setOutputs, workspace, log }: ResultContext<Name>,
): Promise<string | undefined> {
  // The type of a computed key is string.
  const setOutput = (): void => setOutputs({ [outputName]: result } as Outputs<Name>);
  const isWithinLimit = isWithinOutputLimit(result);
  if (isWithinLimit) setOutput();
  const target = pathInput ?? (isWithinLimit ? undefined : getOverflowPath(outputName, result));
  if (target === undefined) return undefined;
  const text = typeof result === 'string' ? result : `${JSON.stringify(result, null, 2)}\n`;
  try {
    const path = await writeFileAtomically({ path: target, input: 'path', workspace }, text);
    if (!isWithinLimit) log.warning(formatOverflowWarning(outputName, serializeOutput(result).length, path));
    return path;
  } catch (error) {
    if (!isWithinLimit) setOutput();
    throw error;
  }
}
