import { getVisibleName } from '../../../lineage/visible-name.ts';
import { redactSecrets } from '../secrets/secrets.ts';

/**
 * Escapes text from a server or a file for Markdown as GitHub renders it: no markup, HTML, link, mention, emoji or line
 * break. A dataset name must not be able to forge a summary or a comment. Masked values are replaced first. Takes time in
 * proportion to the text.
 */
export function escapeMarkdown(text: string): string {
  return escapeAll(text, AUTOLINKED);
}

/** Formats text from a server or a file as inline code. GitHub links no commits in code, so that ids can be copied. */
export function formatCode(text: string): string {
  return `<code>${escapeAll(text, AUTOLINKED_IN_CODE)}</code>`;
}

/**
 * What GitHub links or replaces after it decoded character references, so that only a zero-width space helps: mentions,
 * issues (`#1`, `GH-1`), commits, `www.` addresses and emoji codes. The lengths are bounded, so that the search is linear.
 */
const AUTOLINKED =
  /[@#]|\bGH(?=-\d)|(?<![a-z\d])www(?=\.)|(?<![\w-])(?=[a-f]{0,39}\d)(?=\d{0,39}[a-f])[\da-f]{7,40}(?![\w-])|:(?!\d{1,40}:)(?=[\w+-]{1,40}:)/gi;
const AUTOLINKED_IN_CODE = /[@#]|\bGH(?=-\d)|(?<![a-z\d])www(?=\.)/gi;
/** At the start of a paragraph or an entry of a list, it would start a code block. */
const INDENTATION = /^ {4,}/;
/** Stands for the zero-width space until everything else is escaped: control characters are removed before. */
const BREAK = '\0';

function escapeAll(text: string, autolinked: RegExp): string {
  return redactSecrets(text)
    .replace(/[\r\n\t\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(INDENTATION, ' ')
    .replace(autolinked, (match) => match.slice(0, 1) + BREAK + match.slice(1))
    .replace(/[&<>\\`*_[\]|~$@#]|^\s*(?:[-+=]|\d+(?=[.)](?:\s|$)))|:(?=\/\/)/g, (match) =>
      [...match].map((character) => `&#${character.codePointAt(0)};`).join(''),
    )
    .replaceAll(BREAK, '&#8203;');
}

/** Formats a link, also for a cell of a table; only the label when the address is not http(s). A label that shows nothing is replaced by the address. */
export function formatLink(label: string, address: string | undefined): string {
  const url = address === undefined ? null : URL.parse(redactSecrets(address));
  if (!url || !/^https?:$/.test(url.protocol)) return escapeMarkdown(label);
  return `[${escapeMarkdown(getVisibleName(label, url.href))}](<${url.href.replace(/[<>|\\]/g, encodeURIComponent)}>)`;
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

/** Formats a table of one row from its cells by heading, as {@link formatTable} does. */
export function formatRow(cells: Readonly<Record<string, string>>): string {
  return formatTable(Object.keys(cells), [Object.values(cells)]);
}

/** Rows of a table in a summary. Longer tables are hard to read, and the page takes seconds to load. */
const MAX_ROWS = 100;

/**
 * Formats the first 100 rows of a table as {@link formatTable} does, with the number of the others below.
 * @param entries the most important ones first.
 */
export function formatLongTable<T>(
  head: readonly string[],
  entries: readonly T[],
  toCells: (entry: T) => readonly string[],
): string {
  const more = entries.length - MAX_ROWS;
  const table = formatTable(head, entries.slice(0, MAX_ROWS).map(toCells));
  return more > 0 ? `${table}\n\n…and ${more} more.` : table;
}

function isNumericColumn(cells: readonly string[]): boolean {
  const values = cells.filter((cell) => cell !== '');
  return values.length > 0 && values.every((cell) => NUMBER_WITH_UNIT.test(cell));
}

/** Formats a name of Provena for display: `model run batch submit` for `MODEL_RUN_BATCH_SUBMIT`. */
export function formatEnumName(name: string): string {
  return name.toLowerCase().replaceAll('_', ' ');
}
