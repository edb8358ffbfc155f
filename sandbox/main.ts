#!/usr/bin/env node
import { announceForPeople, announceForPrograms } from './announcement.ts';
import { HELP, readCommandLine } from './options.ts';
import { startSandbox } from './sandbox.ts';

try {
  const { settings, rules, json, help } = readCommandLine(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
  } else {
    const sandbox = await startSandbox(settings);
    for (const rule of rules) sandbox.misbehave(rule);
    process.stdout.write(json ? `${announceForPrograms(sandbox)}\n` : announceForPeople(sandbox));
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
  }
} catch (error) {
  process.stderr.write(`provena-sandbox: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
