/** Replaces the user and password in a string that should be a URL, for a message. */
export function hideUserInfo(text: string): string {
  return text.replace(/^([^/]*\/\/)?.*@/s, '$1***@');
}
