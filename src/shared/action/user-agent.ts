/** How an action names itself to servers. */
export function formatUserAgent(action: string): string {
  return `provena-actions (${action})`;
}
