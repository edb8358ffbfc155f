import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The path for a file of this step's that lasts as long as the job: in the runner's folder for such files. */
export function getTemporaryPath(name: string): string {
  const step = process.env['GITHUB_ACTION'] ?? 'step';
  return join(process.env['RUNNER_TEMP'] ?? tmpdir(), `provena-${step}-${name}`.replace(/[^\w.-]+/g, '-'));
}
