/**
 * Links to a page of this repository's documentation, in the version of the action that runs.
 * @param path path in the repository, with an anchor. It is returned unchanged if the step was not started from a repository,
 * for example by `uses: ./`.
 */
export function formatDocsLink(path: string, env: NodeJS.ProcessEnv = process.env): string {
  const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository, GITHUB_ACTION_REF: ref } = env;
  return server && repository ? `${server}/${repository}/blob/${ref || 'main'}/${path}` : path;
}
