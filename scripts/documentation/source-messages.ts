/** A string of at least three words, in any of the three quotes. */
const MESSAGE = /(['"`])((?:(?!\1)[^\\\n]|\\.)*?[^\s'"`]\s+[^\s'"`]+\s(?:(?!\1)[^\\\n]|\\.)*)\1/g;
const COMMENT = /^\s*(\/\/|\/?\*)/;

/**
 * Extracts the messages from a TypeScript source: strings of at least three words. Line numbers stay the same, so that a
 * problem in the result has the line of the source.
 */
export function extractMessages(source: string): string {
  return source
    .split('\n')
    .map((line) => {
      if (COMMENT.test(line)) return '';
      return [...line.matchAll(MESSAGE)]
        .map(([, , text = '']) => text.replaceAll(/\$\{[^}]*\}/g, '…'))
        .join('. ');
    })
    .join('\n');
}
