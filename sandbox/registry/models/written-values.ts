/** What people write as text and the server understands as something else: addresses, lengths of time, numbers. */

const PCHAR = "(?:[\\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})";
const HOST = `(?:\\[[0-9a-f:.]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)`;
const URI = new RegExp(
  `^[a-z][a-z0-9+.-]*:(?://(?:${PCHAR}*@)?${HOST}(?::\\d*)?(?:/${PCHAR}*)*|/?(?:${PCHAR}+(?:/${PCHAR}*)*)?)(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
  'i',
);

/** A URI with a scheme, by the grammar of RFC 3986; any scheme will do. */
export function isUri(value: string): boolean {
  return URI.test(value);
}

const COUNT = '\\d+(?:[.,]\\d+)?';
const PERIOD = new RegExp(
  `^[+-]?P(?=[\\dT])(?:${COUNT}Y)?(?:${COUNT}M)?(?:${COUNT}W)?(?:${COUNT}D)?(?:T(?:${COUNT}H)?(?:${COUNT}M)?(?:${COUNT}S)?)?$`,
);
const MONTH_DAY = '(0[1-9]|1[0-2])-?(0[1-9]|[12]\\d|3[01])';
const DATE_LIKE_PERIOD = new RegExp(
  `^P\\d{4}-?${MONTH_DAY}T([01]\\d|2[0-3])(:?[0-5]\\d(:?[0-5]\\d([.,]\\d+)?)?)?$`,
);

/** An ISO 8601 duration as the isodate library reads it: `PT` alone passes, `P` alone does not. */
export function isDuration(value: string): boolean {
  return PERIOD.test(value) || DATE_LIKE_PERIOD.test(value);
}

const FLOAT = /^\s*[+-]?((\d+(_\d+)*)?\.?\d+(_\d+)*\.?|inf(inity)?)(e[+-]?\d+)?\s*$/i;

/** Something that Python's `float()` reads as more than zero, infinity included. */
export function isPositiveNumber(value: string): boolean {
  if (!FLOAT.test(value)) return false;
  return /inf/i.test(value) ? !value.includes('-') : Number(value.replaceAll('_', '')) > 0;
}
