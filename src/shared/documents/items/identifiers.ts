import { formatValue } from '../format-value.ts';
import type { JsonMapping } from '../json.ts';
import type { Problem } from '../problem.ts';
import type { Source } from '../text/source.ts';

/** A kind of identifier with a check digit, which the server does not check. */
interface Identifier {
  readonly name: string;
  /** The field of a document that contains it. */
  readonly field: string;
  readonly urlPrefix: RegExp;
  readonly format: RegExp;
  readonly example: string;
  readonly isValid: (id: string) => boolean;
}

const IDENTIFIERS: readonly Identifier[] = [
  {
    name: 'an ORCID iD',
    field: 'orcid',
    urlPrefix: /^https?:\/\/(?:www\.)?orcid\.org\//i,
    format: /^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/i,
    example: 'https://orcid.org/0000-0002-1825-0097',
    isValid: hasOrcidCheckDigit,
  },
  {
    name: 'a ROR ID',
    field: 'ror',
    urlPrefix: /^https?:\/\/(?:www\.)?ror\.org\//i,
    format: /^0[a-hj-km-np-tv-z\d]{6}\d{2}$/i,
    example: 'https://ror.org/03qn8fb07',
    isValid: hasRorCheckDigits,
  },
];

/** Checks the identifiers in a document: one with a wrong digit identifies nothing, or someone else. */
export function checkIdentifiers(fields: JsonMapping, source: Source): Problem[] {
  return IDENTIFIERS.flatMap(({ name, field, urlPrefix, format, example, isValid }) => {
    const value = fields[field];
    if (typeof value !== 'string') return [];
    const url = value.trim();
    // The schema reports an identifier without its URL; other URLs are not checked.
    if (!urlPrefix.test(url)) return [];
    const id = url.replace(urlPrefix, '').replace(/\/$/, '');
    if (format.test(id) && isValid(id)) return [];
    const reason = format.test(id) ? 'with valid check digits' : `such as ${example}`;
    const message = `expected ${name} ${reason}; found ${formatValue(value)}. Copy it from its page`;
    return [{ message, path: field, place: source.place([field]) }];
  });
}

/** ISO 7064 MOD 11-2. Source: https://support.orcid.org/hc/en-us/articles/360006897674 */
function hasOrcidCheckDigit(id: string): boolean {
  const digits = id.replaceAll('-', '');
  let total = 0;
  for (const digit of digits.slice(0, -1)) total = (total + Number(digit)) * 2;
  const check = (12 - (total % 11)) % 11;
  return digits.at(-1)?.toUpperCase() === (check === 10 ? 'X' : String(check));
}

const BASE_32 = '0123456789abcdefghjkmnpqrstvwxyz';

/** ISO 7064 MOD 97-10 of a number in base 32. Source: https://ror.readme.io/docs/identifier */
function hasRorCheckDigits(id: string): boolean {
  let number = 0;
  for (const digit of id.slice(1, 7).toLowerCase()) number = number * 32 + BASE_32.indexOf(digit);
  return Number(id.slice(7)) === 98 - ((number * 100) % 97);
}
