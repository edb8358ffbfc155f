/**
 * Operations without a client method on purpose: a pattern of `<service> <METHOD> <path>`, and the reason.
 */
export const UNSUPPORTED_OPERATIONS: readonly { readonly pattern: RegExp; readonly reason: string }[] = [
  { pattern: /^\w+ GET \/admin\/sentry-debug$/, reason: 'raises a server error to test its monitoring' },
  {
    pattern: /^registry \w+ \/registry\/.+\/proxy\//,
    reason: 'internal to the services: it requires their roles and an encrypted user',
  },
  {
    pattern: /^jobs POST \/jobs\/(user|admin)\/retry$/,
    reason: 'not implemented by the server: always responds with 400',
  },
];

/** Routes that the servers have and do not describe. Calling one is not reported. */
export const UNDOCUMENTED_ROUTES: readonly RegExp[] = [
  /^registry DELETE \/registry\/.+\/delete$/,
  /^prov POST \/model_run\/(register_sync|delete)$/,
  /^prov DELETE \/graph\/admin\/clear$/,
];
