/** How an action names itself to servers. */
export function userAgent(action: string): string {
  return `provena-actions (${action})`;
}
