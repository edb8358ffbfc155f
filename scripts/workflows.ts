import { runActionlint } from './workflows/actionlint.ts';
import { runZizmor } from './workflows/zizmor.ts';

/**
 * Holds all workflows against actionlint (is it right?) and zizmor (is it safe?). The exit code is 1 when one of them
 * has found something, or cannot be had on this machine.
 */
const LINTERS = { actionlint: runActionlint, zizmor: runZizmor };

let failed = false;
for (const [name, finds] of Object.entries(LINTERS)) {
  try {
    if (finds()) failed = true;
  } catch (error) {
    failed = true;
    console.error(`${name} could not be run. ${error instanceof Error ? error.message : error}`);
  }
}
process.exit(failed ? 1 : 0);
