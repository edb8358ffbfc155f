/** Checks of strings that the server parses: URIs, durations, numbers. */

const PCHAR = "(?:[\\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})";
const HOST = `(?:\\[[0-9a-f:.]+\\]|(?:[\\w.~!$&'()*+,;=-]|%[0-9a-f]{2})*)`;
const URI = new RegExp(
  `^[a-z][a-z0-9+.-]*:(?://(?:${PCHAR}*@)?${HOST}(?::\\d*)?(?:/${PCHAR}*)*|/?(?:${PCHAR}+(?:/${PCHAR}*)*)?)(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
  'i',
);

/** Whether a string is a URI with any scheme, by the grammar of RFC 3986. */
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

/** Whether a string is an ISO 8601 duration for Python's isodate, which accepts `PT` but not `P`. */
export function isDuration(value: string): boolean {
  return PERIOD.test(value) || DATE_LIKE_PERIOD.test(value);
}

const FLOAT = /^\s*[+-]?(\d+(_\d+)*(\.(\d+(_\d+)*)?)?|\.\d+(_\d+)*|inf(inity)?)(e[+-]?\d+)?\s*$/i;

/** Whether Python's `float()` reads a string as a number above zero; infinity is accepted. */
export function isPositiveNumber(value: string): boolean {
  if (!FLOAT.test(value)) return false;
  return /inf/i.test(value) ? !value.includes('-') : Number(value.replaceAll('_', '')) > 0;
}
