import type { Stats } from '@vercel/ncc';

/** The files of a bundle by name, not minified. */
type Files = Map<string, string | Buffer>;

const ENTRY = 'index.js';

/**
 * Moves modules from the entry of the bundle to a chunk. An action loads that chunk after it has sent its first
 * request, and the less is in the entry, the earlier it sends the request.
 * @param files chunks by name; changed in place.
 * @param options.first source files that have to stay in the entry, with all that they import
 * @param options.programs programs that are not actions; unless they load the chunk at their start, what they import
 * stays in the entry
 * @param options.to name of the chunk
 * @throws Error if a source file is not in the bundle
 */
export function moveModules(
  files: Files,
  stats: Stats,
  { first, programs, to }: { first: readonly string[]; programs: readonly string[]; to: string },
): void {
  const entry = String(files.get(ENTRY));
  const modules = readModules(entry);
  const stay = new Set([
    ...collectImports(listModuleIds(stats, first), modules),
    ...collectImports(listChunkImports(files, programs, to), modules),
  ]);
  const moved = [...modules].filter(([id, text]) => !stay.has(id) && !BUILT_IN.test(text));
  files.set(
    ENTRY,
    moved.reduce((rest, [, text]) => rest.replace(text, ''), entry),
  );
  const chunk = String(files.get(to));
  const texts = moved.map(([, text]) => text.replace(/,?\n$/, ',\n')).join('');
  files.set(
    to,
    chunk.replace('exports.modules = {', (start) => `${start}\n${texts}`),
  );
}

/** A module as webpack writes it. */
const MODULE = /^\/\*\*\*\/ (\d+):\n.*?^\/\*\*\*\/ \}\),?\n/gms;
/** A module of Node.js. */
const BUILT_IN = /^module\.exports = require\("[^"]+"\);$/m;
/**
 * An import of a module, static or of a chunk that is loaded. The function has one name in the entry and another one in
 * chunks.
 */
const IMPORT = /__(?:nccwpck|webpack)_require__(?:\(|(?:\.t)?\.bind\(\w+, )(?:\/\*[^*]*\*\/ *)?(\d+)/g;
/** A chunk that is loaded on demand. */
const CHUNK = /__(?:nccwpck|webpack)_require__\.e\((?:\/\*[^*]*\*\/ *)?(\d+)\)/g;

function readModules(code: string): Map<string, string> {
  return new Map([...code.matchAll(MODULE)].map(([text, id = '']) => [id, text]));
}

/** Ids of modules and of all of `modules` that they import. */
function collectImports(ids: Iterable<string>, modules: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    const text = modules.get(id);
    if (text === undefined || found.has(id)) return;
    found.add(id);
    for (const [, imported = ''] of text.matchAll(IMPORT)) visit(imported);
  };
  for (const id of ids) visit(id);
  return found;
}

function listModuleIds({ compilation }: Stats, sources: readonly string[]): string[] {
  const { chunks, chunkGraph } = compilation;
  const modules = [...chunks].flatMap((chunk) => [...chunkGraph.getChunkModulesIterable(chunk)]);
  return sources.map((source) => {
    const module = modules.find((one) =>
      [one, ...(one.modules ?? [])].some(({ resource }) => resource === source),
    );
    if (!module) throw new Error(`${source} is not in the bundle`);
    return String(chunkGraph.getModuleId(module));
  });
}

/**
 * Ids of all modules that programs import which do not load the chunk `to` at their start, in all chunks that they can
 * load.
 */
function listChunkImports(files: Files, programs: readonly string[], to: string): string[] {
  const texts = new Map<string, string>();
  const visit = (code: string): void => {
    for (const [, id] of code.matchAll(CHUNK)) {
      const name = `${id}.index.js`;
      if (texts.has(name)) continue;
      const chunk = String(files.get(name));
      texts.set(name, chunk);
      visit(chunk);
    }
  };
  for (const program of programs) {
    const loader = findLoader(String(files.get(ENTRY)), program);
    if (![...loader.matchAll(CHUNK)].some(([, id]) => `${id}.index.js` === to)) visit(loader);
  }
  return [...texts.values()].flatMap((text) => [...text.matchAll(IMPORT)].map(([, id = '']) => id));
}

function findLoader(entry: string, program: string): string {
  const line = entry.split('\n').find((text) => text.includes(`'${program}':`));
  if (line === undefined) throw new Error(`the entry of the bundle does not load ${program}`);
  return line;
}
