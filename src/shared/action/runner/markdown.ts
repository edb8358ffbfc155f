/**
 * Escapes text from a server or a file for Markdown: no markup, HTML, mention or line break. A dataset name must not be
 * able to forge a summary or a comment.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/[&<>\\`*_[\]|~$@#]|^\s*(?:[-+=]|\d+(?=[.)]\s))|:(?=\/\/)|\bGH(?=-\d)/gi, (match) =>
      [...match]
        .map(
          (character) => `&#${character.codePointAt(0)};${AUTOLINKED.has(character) ? ZERO_WIDTH_SPACE : ''}`,
        )
        .join(''),
    );
}

/** GitHub links mentions and issues after it decoded character references, so these need a zero-width space too. */
const AUTOLINKED: ReadonlySet<string> = new Set(['@', '#', 'H', 'h']);
const ZERO_WIDTH_SPACE = '&#8203;';

/** Formats text from a server or a file as inline code. */
export function formatCode(text: string): string {
  return `<code>${escapeMarkdown(text)}</code>`;
}

/** Formats a link; only the label when the address is not http(s). */
export function formatLink(label: string, address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return escapeMarkdown(label);
  return `[${escapeMarkdown(label)}](<${url.href.replaceAll('<', '%3C').replaceAll('>', '%3E')}>)`;
}

/** A number with an optional unit. */
const NUMBER_WITH_UNIT = /^\d[\d.,]*( \w+)?$/;

/** Formats a table of Markdown cells. Omits empty columns and right-aligns numeric ones. */
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

/** Formats a name of Provena for people: `model run batch submit` for `MODEL_RUN_BATCH_SUBMIT`. */
export function formatEnumName(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
