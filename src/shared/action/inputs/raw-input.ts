/** The inputs for the instance and the user, which every action with a connection to Provena has. */
const CONNECTION_INPUTS = [
  'domain',
  'realm',
  'endpoints',
  'offline-token',
  'client-id',
  'client-secret',
  'access-token',
  'allow-http',
] as const;
export type ConnectionInput = (typeof CONNECTION_INPUTS)[number];

/**
 * Returns the text of an input. If a connection input is empty, returns its environment variable, so that a job sets it
 * once. Undefined when both are empty. A value of one line is trimmed, as `getInput` of @actions/core does: block scalars
 * end in a line break. Text of several lines is not, because positions in an inline document count from its first
 * character.
 */
export function readRawInput(name: string, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const text = env[getInputVariable(name)] ?? '';
  const trimmed = text.trim();
  if (trimmed !== '') return trimmed.includes('\n') ? text : trimmed;
  return isConnectionInput(name) ? env[getVariableName(name)]?.trim() || undefined : undefined;
}

/** The variable in which the runner passes an input: `INPUT_DATASET-ID` of `dataset-id`. */
export function getInputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** `PROVENA_OFFLINE_TOKEN` of `offline-token`. */
function getVariableName(name: ConnectionInput): string {
  return `PROVENA_${name.replaceAll('-', '_').toUpperCase()}`;
}

function isConnectionInput(name: unknown): name is ConnectionInput {
  return CONNECTION_INPUTS.some((known) => known === name);
}

/** An input, or a part of it, in messages, with the variable from which its value can come. */
export function describeInput(name: unknown, part = name): string {
  return `input ${part}${isConnectionInput(name) ? ` (or ${getVariableName(name)})` : ''}`;
}

/** The value of a flag; undefined for an invalid value. */
export function parseFlag(text: string): boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  return /^(?:false|False|FALSE)$/.test(text) ? false : undefined;
}
