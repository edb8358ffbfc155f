/**
 * Text from a server or a file as Markdown shows it literally: no markup, no HTML, no mention, one line. A summary or
 * a comment must not be forged by the name of a data set.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[&<>\\`*_[\]|~$@#]|^\s*(?:[-+=]|\d+(?=[.)]\s))|:(?=\/\/)|\bGH(?=-\d)/gi, (found) =>
      [...found]
        .map(
          (character) => `&#${character.codePointAt(0)};${AUTOLINKED.has(character) ? ZERO_WIDTH_SPACE : ''}`,
        )
        .join(''),
    );
}

/** What GitHub makes a mention or a link of after it has read the Markdown, when a character reference is a character. */
const AUTOLINKED: ReadonlySet<string> = new Set(['@', '#', 'H', 'h']);
const ZERO_WIDTH_SPACE = '&#8203;';

/** Text from a server or a file as code in a line. */
export function formatCode(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** A link; an address that is not http(s) is shown as text only. */
export function formatLink(label: string, address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return escapeMarkdown(label);
  return `[${escapeMarkdown(label)}](<${url.href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}

/** A number, with its unit where it has one. */
const NUMBER_WITH_UNIT = /^\d[\d.,]*( \w+)?$/;

/** A table of Markdown cells. Columns in which nothing stands are left out; amounts stand below one another. */
export function formatTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const columns = head
    .map((title, i) => [title, rows.map((row) => row[i] ?? '')] as const)
    .filter(([, cells]) => rows.length === 0 || cells.some((cell) => cell !== ''));
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map(([title]) => title)),
    line(columns.map(([, cells]) => (isNumericColumn(cells) ? '---:' : '---'))),
    ...rows.map((_, i) => line(columns.map(([, cells]) => cells[i] ?? ''))),
  ].join('\n');
}

function isNumericColumn(cells: readonly string[]): boolean {
  return cells.length > 0 && cells.every((cell) => NUMBER_WITH_UNIT.test(cell));
}
