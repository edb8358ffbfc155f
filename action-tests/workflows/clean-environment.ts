import { dirname, join } from 'node:path';

/**
 * Steps see the whole environment of act, so it gets nothing of this machine's but the path. What reaches the internet from
 * a step (npm) gets its settings and its cache.
 */
export function cleanEnvironment(home: string): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) =>
    /^(https?_proxy|no_proxy|node_extra_ca_certs|ssl_cert_file)$/i.test(name),
  );
  return {
    ...Object.fromEntries(passed),
    PATH: [dirname(process.execPath), process.env['PATH']].join(':'),
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    // It would tell its maker of each run.
    ACT_DISABLE_VERSION_CHECK: '1',
    npm_config_cache: process.env['npm_config_cache'] ?? join(process.env['HOME'] ?? home, '.npm'),
    npm_config_prefer_offline: 'true',
  };
}
