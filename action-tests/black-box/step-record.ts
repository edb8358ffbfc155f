import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One step that a test has run. */
export interface StepRecord {
  readonly action: string;
  /** As the test gave them; what it left to defaults or to the environment is not here. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly exitCode: number | null;
}

/**
 * Notes a step where `STEP_RECORDS` names a folder to do that in, so that it can be told what no test has tried. A file
 * for each process: test files run side by side.
 */
export async function recordStep({ action, inputs, outputs, exitCode }: StepRecord): Promise<void> {
  const folder = process.env['STEP_RECORDS'];
  if (folder === undefined) return;
  // Values can be large; an output counts when there is something in it.
  const given = Object.keys(outputs).filter((name) => outputs[name] !== '');
  const line = JSON.stringify({ action, inputs, outputs: given, exitCode });
  await appendFile(join(folder, `${process.pid}.jsonl`), `${line}\n`);
}
