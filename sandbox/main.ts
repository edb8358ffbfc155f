#!/usr/bin/env node
import { createRepositorySettings, writeActFiles } from './cli/act-files.ts';
import { formatJson, formatText } from './cli/announcement.ts';
import { type CommandLine, HELP, readCommandLine } from './cli/options.ts';
import { readVersion } from './cli/version.ts';
import { CloseStack } from './close-stack.ts';
import { startSandbox } from './sandbox.ts';

// The standard error can be a file on a full disk. Clients still get a response to each request that fails.
process.stderr.on('error', () => {});
process.stdout.on('error', () => {}); // `print` reports it

try {
  const commandLine = readCommandLine(process.argv.slice(2));
  if (commandLine.help) await print(HELP);
  else if (commandLine.version) await print(`${readVersion()}\n`);
  else {
    const starting = Promise.resolve(commandLine).then(start); // after the next line
    stopOnSignal(starting);
    await starting;
  }
} catch (error) {
  process.stderr.write(`provena-sandbox: ${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}

/** Starts the sandbox and prints its addresses. If that fails, everything is closed. */
async function start({ settings, rules, act, json }: CommandLine): Promise<CloseStack> {
  const open = new CloseStack();
  try {
    const sandbox = await startSandbox(settings);
    open.defer(() => sandbox.close());
    if (act !== undefined) open.defer(await writeActFiles(act, createRepositorySettings(sandbox)));
    for (const rule of rules) sandbox.injectFault(rule);
    await print(json ? `${formatJson(sandbox)}\n` : formatText(sandbox, act));
    return open;
  } catch (error) {
    await open.close();
    throw error;
  }
}

/** Closes the sandbox, once it has started, and ends the process, even if a fault still delays a request. */
function stopOnSignal(starting: Promise<CloseStack>): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    const open = await starting.catch(() => undefined);
    await open?.close();
    process.exit();
  };
  // SIGHUP is sent when the terminal is closed. Ctrl+C sends SIGINT twice under npm, which repeats it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}

/** @throws Error if the reader of the standard output has ended, or the disk is full */
async function print(text: string): Promise<void> {
  const error = await new Promise((written) => process.stdout.write(text, written));
  if (error) throw new Error(`cannot write to the standard output (${Object(error).code})`);
}
