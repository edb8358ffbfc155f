import { minify as terser } from 'terser';

/**
 * A chunk of the bundle without what only people read. Names of classes stay: they are what an error is called by in a
 * log. Notices of licences are not lost: they are in `licenses.txt`.
 */
export async function minify(name: string, code: string): Promise<string> {
  const { code: small } = await terser(
    { [name]: code },
    { module: true, ecma: 2020, keep_classnames: true, compress: { passes: 2 }, format: { comments: false } },
  );
  if (!small) throw new Error(`nothing is left of ${name}`);
  return `${small}\n`;
}
