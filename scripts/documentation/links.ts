import { listFiles, run } from '../project.ts';

/**
 * Whether every relative link of every page leads to a file, and every `#anchor` to a heading. Links to the web are not
 * followed. What does not hold is printed with its page and line.
 */
export function checkLinks(): boolean {
  const plugin = ['--use', 'remark-validate-links=repository:false'];
  return run('remark', ['--frail', '--quiet', ...plugin, ...listFiles(/\.md$/)]) === 0;
}
