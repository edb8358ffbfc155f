import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { HELP } from './cli/options.ts';
import { RuntimeSettingsModel } from './control/runtime-settings.ts';
import { FAULTS, FaultRuleModel } from './faults/rules.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const guide = await readFile(new URL('../docs/sandbox.md', import.meta.url), 'utf8');

test('programs in the guide run', async () => {
  const programs = [...guide.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = '']) => program);
  assert.notEqual(programs.length, 0);
  for (const program of programs) {
    // The sources of the packages need no build.
    const source = program
      .replace("'@provena-actions/sandbox'", "'./sandbox/index.ts'")
      .replace("'@provena-actions/client'", "'./src/shared/sdk.ts'");
    const args = ['--input-type=module-typescript', '--eval', source];
    await promisify(execFile)(process.execPath, args, { cwd: root });
  }
});

test('guide lists every option, fault, field of a fault rule and runtime setting', () => {
  const options = [...HELP.matchAll(/^ +--(?!help)([a-z-]+)/gm)].map(([, name = '']) => name);
  const names = [
    ...FAULTS,
    ...Object.keys(FaultRuleModel.fields),
    ...Object.keys(RuntimeSettingsModel.fields),
  ];
  const terms = [...names.map((name) => `\`${name}\``), ...options.map((name) => `\`--${name}`)];
  for (const term of terms) assert.ok(guide.includes(term), term);
});
