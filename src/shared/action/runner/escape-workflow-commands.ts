/** Characters that a terminal obeys, or that turn the order of the text around them, but for line ends and tabs. */
const CONTROL_CHARACTERS = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/**
 * The text with everything in it made plain that a runner or a terminal would take for more than text: a name of the
 * server's or a file's is shown and does nothing.
 *
 * The runner takes any line of a step's output that starts with `::` (after blanks), or that holds `##[`, for a command;
 * a zero-width space keeps the look and breaks the form. Its blanks are those of .NET, to which U+0085 belongs.
 */
export function escapeWorkflowCommands(message: string): string {
  return message
    .replace(/\r\n?/g, '\n')
    .replace(CONTROL_CHARACTERS, toVisibleCharacter)
    .replace(/^(\s*):(?=:)/gm, '$1:\u200B')
    .replaceAll('##[', '#\u200B#[');
}

/** A control character as its picture (`␛`), where Unicode has one. */
function toVisibleCharacter(character: string): string {
  if (character === '\n' || character === '\t') return character;
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\uFFFD';
}
