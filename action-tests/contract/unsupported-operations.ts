/** Operations that the client leaves out on purpose: a pattern of `<service> <METHOD> <path>`, and why. */
export const UNSUPPORTED_OPERATIONS: readonly { readonly pattern: RegExp; readonly why: string }[] = [
  {
    pattern: /^\w+ GET \/admin\/sentry-debug$/,
    why: 'makes the server fail on purpose, to try its monitoring',
  },
  {
    pattern: /^registry \w+ \/registry\/.+\/proxy\//,
    why: 'for services among themselves: it asks for their roles and an encrypted user',
  },
  {
    pattern: /^jobs POST \/jobs\/(user|admin)\/retry$/,
    why: 'not implemented by the server: it always answers 400',
  },
];

/** Routes that servers have and leave out of their own descriptions: calling one is no fault where it is not described. */
export const UNDOCUMENTED_ROUTES: readonly RegExp[] = [
  /^registry DELETE \/registry\/.+\/delete$/,
  /^prov POST \/model_run\/(register_sync|delete)$/,
  /^prov DELETE \/graph\/admin\/clear$/,
];
