import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A step that a test ran. */
export interface StepRecord {
  readonly action: string;
  /** Inputs set by the test, without defaults and environment. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly exitCode: number | null;
}

/**
 * Appends a step to a file in the folder `STEP_RECORDS`, if set, to find inputs and outputs that no test covers. One
 * file per process, because test files run in parallel.
 */
export async function recordStep({ action, inputs, outputs, exitCode }: StepRecord): Promise<void> {
  const folder = process.env['STEP_RECORDS'];
  if (folder === undefined) return;
  // Values can be large, so only the names of non-empty outputs are kept.
  const setNames = Object.keys(outputs).filter((name) => outputs[name] !== '');
  const line = JSON.stringify({ action, inputs, outputs: setNames, exitCode });
  await appendFile(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}
