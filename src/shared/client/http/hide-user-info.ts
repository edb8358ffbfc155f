/** Text that should be a URL, for a message: without the user and password that it may contain. */
export function hideUserInfo(text: string): string {
  return text.replace(/^([^/]*\/\/)?.*@/s, '$1***@');
}
