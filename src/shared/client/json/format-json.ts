/** Spaces other than the ordinary one, and characters that nobody sees, such as a zero-width space. */
const INVISIBLE = /(?! )[\p{Z}\p{Cf}]/gu;

/** Formats a value as JSON for messages: invisible characters are escaped. */
export function formatJson(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.replace(
    INVISIBLE,
    (found) => `\\u${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
