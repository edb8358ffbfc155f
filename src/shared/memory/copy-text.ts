/**
 * A copy of a part of a long text. V8 keeps a part as a reference to the whole text, which stays in memory as long as the part.
 * @param text without lone surrogates
 */
export function copyText(text: string): string {
  return Buffer.from(text).toString();
}
