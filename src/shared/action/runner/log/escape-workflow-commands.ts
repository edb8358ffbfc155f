import { redactSecrets } from '../secrets/secrets.ts';

/** Control characters and bidirectional overrides. */
const CONTROL_CHARACTERS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Escapes workflow commands and terminal control characters in text from servers and files.
 *
 * Masked values are replaced first. The time is linear in the length of the text.
 *
 * The runner parses every output line that starts with `::` (after white space) or contains `##[` as a command. A
 * zero-width space breaks the command and is invisible. White space is that of .NET, which includes U+0085.
 */
export function escapeWorkflowCommands(message: string): string {
  return redactSecrets(message)
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL_CHARACTERS, toVisibleCharacter)
    .split('\n')
    .map(escapeLine)
    .join('\n')
    .replaceAll('##[', '#\u200B#[');
}

/** One line at a time: with the `m` flag white space would be searched from each line break again. */
function escapeLine(line: string): string {
  return line.replace(/^(\s*):(?=:)/, '$1:\u200B');
}

/** Returns the symbol of a control character (`␛`), or U+FFFD if Unicode has none. */
function toVisibleCharacter(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
