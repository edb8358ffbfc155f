import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PageSession } from './page-session.ts';

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/**
 * The violations that axe-core finds on the current page, each with its HTML. In a file of its own, because it reads a
 * script of 600 kB that only some tests need.
 * @param rules the rules of axe-core to check; by default all.
 */
export async function findViolations(
  { page }: Pick<PageSession, 'page'>,
  rules?: readonly string[],
): Promise<string[]> {
  await page.evaluate(axe);
  const found: unknown = await page.evaluate(`axe.run(${JSON.stringify(rules ? { runOnly: rules } : {})})`);
  const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] }; // documented by axe-core
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  );
}
