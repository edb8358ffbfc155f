import type { Sandbox } from '../sandbox.ts';

/** One line for programs. */
export function formatJson({ endpoints, s3, control, web, users, seed }: Sandbox): string {
  return JSON.stringify({ endpoints, s3, control, web, users, ...(seed ? { seed } : {}) });
}

/** For people: where to look, and with which users. */
export function formatText({ endpoints, s3, control, web, users, seed }: Sandbox): string {
  const services = Object.entries({ ...endpoints, s3, control }).map(
    ([name, url]) => `  ${name.padEnd(10)} ${url}`,
  );
  const people = Object.values(users).map(({ username, password }) => `  ${username.padEnd(10)} ${password}`);
  const items = Object.entries(seed ?? {}).map(
    ([name, id]) => `  ${name.padEnd(16)} ${endpoints.handle}/${id}`,
  );
  const lines = [
    'A Provena is running here. Stop it with Ctrl-C.',
    '',
    `Look at it in a browser: ${web}`,
    '',
    'Services (each API serves /openapi.json):',
    ...services,
    '',
    'Users and passwords (an offline token for each is in the output of --json):',
    ...people,
  ];
  if (items.length > 0) lines.push('', 'Items to begin with:', ...items);
  return `${lines.join('\n')}\n`;
}
