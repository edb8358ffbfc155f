import * as z from 'zod/mini';

/** The claims of Keycloak's tokens that this client reads. The servers verify signatures. */
export const Claims = z.looseObject({
  exp: z.optional(z.number()),
  iat: z.optional(z.number()),
  iss: z.optional(z.string()),
  /** Keycloak: `Bearer` for an access token, `Offline` and `Refresh` for refresh tokens, `ID` for an ID token. */
  typ: z.optional(z.string()),
  preferred_username: z.optional(z.string()),
  email: z.optional(z.string()),
  realm_access: z.optional(z.looseObject({ roles: z.optional(z.array(z.string())) })),
});
export type Claims = z.infer<typeof Claims>;

/** The claims of a JSON Web Token, or `undefined` for another kind of token, which only its server can read. */
export function parseClaims(token: string): Claims | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  try {
    const result = z.safeParse(Claims, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return result.success ? result.data : undefined;
  } catch {
    // Not JSON: an opaque token that contains a dot.
    return undefined;
  }
}
