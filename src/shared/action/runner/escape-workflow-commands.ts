/** Control characters and bidirectional overrides. */
const CONTROL_CHARACTERS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Escapes workflow commands and terminal control characters in text from servers and files.
 *
 * The runner parses every output line that starts with `::` (after white space) or contains `##[` as a command. A
 * zero-width space breaks the command and is invisible. White space is that of .NET, which includes U+0085.
 */
export function escapeWorkflowCommands(message: string): string {
  return message
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL_CHARACTERS, toVisibleCharacter)
    .replace(/^(\s*):(?=:)/gm, '$1:\u200B')
    .replaceAll('##[', '#\u200B#[');
}

/** Returns the symbol of a control character (`␛`), or U+FFFD if Unicode has none. */
function toVisibleCharacter(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
