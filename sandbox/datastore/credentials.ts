import { badRequest, forbidden, serverError, unauthorized } from '../http/errors.ts';
import { type Actor, hasAnyRole } from '../registry/permission.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type FetchedDataset, fetchDataset } from './from-registry.ts';
import { getLocation } from './storage.ts';

/** Limit of AWS for session names. */
const MAX_SESSION_NAME_LENGTH = 64;

const REQUIRED_ROLES = {
  read: ['dataset-data-read', 'dataset-data-write', 'admin'],
  write: ['dataset-data-write', 'admin'],
};

/**
 * Temporary credentials for the folder of a dataset.
 * @throws HttpError 400 for an unknown dataset, 401 without access; for write access also 401 if it is locked, and 403
 * unless it is NOT_RELEASED
 */
export function issueCredentials(
  state: SandboxState,
  access: 'read' | 'write',
  request: { dataset_id: string; console_session_required: boolean },
  actor: Actor,
) {
  const dataset = fetchDataset(state, request.dataset_id, actor);
  assertAccess(dataset, access, actor);
  const { s3 } = dataset.item;
  const sessionName = `${actor.username},${access}-prog-bucket-access`;
  if (sessionName.length > MAX_SESSION_NAME_LENGTH)
    throw serverError(`The name of the session is too long: ${sessionName}`);
  const issued = state.files.issue({
    access,
    prefix: s3.path,
    expiresInSeconds: state.runtime.credential_seconds,
    sessionName,
  });
  return {
    credentials: {
      aws_access_key_id: issued.accessKeyId,
      aws_secret_access_key: issued.secretAccessKey,
      aws_session_token: issued.sessionToken,
      expiry: issued.expiration.toISOString().replace('Z', '+00:00'),
    },
    console_session_url: request.console_session_required ? createConsoleUrl(state, s3.path) : null,
  };
}

function assertAccess({ item, roles, locked }: FetchedDataset, access: 'read' | 'write', actor: Actor): void {
  if (access === 'write' && locked) throw unauthorized('The dataset is locked.');
  if (!actor.roles.includes('entity-registry-admin') && !hasAnyRole(roles, REQUIRED_ROLES[access])) {
    throw unauthorized(`You are not authorized to ${access} the files of this dataset.`);
  }
  if (access === 'write' && item.release_status !== 'NOT_RELEASED') {
    throw forbidden(`The dataset is ${item.release_status}: its files cannot be changed.`);
  }
}

/** A URL in the format of the AWS console. The sandbox has no console. */
function createConsoleUrl({ settings, endpoints }: SandboxState, path: string): string {
  const destination = `https://s3.console.aws.amazon.com/s3/buckets/${settings.bucket}?prefix=${path}&region=${settings.region}`;
  const query = new URLSearchParams({
    Action: 'login',
    Issuer: endpoints.datastore,
    Destination: destination,
    SigninToken: 'sandbox',
  });
  return `https://signin.aws.amazon.com/federation?${query}`;
}

/** Substrings that a path must not contain. */
const FORBIDDEN_SUBSTRINGS = ['..', '//', '\\'];

/** A URL that downloads one file without a token. @throws HttpError (400) for a missing file or dataset, 401 without access */
export function createPresignedUrl(
  state: SandboxState,
  request: { dataset_id: string; file_path: string; expires_in: number },
  actor: Actor,
): string {
  const { roles } = fetchDataset(state, request.dataset_id, actor);
  if (!roles.includes('dataset-data-read'))
    throw unauthorized('You are not authorized to read the files of this dataset.');
  const part = FORBIDDEN_SUBSTRINGS.find((forbiddenPart) => request.file_path.includes(forbiddenPart));
  if (part !== undefined) throw badRequest(`A path must not contain "${part}".`);
  const key = getLocation(state, request.dataset_id).path + request.file_path;
  if (!state.files.exists(key)) throw badRequest(`There is no file ${request.file_path} in the dataset.`);
  return state.files.presignGet({
    key,
    expiresInSeconds: request.expires_in,
    responseContentDisposition: `attachment; filename=${key}`,
  });
}
