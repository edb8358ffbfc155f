import { parseCommand, splitLines, type WorkflowCommand } from './workflow-commands.ts';

export interface Annotation {
  readonly level: 'notice' | 'warning' | 'error';
  readonly message: string;
  readonly file?: string;
  readonly line?: string;
  readonly col?: string;
}

/** The log of a step, and the workflow commands in its output. */
export interface StepLog {
  /** The output without commands, with masks applied. */
  readonly log: string;
  readonly annotations: readonly Annotation[];
  /** Message of the last annotation; empty if there is none. */
  readonly lastMessage: string;
  /** Messages of the annotations that are warnings. */
  readonly warnings: readonly string[];
  readonly masks: readonly string[];
  /** All workflow commands in the output. */
  readonly commands: readonly WorkflowCommand[];
}

/** Separates workflow commands from log lines, as the runner does. */
export function parseLog(raw: string): StepLog {
  const annotations: Annotation[] = [];
  const masks: string[] = [];
  const commands: WorkflowCommand[] = [];
  const logLines: string[] = [];
  for (const line of splitLines(raw)) {
    const command = parseCommand(line);
    if (command) commands.push(command);
    const { name = '', properties = {}, data = '' } = command ?? {};
    if (name === 'add-mask') masks.push(data);
    else if (isLevel(name)) {
      annotations.push({ level: name, message: data, ...properties });
      logLines.push(`${name}: ${data}`);
    } else if (!command) logLines.push(line);
  }
  const log = masks
    .filter((secret) => secret !== '')
    .reduce((text, secret) => text.replaceAll(secret, '***'), logLines.join('\n'));
  const warnings = annotations.filter(({ level }) => level === 'warning').map(({ message }) => message);
  return { log, annotations, lastMessage: annotations.at(-1)?.message ?? '', warnings, masks, commands };
}

function isLevel(name: string): name is Annotation['level'] {
  return ['notice', 'warning', 'error'].includes(name);
}
