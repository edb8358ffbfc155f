import { listFiles, run } from '../project.ts';

/**
 * Checks that every relative link leads to a file and every `#anchor` to a heading, and prints broken links. External
 * links are not followed.
 */
export function checkLinks(): boolean {
  const plugin = ['--use', 'remark-validate-links=repository:false'];
  return run('remark', ['--frail', '--quiet', ...plugin, ...listFiles(/\.md$/)]) === 0;
}
