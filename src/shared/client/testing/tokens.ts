interface JwtOptions {
  readonly roles?: readonly string[] | undefined;
  /** Seconds from now until it expires; default 300. */
  readonly livesFor?: number;
  readonly username?: string;
  readonly issuer?: string;
  /** Distinguishes tokens of the same second. */
  readonly id?: string;
}

/** Every role that a route of Provena may require. */
export const ALL_ROLES = ['entity-registry', 'handle', 'job-service', 'sys-admin'].flatMap((stem) =>
  ['read', 'write', 'admin'].map((level) => `${stem}-${level}`),
);

/** An access token as a realm issues it, except for its signature, which only servers verify. */
export function createJwt({
  roles = ALL_ROLES,
  livesFor = 300,
  username = 'ada',
  issuer,
  id,
}: JwtOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iat: now + Math.min(0, livesFor - 300),
    exp: now + livesFor,
    preferred_username: username,
    email: `${username}@example.org`,
    realm_access: { roles },
    ...(issuer ? { iss: issuer } : {}),
    ...(id ? { jti: id } : {}),
  };
  return [{ alg: 'RS256' }, payload].map(encodeJson).concat('c2lnbmF0dXJl').join('.');
}

function encodeJson(json: object): string {
  return Buffer.from(JSON.stringify(json)).toString('base64url');
}
