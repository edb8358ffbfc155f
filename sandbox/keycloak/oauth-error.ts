import { json, type Reply } from '../http/reply.ts';

/** An OAuth error with the status, `error` and description of Keycloak. */
export class OAuthError extends Error {
  override readonly name = 'OAuthError';
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.status = status;
    this.error = error;
  }

  reply(): Reply {
    return json({ error: this.error, error_description: this.message }, this.status, {
      'cache-control': 'no-store',
    });
  }
}

export const invalidRequest = (description: string, status = 400) =>
  new OAuthError(status, 'invalid_request', description);
export const invalidGrant = (description: string, status = 400) =>
  new OAuthError(status, 'invalid_grant', description);
export const invalidScope = (scopes: string) =>
  new OAuthError(400, 'invalid_scope', `Invalid scopes: ${scopes}`);
export const invalidClient = (error: 'invalid_client' | 'unauthorized_client') =>
  new OAuthError(401, error, 'Invalid client or Invalid client credentials');
