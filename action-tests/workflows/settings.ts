import { repositorySettings } from '../../sandbox/cli/act-files.ts';
import type { Sandbox } from '../../sandbox/index.ts';

/** A local Provena as the settings of a repository name an instance: variables and secrets. */
export function settings(sandbox: Pick<Sandbox, 'endpoints' | 's3' | 'users' | 'seed'>) {
  const { seed } = sandbox;
  if (!seed) throw new Error('the examples need the items of the seed');
  return repositorySettings(sandbox);
}
