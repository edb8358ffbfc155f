// Replaces the index of undici in the bundle. That one also loads mocks, caches, cookies, WebSocket and
// EventSource, which no action uses: two thirds of the package.
const Dispatcher = require('./lib/dispatcher/dispatcher');
const api = require('./lib/api');
const { parseURL } = require('./lib/core/util');

Object.assign(Dispatcher.prototype, api);

module.exports.Agent = require('./lib/dispatcher/agent');
module.exports.Pool = require('./lib/dispatcher/pool');
module.exports.ProxyAgent = require('./lib/dispatcher/proxy-agent');
module.exports.buildConnector = require('./lib/core/connect');
module.exports.fetch = require('./lib/web/fetch').fetch;
module.exports.request = (address, { dispatcher, ...options }) => {
  const url = parseURL(address);
  return api.request.call(dispatcher, { ...options, origin: url.origin, path: url.pathname + url.search });
};
