#!/usr/bin/env node
import { createRepositorySettings, writeActFiles } from './cli/act-files.ts';
import { formatJson, formatText } from './cli/announcement.ts';
import { HELP, readCommandLine } from './cli/options.ts';
import { readVersion } from './cli/version.ts';
import { type Sandbox, startSandbox } from './sandbox.ts';

// The standard error can be a file on a full disk. Clients still get a response to each request that fails.
process.stderr.on('error', () => {});

try {
  const { settings, rules, json, help, version, act } = readCommandLine(process.argv.slice(2));
  if (help) {
    process.stdout.write(HELP);
  } else if (version) {
    process.stdout.write(`${readVersion()}\n`);
  } else {
    const sandbox = await startSandbox(settings);
    const removeActFiles = await startWithActFiles(sandbox, act);
    for (const rule of rules) sandbox.injectFault(rule);
    stopOnSignal(sandbox, removeActFiles);
    process.stdout.write(json ? `${formatJson(sandbox)}\n` : formatText(sandbox, act));
  }
} catch (error) {
  process.stderr.write(`provena-sandbox: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

function stopOnSignal(sandbox: Sandbox, removeActFiles: () => Promise<void>): void {
  let isStopping = false;
  // SIGHUP is sent when the terminal is closed. Ctrl+C sends SIGINT twice under npm, which repeats it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (!isStopping) void stop(sandbox, removeActFiles);
      isStopping = true;
    });
}

/** Closes the sandbox and ends the process, even if a fault still delays a request. */
async function stop(sandbox: Sandbox, removeActFiles: () => Promise<void>): Promise<void> {
  await removeActFiles().finally(() => sandbox.close());
  process.exit();
}

/** @returns a function that deletes the files. If they cannot be written, the sandbox is stopped. */
async function startWithActFiles(sandbox: Sandbox, folder: string | undefined): Promise<() => Promise<void>> {
  if (folder === undefined) return async () => {};
  try {
    return await writeActFiles(folder, createRepositorySettings(sandbox));
  } catch (error) {
    await sandbox.close();
    throw error;
  }
}
