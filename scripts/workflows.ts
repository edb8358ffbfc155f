import { Command } from 'commander';
import { getErrorMessage } from '../src/shared/client/error-message.ts';
import { runActionlint } from './workflows/actionlint.ts';
import { runZizmor } from './workflows/zizmor.ts';

new Command('npm run lint:workflows --')
  .description(
    'Checks all workflows with actionlint (correctness) and zizmor (security). The exit code is 1 if one reports a problem or is ' +
      'not available.',
  )
  .parse();

const LINTERS = { actionlint: runActionlint, zizmor: runZizmor };

let failed = false;
for (const [name, finds] of Object.entries(LINTERS)) {
  try {
    if (finds()) failed = true;
  } catch (error) {
    failed = true;
    console.error(`${name} failed to start. ${getErrorMessage(error)}`);
  }
}
process.exit(failed ? 1 : 0);
