export const REDACTED = '***';
/** A shorter secret could also be found in the words of a sentence without their spaces. */
const MIN_SPLIT_LENGTH = 16;
/**
 * Characters as URLs, HTML, and string literals escape them, also repeatedly. The repetitions are bounded by what follows
 * them, so that the search is linear.
 */
const ESCAPES =
  /%(?:25)*([\da-f]{2})|&(?:amp;)*(?:#(\d{1,7})|#x([\da-f]{1,6})|[a-z]{2,8});|\\+(?:u([\da-f]{4})|x([\da-f]{2})|[nrt])?/gi;
/** Everything but the characters that no encoding changes. */
const CHANGEABLE = /[^a-z\d]+/gi;
/** Escapes come first, so that they are not mistaken for the characters that follow. */
const ESCAPES_OR_CHANGEABLE = new RegExp(`${ESCAPES.source}|[^a-z\\d%&\\\\]+|[%&\\\\]`, 'gi');
/** Tags come first, so that their names are not mistaken for a part of a secret. */
const TAGS_OR_ESCAPES_OR_CHANGEABLE = new RegExp(
  `<[^<>]*>|${ESCAPES.source}|[^a-z\\d%&\\\\<]+|[%&\\\\<]`,
  'gi',
);
/** What can stand between the characters of a secret that was wrapped or split; also as escapes of JSON and URLs. */
const SEPARATORS = /[\s\p{Cc}\p{Cf}]+|\\[nrt]|\\u(?:00[01]|20[0-3])[\da-fA-F]|%0[9adAD]|%20/gu;

/** A form of a string in which secrets are searched. */
interface SearchForm {
  readonly create: (text: string) => string;
  /** Matches the parts of the text that the form changes. */
  readonly changed: RegExp;
  /** Returns the replacement of a match of `changed`: one character or none. */
  readonly replace: (match: string, ...groups: (string | undefined)[]) => string;
}

/** All characters but separators. */
const JOINED: SearchForm = {
  create: (text) => text.replace(SEPARATORS, ''),
  changed: SEPARATORS,
  replace: () => '',
};
/** The letters and digits, including those that are escaped. */
const DECODED: SearchForm = {
  create: (text) => text.replace(ESCAPES, decode).replace(CHANGEABLE, ''),
  changed: ESCAPES_OR_CHANGEABLE,
  replace: decode,
};
/** The same of a string whose tags are removed. */
const WITHOUT_TAGS: SearchForm = {
  create: (text) => text.replace(TAGS_OR_ESCAPES_OR_CHANGEABLE, decode),
  changed: TAGS_OR_ESCAPES_OR_CHANGEABLE,
  replace: decode,
};

/** The secrets of a step. Their forms are created once, because each line of the log is searched for them. */
export class SecretRedactor {
  readonly #secrets = new Set<string>();
  readonly #joined = new Set<string>();
  readonly #decoded = new Set<string>();

  add(secret: string): void {
    this.#secrets.add(secret);
    // A secret can itself contain what looks like an escape.
    const decoded = [DECODED.create(secret), secret.replace(CHANGEABLE, '')];
    for (const form of decoded) if (form.length >= MIN_SPLIT_LENGTH) this.#decoded.add(form);
    const joined = JOINED.create(secret);
    if (joined.length >= MIN_SPLIT_LENGTH) this.#joined.add(joined);
  }

  has(secret: string): boolean {
    return this.#secrets.has(secret);
  }

  /**
   * Replaces the secrets in a string, including those that are split by line breaks, spaces, invisible characters or tags, and
   * those in which some or all characters are escaped.
   */
  redact(text: string): string {
    // All in the given text: a secret that was replaced before would no longer be found as a part of another one.
    return replaceRanges(text, [
      ...findAll(text, this.#secrets),
      ...findInForm(text, this.#joined, JOINED),
      ...findInForm(text, this.#decoded, DECODED),
      ...(text.includes('<') ? findInForm(text, this.#decoded, WITHOUT_TAGS) : []),
    ]);
  }
}

function findInForm(text: string, secrets: ReadonlySet<string>, form: SearchForm): readonly Range[] {
  if (secrets.size === 0) return [];
  const searched = form.create(text);
  if (searched.length === text.length) return [];
  const ranges = findAll(searched, secrets);
  if (ranges.length === 0) return [];
  const { starts, ends } = locateCharacters(text, searched.length, form);
  return ranges.map(([from, to]) => [starts[from] ?? 0, ends[to - 1] ?? text.length]);
}

/** The letter or digit of a match of {@link ESCAPES}; empty for any other character. */
function decode(
  _match: string,
  percent?: string,
  decimal?: string,
  hex?: string,
  unicode?: string,
  byte?: string,
): string {
  const digits = percent ?? hex ?? unicode ?? byte;
  if (digits === undefined && decimal === undefined) return '';
  const code = digits === undefined ? Number(decimal) : Number.parseInt(digits, 16);
  return isLetterOrDigit(code) ? String.fromCharCode(code) : '';
}

function isLetterOrDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x7a && lower >= 0x61 && lower <= 0x7a);
}

type Range = readonly [from: number, to: number];

/** Replaces overlapping ranges as one: a secret can contain a part of another, such as the access key of the store. */
function replaceRanges(text: string, ranges: readonly Range[]): string {
  if (ranges.length === 0) return text;
  let clean = '';
  let end = 0;
  for (const [from, to] of ranges.toSorted(([a], [b]) => a - b)) {
    if (to <= end) continue;
    if (from >= end) clean += text.slice(end, from) + REDACTED;
    end = to;
  }
  return clean + text.slice(end);
}

function findAll(text: string, secrets: ReadonlySet<string>): Range[] {
  const ranges: Range[] = [];
  for (const secret of secrets)
    for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
      ranges.push([at, at + secret.length]);
  return ranges;
}

/** Where each character of a form starts and ends in the text. */
function locateCharacters(
  text: string,
  length: number,
  { changed, replace }: SearchForm,
): { readonly starts: Uint32Array; readonly ends: Uint32Array } {
  const starts = new Uint32Array(length);
  const ends = new Uint32Array(length);
  let next = 0;
  let at = 0;
  const add = (start: number, end: number): void => {
    starts[next] = start;
    ends[next] = end;
    next++;
  };
  for (const found of text.matchAll(changed)) {
    const [match, ...groups] = found;
    for (; at < found.index; at++) add(at, at + 1);
    at = found.index + match.length;
    if (replace(match, ...groups) !== '') add(found.index, at);
  }
  for (; at < text.length; at++) add(at, at + 1);
  return { starts, ends };
}
