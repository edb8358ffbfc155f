const SIGNING = [
  'PS384',
  'RS384',
  'EdDSA',
  'ES384',
  'HS256',
  'HS512',
  'ES256',
  'RS256',
  'HS384',
  'ES512',
  'PS256',
  'PS512',
  'RS512',
];
/** Without the algorithms of shared secrets. */
const CIBA_SIGNING = SIGNING.filter((algorithm) => !algorithm.startsWith('HS'));
const KEY_ENCRYPTION = [
  'ECDH-ES+A256KW',
  'ECDH-ES+A192KW',
  'ECDH-ES+A128KW',
  'RSA-OAEP',
  'RSA-OAEP-256',
  'RSA1_5',
  'ECDH-ES',
];
const CONTENT_ENCRYPTION = [
  'A256GCM',
  'A192GCM',
  'A128GCM',
  'A128CBC-HS256',
  'A192CBC-HS384',
  'A256CBC-HS512',
];
const CLIENT_AUTHENTICATION = [
  'private_key_jwt',
  'client_secret_basic',
  'client_secret_post',
  'tls_client_auth',
  'client_secret_jwt',
];

/** Endpoints by their names in the discovery document, as paths below `…/protocol/openid-connect`. */
const ENDPOINTS = {
  token_endpoint: '/token',
  revocation_endpoint: '/revoke',
  introspection_endpoint: '/token/introspect',
  device_authorization_endpoint: '/auth/device',
  userinfo_endpoint: '/userinfo',
  pushed_authorization_request_endpoint: '/ext/par/request',
  backchannel_authentication_endpoint: '/ext/ciba/auth',
};

/** The discovery document of a Keycloak 26 realm. The sandbox implements a part of what it lists. */
export function createDiscoveryDocument(issuer: string): Record<string, unknown> {
  const connect = `${issuer}/protocol/openid-connect`;
  const endpoints = Object.fromEntries(
    Object.entries(ENDPOINTS).map(([name, path]) => [name, connect + path]),
  );
  const registration = `${issuer}/clients-registrations/openid-connect`;
  return {
    issuer,
    authorization_endpoint: `${connect}/auth`,
    end_session_endpoint: `${connect}/logout`,
    jwks_uri: `${connect}/certs`,
    check_session_iframe: `${connect}/login-status-iframe.html`,
    registration_endpoint: registration,
    ...endpoints,
    mtls_endpoint_aliases: { ...endpoints, registration_endpoint: registration },
    ...listAlgorithms(),
    ...listCapabilities(),
  };
}

function listAlgorithms(): Record<string, string[]> {
  const lists: Record<string, string[]> = {
    id_token_signing_alg_values_supported: SIGNING,
    userinfo_signing_alg_values_supported: [...SIGNING, 'none'],
    request_object_signing_alg_values_supported: [...SIGNING, 'none'],
    authorization_signing_alg_values_supported: SIGNING,
    token_endpoint_auth_signing_alg_values_supported: SIGNING,
    introspection_endpoint_auth_signing_alg_values_supported: SIGNING,
    revocation_endpoint_auth_signing_alg_values_supported: SIGNING,
    backchannel_authentication_request_signing_alg_values_supported: CIBA_SIGNING,
    token_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    introspection_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
    revocation_endpoint_auth_methods_supported: CLIENT_AUTHENTICATION,
  };
  for (const target of ['id_token', 'userinfo', 'request_object', 'authorization']) {
    lists[`${target}_encryption_alg_values_supported`] = KEY_ENCRYPTION;
    lists[`${target}_encryption_enc_values_supported`] = CONTENT_ENCRYPTION;
  }
  return lists;
}

function listCapabilities(): Record<string, unknown> {
  const modes = ['query', 'fragment', 'form_post'];
  return {
    grant_types_supported: [
      ...['authorization_code', 'implicit', 'refresh_token', 'password', 'client_credentials'],
      ...['urn:openid:params:grant-type:ciba', 'urn:ietf:params:oauth:grant-type:device_code'],
    ],
    acr_values_supported: ['0', '1'],
    response_types_supported: [
      'code',
      'none',
      'id_token',
      'token',
      'id_token token',
      'code id_token',
      'code token',
      'code id_token token',
    ],
    subject_types_supported: ['public', 'pairwise'],
    response_modes_supported: [...modes, ...modes.map((mode) => `${mode}.jwt`), 'jwt'],
    claims_supported: [
      'aud',
      'sub',
      'iss',
      'auth_time',
      'name',
      'given_name',
      'family_name',
      'preferred_username',
      'email',
      'acr',
    ],
    claim_types_supported: ['normal'],
    scopes_supported: [
      'openid',
      'roles',
      'web-origins',
      'offline_access',
      'basic',
      'acr',
      'email',
      'profile',
    ],
    code_challenge_methods_supported: ['plain', 'S256'],
    backchannel_token_delivery_modes_supported: ['poll', 'ping'],
    require_pushed_authorization_requests: false,
    ...Object.fromEntries(SUPPORTED_FEATURES.map((name) => [name, true])),
  };
}

const SUPPORTED_FEATURES = [
  'frontchannel_logout_session_supported',
  'frontchannel_logout_supported',
  'claims_parameter_supported',
  'request_parameter_supported',
  'request_uri_parameter_supported',
  'require_request_uri_registration',
  'tls_client_certificate_bound_access_tokens',
  'backchannel_logout_supported',
  'backchannel_logout_session_supported',
  'authorization_response_iss_parameter_supported',
];
