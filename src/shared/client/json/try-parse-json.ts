/** @returns the value of a JSON text; undefined for any other string, which the caller reports together with unexpected JSON. */
export function tryParseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
