import * as z from 'zod/mini';
import { tryParseJson } from '../json/try-parse-json.ts';

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
export interface Claims extends z.infer<typeof Claims> {}

/** The claims of a JSON Web Token, or `undefined` for another kind of token, which only its server can read. */
export function parseClaims(token: string): Claims | undefined {
  const payload = token.split('.')[1];
  if (!payload) return undefined;
  // An opaque token can contain a dot, too.
  return z.safeParse(Claims, tryParseJson(Buffer.from(payload, 'base64url').toString('utf8'))).data;
}
