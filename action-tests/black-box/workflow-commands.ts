/** A workflow command in the output of a step. */
export interface WorkflowCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Commands of the runner. It prints lines with other names as text. */
const COMMAND_NAMES: ReadonlySet<string> = new Set([
  ...['add-mask', 'add-matcher', 'add-path', 'debug', 'echo', 'endgroup', 'error', 'group', 'notice'],
  ...['remove-matcher', 'save-state', 'set-env', 'set-output', 'stop-commands', 'warning'],
]);

/** Characters that .NET trims from the start of a line: one more than JavaScript's \s. */
const LEADING_WHITESPACE = /^[\s\u0085]+/;

/** Splits output into lines as the runner does. */
export function splitLines(output: string): string[] {
  return output.split(/\r\n|\n|\r/);
}

/**
 * Parses a command: `::name key=value::data` at the start of a line, or `##[name key=value]data` anywhere.
 */
export function parseCommand(line: string): WorkflowCommand | undefined {
  const [, head, data] =
    /^::(.*?)::(.*)$/s.exec(line.replace(LEADING_WHITESPACE, '')) ?? /##\[([^\]]*)\](.*)$/s.exec(line) ?? [];
  if (head === undefined || data === undefined) return undefined;
  const [name = '', ...rest] = head.split(' ');
  if (!COMMAND_NAMES.has(name)) return undefined;
  const pairs = rest
    .join(' ')
    .trim()
    .split(/[,;]/)
    .filter((pair) => pair.includes('='));
  const properties = pairs.map((pair) => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at), decodeCommandData(pair.slice(at + 1))] as const;
  });
  return { name, properties: Object.fromEntries(properties), data: decodeCommandData(data) };
}

function decodeCommandData(text: string): string {
  return text
    .replaceAll('%0A', '\n')
    .replaceAll('%0D', '\r')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
