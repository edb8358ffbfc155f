import { dirname, join } from 'node:path';

/**
 * Environment for act with only PATH of this machine, because steps inherit all of it. Proxy settings and npm's cache
 * are kept for steps that use the network.
 */
export function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const variables = Object.entries(process.env).filter(([name]) =>
    /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i.test(name),
  );
  return {
    ...Object.fromEntries(variables),
    PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    // act requests its latest version on each run otherwise.
    ACT_DISABLE_VERSION_CHECK: '1',
    npm_config_cache: process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? home, '.npm'),
    npm_config_prefer_offline: 'true',
  };
}
