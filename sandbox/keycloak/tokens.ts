import { createHash, randomUUID } from 'node:crypto';
import { type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { RuntimeSettings } from '../control/runtime-settings.ts';
import type { Clock } from '../state/clock.ts';
import { type Client, formatScopes } from './clients.ts';
import type { RealmKeys } from './keys.ts';
import type { Session } from './sessions.ts';
import type { Account } from './users.ts';

export type TokenResponse = Record<string, unknown>;

/** Lifetimes of tokens. Refresh tokens of offline sessions do not expire. */
type Lifetimes = Readonly<Pick<RuntimeSettings, 'access_token_seconds' | 'refresh_token_seconds'>>;

/** Issues and verifies the tokens of the realm. */
export class Tokens {
  readonly lifetimes: Lifetimes;
  readonly #keys: RealmKeys;
  readonly #clock: Clock;
  readonly #issuer: () => string;

  constructor(keys: RealmKeys, lifetimes: Lifetimes, clock: Clock, issuer: () => string) {
    this.#keys = keys;
    this.lifetimes = lifetimes;
    this.#clock = clock;
    this.#issuer = issuer;
  }

  /** The token response for a session of a person. */
  async grant(account: Account, client: Client, session: Session): Promise<TokenResponse> {
    return {
      access_token: await this.accessToken(account, client, session.scopes, session.id),
      expires_in: this.lifetimes.access_token_seconds,
      refresh_expires_in: session.offline ? 0 : this.lifetimes.refresh_token_seconds,
      refresh_token: await this.refreshToken(account, session),
      token_type: 'Bearer',
      ...(session.scopes.has('openid') ? { id_token: await this.#idToken(account, client, session) } : {}),
      'not-before-policy': 0,
      session_state: session.id,
      scope: formatScopes(session.scopes),
    };
  }

  accessToken(account: Account, client: Client, scopes: Set<string>, sessionId?: string): Promise<string> {
    const claims = {
      typ: 'Bearer',
      azp: client.id,
      scope: formatScopes(scopes),
      sid: sessionId,
      ...(scopes.has('roles') ? { realm_access: { roles: account.roles } } : {}),
      ...createProfile(account),
    };
    return this.#sign(claims, account);
  }

  refreshToken(account: Account, session: Session): Promise<string> {
    const claims = {
      typ: session.offline ? 'Offline' : 'Refresh',
      azp: session.clientId,
      aud: this.#issuer(),
      sid: session.id,
      scope: formatScopes(session.scopes),
    };
    const seconds = session.offline ? undefined : this.lifetimes.refresh_token_seconds;
    return this.#createToken(claims, account, seconds)
      .setProtectedHeader({ alg: 'HS512', typ: 'JWT' })
      .sign(this.#keys.refreshSecret);
  }

  #idToken(account: Account, client: Client, session: Session): Promise<string> {
    const claims = {
      typ: 'ID',
      azp: client.id,
      aud: client.id,
      sid: session.id,
      acr: '1',
      ...createProfile(account),
    };
    return this.#sign(claims, account);
  }

  /**
   * @returns the claims of a token of this realm; undefined if it is invalid or expired. A token without `exp` does not
   * expire.
   */
  async claims(token: string): Promise<JWTPayload | undefined> {
    return this.#verified(token, this.#keys.publicKey, 'RS256');
  }

  async refreshClaims(token: string): Promise<JWTPayload | undefined> {
    return this.#verified(token, this.#keys.refreshSecret, 'HS512');
  }

  async #verified(
    token: string,
    key: Parameters<typeof jwtVerify>[1],
    algorithm: string,
  ): Promise<JWTPayload | undefined> {
    try {
      const options = { algorithms: [algorithm], currentDate: new Date(this.#clock.ms()) };
      return (await jwtVerify(token, key, options)).payload;
    } catch {
      return undefined; // the response does not name the reason
    }
  }

  #sign(claims: JWTPayload, account: Account): Promise<string> {
    return this.#createToken(claims, account, this.lifetimes.access_token_seconds)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: this.#keys.keyId })
      .sign(this.#keys.privateKey);
  }

  /** Without a lifetime, the token does not expire. */
  #createToken(claims: JWTPayload, account: Account, seconds: number | undefined): SignJWT {
    const iat = this.#clock.seconds();
    return new SignJWT({
      ...claims,
      iat,
      ...(seconds === undefined ? {} : { exp: iat + seconds }),
      jti: randomUUID(),
      iss: this.#issuer(),
      sub: createSubject(account.username),
    });
  }
}

/** The profile claims of a person. */
export function createProfile(account: Account): Record<string, unknown> {
  const name = `${account.firstName} ${account.lastName}`;
  const { username: preferred_username, firstName: given_name, lastName: family_name, email } = account;
  if (email === null) return { email_verified: false, preferred_username };
  return { email_verified: true, name, preferred_username, given_name, family_name, email };
}

/** The user id, which is the same on each start, in the form of a UUID. */
export function createSubject(username: string): string {
  const hex = createHash('sha256').update(username).digest('hex');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
