/** Whether the configuration of a checkout has a remote of one of these repositories (`owner/name`), by HTTPS or SSH. */
export function hasRemoteOf(config: string, repositories: readonly string[]): boolean {
  const remotes = config.split(/^(?=[ \t]*\[)/m).filter((section) => /^[ \t]*\[remote /.test(section));
  const urls = [...remotes.join('').matchAll(/^[ \t]*url[ \t]*=(.*)$/gm)].map(([, url = '']) =>
    url
      .trim()
      .replace(/\/$/, '')
      .replace(/\.git$/, '')
      .toLowerCase(),
  );
  const names = repositories.map((repository) => repository.toLowerCase());
  return urls.some((url) => names.some((name) => url.endsWith(`/${name}`) || url.endsWith(`:${name}`)));
}
