import { domainToASCII, domainToUnicode } from 'node:url';
import { readText, withinLength } from './scalars.ts';
import { INVALID, type Invalid, invalid, type Loc, type Problem, type Type } from './type.ts';

/** Reserved domains, which the validator of the server rejects. */
const SPECIAL_DOMAINS = /(^|\.)(arpa|invalid|local|localhost|onion|test)$/i;
/** Letters and digits of all scripts, and in names also signs outside ASCII. */
const WORD = '\\p{L}\\p{M}\\p{N}';
const ATOM = `(?:[${WORD}!#$%&'*+\\-/=?^_\`\\{\\|\\}~]|(?![\\0-\\x7f])[\\p{P}\\p{S}])+`;
const LABEL = `(?![^.]{64}|[^.]{2}--)[${WORD}](?:[${WORD}\\-]*[${WORD}])?`;
const EMAIL = new RegExp(`^(?!\\p{M})(${ATOM}(?:\\.${ATOM})*)@([^@\\s]+)$`, 'u');
const EMAIL_DOMAIN = new RegExp(`^(?:${LABEL}\\.)+${LABEL}$`, 'u');
const NAMED = /^[\p{L}\p{N}_ ]*<(.*)> *$/u;
const ENDS_IN_LETTER = /[a-z]$/i;
const MAX_EMAIL_LENGTH = 254;

/** An email address, trimmed, with its domain in lower case and Unicode. A name before it is dropped: `A B <a@b.org>`. */
export const email: Type<string> = {
  read(value, at, problems) {
    const read = readText(value, at, problems);
    if (read === INVALID) return INVALID;
    const [whole = '', local = '', host = ''] = EMAIL.exec((NAMED.exec(read)?.[1] ?? read).trim()) ?? [];
    const domain = domainToUnicode(host);
    const deliverable =
      EMAIL_DOMAIN.test(domain) &&
      ENDS_IN_LETTER.test(domainToASCII(domain)) &&
      !SPECIAL_DOMAINS.test(domain) &&
      whole.length <= MAX_EMAIL_LENGTH;
    if (deliverable) return `${local.normalize()}@${domain}`;
    return invalid(problems, at, 'value is not a valid email address', 'value_error.email');
  },
  schema: () => ({ type: 'string', format: 'email' }),
};

const URL_LENGTH = { min: 1, max: 65536 };
const URL_PARTS =
  /^(?:(?<scheme>[a-z][a-z0-9+\-.]+):\/\/)?(?:(?<user>[^\s:/]*)(?::(?<password>[^\s/]*))?@)?(?:(?<ipv4>(?:\d{1,3}\.){3}\d{1,3})(?=$|[/:#?])|(?<ipv6>\[[A-F0-9]*:[A-F0-9:]+\])(?=$|[/:#?])|(?<domain>[^\s/:?#]+))?(?::(?<port>\d+))?(?<path>\/[^\s?#]*)?(?:\?(?<query>[^\s#]*))?(?:#(?<fragment>[^\s#]*))?/i;
const DOMAIN_PART = '[_0-9a-z\\u00a1-\\uffff](?:[-_0-9a-z\\u00a1-\\uffff]{0,61}[_0-9a-z\\u00a1-\\uffff])?';
const DOMAIN = new RegExp(`^${DOMAIN_PART}(\\.${DOMAIN_PART})*\\.?$`, 'i');

/** An http or https URL (pydantic's AnyHttpUrl), trimmed. It is rebuilt if its host does not end as in ASCII. */
export const httpUrl: Type<string> = {
  read(value, at, problems) {
    const read = readText(value, at, problems);
    if (read === INVALID) return INVALID;
    const url = withinLength(read.trim(), URL_LENGTH, at, problems);
    return url === INVALID ? INVALID : readUrl(url, at, problems);
  },
  schema: () => ({ minLength: URL_LENGTH.min, maxLength: URL_LENGTH.max, format: 'uri', type: 'string' }),
};

function readUrl(url: string, at: Loc, problems: Problem[]): string | Invalid {
  const match = URL_PARTS.exec(url);
  const parts = match?.groups ?? {};
  const scheme = parts['scheme'];
  const reject = (msg: string, kind: string, ctx?: Record<string, unknown>): Invalid =>
    invalid(problems, at, msg, `value_error.url.${kind}`, ctx);
  if (scheme === undefined) return reject('invalid or missing URL scheme', 'scheme');
  if (!/^https?$/i.test(scheme)) {
    return reject('URL scheme not permitted', 'scheme', { allowed_schemes: ['https', 'http'] });
  }
  if (Number(parts['port'] ?? 0) > 65535) return reject('URL port invalid, port cannot exceed 65535', 'port');
  const extra = url.slice(match?.[0].length);
  if (extra !== '') {
    return reject(`URL invalid, extra characters found after valid URL: '${extra}'`, 'extra', { extra });
  }
  const { ipv4, ipv6, domain } = parts;
  if (ipv4 === undefined && ipv6 === undefined && !DOMAIN.test(domain ?? ''))
    return reject('URL host invalid', 'host');
  if (domain === undefined || ASCII_ENDING.test(domain)) return url;
  const host = encodeHost(domain);
  return host === undefined
    ? invalid(problems, at, 'label empty or too long', 'value_error.unicode')
    : rebuildUrl(parts, host);
}

/** Such hosts, of ASCII only, are kept as they are. */
const ASCII_ENDING = /^[ -~]*\.[a-z]{2,63}\.?$/i;
/** What Python's codec `idna` writes in ASCII, and newer rules keep. */
const FOLDED: Record<string, string> = { ß: 'ss', ς: 'σ' };

function encodeHost(host: string): string | undefined {
  const labels = host
    .split(/[.\u3002\uff0e\uff61]/)
    .map((label) =>
      /^[ -~]*$/.test(label) ? label : domainToASCII(label.replace(/[ßς]/g, (sign) => FOLDED[sign] ?? sign)),
    );
  return labels.slice(0, -1).includes('') ? undefined : labels.join('.');
}

/** Without empty parts. */
function rebuildUrl(
  { scheme, user, password, port, path, query, fragment }: Record<string, string | undefined>,
  host: string,
): string {
  const part = (sign: string, value: string | undefined) => (value ? sign + value : '');
  const login = part('', user) + part(':', password);
  return `${scheme}://${login && `${login}@`}${host}${part(':', port)}${path ?? ''}${part('?', query)}${part('#', fragment)}`;
}

/** A date as `YYYY-MM-DD`. Accepts `YYYY-M-D`, and seconds or, for large numbers, milliseconds and smaller units since 1970. */
export const date: Type<string> = {
  read(value, at, problems) {
    if (typeof value === 'object' || value === undefined)
      return invalid(problems, at, 'invalid type; expected date, string, bytes, int or float', 'type_error');
    const number = parsePythonFloat(value);
    if (Number.isNaN(number))
      return invalid(problems, at, 'cannot convert float NaN to integer', 'value_error');
    const day = number === undefined ? parseDay(String(value)) : formatDay(number);
    return day ?? invalid(problems, at, 'invalid date format', 'value_error.date');
  },
  schema: () => ({ type: 'string', format: 'date' }),
};

const NUMBER = /^[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i;
const SPECIAL_NUMBER = /^([+-]?)(?:inf(?:inity)?|(nan))$/i;

/** Python's `float()`. @returns undefined for text that is no number */
function parsePythonFloat(value: unknown): number | undefined {
  const text = String(value).trim();
  const [special, sign, nan] = SPECIAL_NUMBER.exec(text) ?? [];
  if (special !== undefined) return nan === undefined ? Number(`${sign}Infinity`) : Number.NaN;
  if (typeof value !== 'string') return Number(value);
  return NUMBER.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** Larger numbers are milliseconds, or smaller units. */
const SECONDS_LIMIT = 2e10;
/** Larger numbers are the last day. */
const NUMBER_LIMIT = 3e20;

function formatDay(value: number): string {
  if (Math.abs(value) > NUMBER_LIMIT) return value > 0 ? '9999-12-31' : '0001-01-01';
  let seconds = value;
  while (Math.abs(seconds) > SECONDS_LIMIT) seconds /= 1000;
  return new Date(Math.floor(Math.round(seconds * 1e6) / 1000)).toISOString().slice(0, 10);
}

function parseDay(value: string): string | undefined {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})\n?$/.exec(value);
  if (!parts) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== iso || year === '0000'
    ? undefined
    : iso;
}
