import type { Stats } from '@vercel/ncc';

/**
 * Merges the chunks of the dynamic import of `request` into the first of them: the bundler splits off what other chunks
 * need, too, and every step would load several files. The other chunks stay for those.
 * @param files chunks by name, not minified; changed in place.
 * @returns name of the chunk
 */
export function mergeChunks(
  files: Map<string, string | Buffer>,
  { compilation }: Stats,
  request: string,
): string {
  const ids = compilation.chunkGroups
    .filter(({ origins }) => origins.some((origin) => origin.request === request))
    .flatMap(({ chunks }) => chunks.map(({ id }) => String(id)));
  const [first] = ids;
  if (first === undefined) throw new Error(`no module imports ${request} dynamically`);
  const modules = ids.map((id) => {
    const [, body] = CHUNK.exec(String(files.get(`${id}.index.js`))) ?? [];
    if (body === undefined) throw new Error(`${id}.index.js is not a chunk as webpack writes it`);
    return body;
  });
  const name = `${first}.index.js`;
  files.set(name, `exports.ids = [${ids}];\nexports.modules = {${modules.join(',')}};\n`);
  return name;
}

const CHUNK = /^exports\.modules = \{(.*)\};\s*;?\s*$/ms;
