import { run, tracked } from '../project.ts';

/**
 * Whether every relative link of every page leads to a file, and every `#anchor` to a heading. Links to the web are not
 * followed. What does not hold is printed with its page and line.
 */
export function linksHold(): boolean {
  const plugin = ['--use', 'remark-validate-links=repository:false'];
  return run('remark', ['--frail', '--quiet', ...plugin, ...tracked(/\.md$/)]) === 0;
}
