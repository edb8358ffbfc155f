const REDACTED = '***';
/** A shorter secret could also be found in the words of a sentence without their blanks. */
const MIN_SPLIT_LENGTH = 16;
/**
 * What can stand between the characters of a secret that was wrapped or split: white space, control and format characters
 * such as zero-width spaces, and these as escapes of JSON and URLs.
 */
const SEPARATORS = /[\s\p{Cc}\p{Cf}]+|\\[nrt]|\\u(?:00[01]|20[0-3])[\da-f]|%0[9ad]|%20/giu;

/** Replaces secrets in a text, also those that are split by line breaks, blanks or invisible characters. */
export function redactText(text: string, secrets: Iterable<string>): string {
  let clean = text;
  const long: string[] = [];
  for (const secret of secrets) {
    clean = clean.replaceAll(secret, REDACTED);
    if (secret.length >= MIN_SPLIT_LENGTH) long.push(secret);
  }
  return redactSplit(clean, long);
}

function redactSplit(text: string, secrets: readonly string[]): string {
  if (secrets.length === 0) return text;
  const joined = text.replace(SEPARATORS, '');
  if (joined.length === text.length) return text;
  const ranges = secrets.flatMap((secret) => findRanges(joined, secret));
  if (ranges.length === 0) return text;
  let clean = '';
  let end = 0;
  for (const [from, to] of mapRanges(text, ranges)) {
    if (to <= end) continue;
    // Overlapping ranges are one.
    if (from >= end) clean += text.slice(end, from) + REDACTED;
    end = to;
  }
  return clean + text.slice(end);
}

type Range = readonly [from: number, to: number];

function findRanges(text: string, secret: string): Range[] {
  const ranges: Range[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length))
    ranges.push([at, at + secret.length]);
  return ranges;
}

/** Converts ranges of the text without separators to those of the text, in order. */
function mapRanges(text: string, ranges: readonly Range[]): Range[] {
  const separators = [...text.matchAll(SEPARATORS)].map(({ index, 0: { length } }) => ({ index, length }));
  const mapper = () => {
    let next = 0;
    let shift = 0;
    return (position: number): number => {
      for (let gap = separators[next]; gap && gap.index <= position + shift; gap = separators[++next])
        shift += gap.length;
      return position + shift;
    };
  };
  const mapStart = mapper();
  const mapLast = mapper();
  // Ends may be out of order where ranges overlap, so that each list is mapped in its own order.
  const starts = ranges.map(([from]) => from).toSorted((a, b) => a - b);
  const ends = ranges.map(([, to]) => to).toSorted((a, b) => a - b);
  return starts.map((from, i) => [mapStart(from), mapLast((ends[i] ?? from) - 1) + 1]);
}
