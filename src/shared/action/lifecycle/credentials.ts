import * as core from '@actions/core';
import {
  accessToken,
  type Credentials,
  clientCredentials,
  githubOidc,
  offlineToken,
} from '../../client/index.ts';
import type { ConnectionInputs } from '../inputs/shared-fields.ts';

/**
 * Returns the first credentials that are set: access token, client id and secret, offline token, the job's GitHub OIDC
 * token. Undefined if there are none, as in a run for a fork.
 */
export function findCredentials(inputs: ConnectionInputs): Credentials | undefined {
  const {
    'access-token': access,
    'client-id': client,
    'client-secret': clientSecret,
    'offline-token': offline,
  } = inputs;
  if (access) return accessToken(access);
  if (client && clientSecret) return clientCredentials(client, clientSecret);
  if (offline) return offlineToken(offline, client);
  if (client && process.env['ACTIONS_ID_TOKEN_REQUEST_URL'])
    return githubOidc({ clientId: client, idToken: () => core.getIDToken() });
  return undefined;
}
