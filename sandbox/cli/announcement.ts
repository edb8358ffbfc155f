import type { Sandbox } from '../sandbox.ts';

/** One line of JSON for programs. */
export function formatJson({ endpoints, s3, control, web, users, seed }: Sandbox): string {
  return JSON.stringify({ endpoints, s3, control, web, users, ...(seed ? { seed } : {}) });
}

/** Addresses, users and items for people. @param actFolder the folder with the settings for act, if there is one. */
export function formatText(
  { endpoints, s3, control, web, users, seed }: Sandbox,
  actFolder?: string,
): string {
  const services = Object.entries({ ...endpoints, s3, control }).map(
    ([name, url]) => `  ${name.padEnd(10)} ${url}`,
  );
  const people = Object.values(users).map(({ username, password }) => `  ${username.padEnd(10)} ${password}`);
  const items = Object.entries(seed ?? {}).map(
    ([name, id]) => `  ${name.padEnd(16)} ${endpoints.handle}/${id}`,
  );
  const lines = [
    'The sandbox is running. Stop it with Ctrl-C.',
    '',
    `Web page: ${web}`,
    ...(actFolder === undefined ? [] : [`Settings for act: .vars and .secrets in ${actFolder}`]),
    '',
    'Services (each API has /openapi.json):',
    ...services,
    '',
    'Users and passwords (--json prints an offline token for each):',
    ...people,
  ];
  if (items.length > 0) lines.push('', 'Items:', ...items);
  return `${lines.join('\n')}\n`;
}
