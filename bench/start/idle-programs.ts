import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Programs with as much code as an action loads, none of which runs: the limits of what an action can reach. */
export interface IdlePrograms {
  /** Prints one error and fails. */
  readonly rejection: string;
  /** Sends one GET with `node:http`. */
  readonly request: string;
}

/**
 * @param bytes size of the programs: what an action loads until its rejection, and until its first request.
 * @param url where the GET is sent.
 */
export async function writeIdlePrograms(
  folder: string,
  bytes: { readonly rejection: number; readonly request: number },
  url: string,
): Promise<IdlePrograms> {
  const write = async (name: string, size: number, program: string): Promise<string> => {
    const file = join(folder, `${name}-${size}.cjs`);
    const copies = Array.from(
      { length: Math.round(size / UNUSED_CODE.length) },
      (_, i) => `function unused${i}(){${UNUSED_CODE}}`,
    );
    await writeFile(file, `${copies.join('\n')}\n${program}\n`);
    return file;
  };
  return {
    rejection: await write(
      'rejection',
      bytes.rejection,
      `console.log('::error::rejected'); process.exitCode = 1;`,
    ),
    request: await write('request', bytes.request, renderGet(url)),
  };
}

/** A program that sends one GET. */
export function renderGet(url: string): string {
  return `require('node:http').get('${url}/').on('error', () => {});`;
}

/** A unit of unused code: the body of a function of one kilobyte, with nested functions as in bundles. */
const UNUSED_CODE = Array.from(
  { length: 10 },
  (_, i) =>
    `const f${i}=(a,b)=>{const c=a.map(e=>e.value??b);if(c.length>${i})return c;throw new Error("text")};`,
).join('');
