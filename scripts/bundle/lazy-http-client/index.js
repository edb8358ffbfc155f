// Replaces @actions/http-client in the bundle. @actions/core loads that package, and undici with it, on every
// start, for the one call that requests an ID token from GitHub. Here it is loaded when that call is made.
export class HttpClient {
  constructor(...options) {
    this.options = options;
  }

  async getJson(url) {
    const { HttpClient: Client } = await import('@actions/eager-http-client');
    const { BearerCredentialHandler } = await import('@actions/eager-http-client/lib/auth');
    const [userAgent, handlers, requestOptions] = this.options;
    const real = handlers.map(({ token }) => new BearerCredentialHandler(token));
    return new Client(userAgent, real, requestOptions).getJson(url);
  }
}
