import { badRequest, forbidden, serverError, unauthorised } from '../http/errors.ts';
import { type Actor, hasAnyRole } from '../registry/access.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { type FetchedDataset, fetchDataset } from './from-registry.ts';
import { locationOf } from './storage.ts';

/** Seconds that temporary credentials are good for. */
const KEY_SECONDS = 28_800;
/** AWS takes no longer names for sessions. */
const LONGEST_SESSION_NAME = 64;

const NEEDED = {
  read: ['dataset-data-read', 'dataset-data-write', 'admin'],
  write: ['dataset-data-write', 'admin'],
};

/** How long credentials last here; tests shorten it. */
export const credentialLife = (): SandboxState['credentialLifetime'] => ({ seconds: KEY_SECONDS });

/**
 * Temporary credentials for the folder of a dataset.
 * @throws RequestRejectedError (400) unknown, 401 for who may not or (write) a locked dataset, 403 (write) for one that is released or about to
 */
export function issueCredentials(
  state: SandboxState,
  access: 'read' | 'write',
  request: { dataset_id: string; console_session_required: boolean },
  actor: Actor,
) {
  const dataset = fetchDataset(state, request.dataset_id, actor);
  demandAccess(dataset, access, actor);
  const { s3 } = dataset.item;
  const sessionName = `${actor.username},${access}-prog-bucket-access`;
  if (sessionName.length > LONGEST_SESSION_NAME)
    throw serverError(`The name of the session is too long: ${sessionName}`);
  const issued = state.files.issue({
    access,
    bucket: s3.bucket_name,
    prefix: s3.path,
    expiresInSeconds: state.credentialLifetime.seconds,
    sessionName,
  });
  return {
    credentials: {
      aws_access_key_id: issued.accessKeyId,
      aws_secret_access_key: issued.secretAccessKey,
      aws_session_token: issued.sessionToken,
      expiry: issued.expiration.toISOString().replace('Z', '+00:00'),
    },
    console_session_url: request.console_session_required ? consoleUrl(state, s3.path) : null,
  };
}

function demandAccess({ item, roles, locked }: FetchedDataset, access: 'read' | 'write', actor: Actor): void {
  if (access === 'write' && locked) throw unauthorised('The dataset is locked.');
  if (!actor.roles.includes('entity-registry-admin') && !hasAnyRole(roles, NEEDED[access])) {
    throw unauthorised(`You are not authorised to ${access} the files of this dataset.`);
  }
  if (access === 'write' && item.release_status !== 'NOT_RELEASED') {
    throw forbidden(`The dataset is ${item.release_status}: its files cannot be changed.`);
  }
}

/** A link of the shape of those to AWS's console; there is no console behind it. */
function consoleUrl({ settings, endpoints }: SandboxState, path: string): string {
  const destination = `https://s3.console.aws.amazon.com/s3/buckets/${settings.bucket}?prefix=${path}&region=${settings.region}`;
  const query = new URLSearchParams({
    Action: 'login',
    Issuer: endpoints.datastore,
    Destination: destination,
    SigninToken: 'sandbox',
  });
  return `https://signin.aws.amazon.com/federation?${query}`;
}

/** Parts of a path that are refused wherever they stand. */
const REFUSED_PARTS = ['..', '//', '\\'];

/** A link to one file that needs no token. @throws RequestRejectedError (400) for a path or dataset that is not there, 401 for who may not read */
export function presignedUrl(
  state: SandboxState,
  request: { dataset_id: string; file_path: string; expires_in: number },
  actor: Actor,
): string {
  const { roles } = fetchDataset(state, request.dataset_id, actor);
  if (!roles.includes('dataset-data-read'))
    throw unauthorised('You are not authorised to read the files of this dataset.');
  const part = REFUSED_PARTS.find((refused) => request.file_path.includes(refused));
  if (part !== undefined) throw badRequest(`A path must not contain "${part}".`);
  const { bucket_name: bucket, path } = locationOf(state, request.dataset_id);
  const key = path + request.file_path;
  if (!state.files.exists(bucket, key))
    throw badRequest(`There is no file ${request.file_path} in the dataset.`);
  const responseContentDisposition = `attachment; filename=${key}`;
  return state.files.presignGet({
    bucket,
    key,
    expiresInSeconds: request.expires_in,
    responseContentDisposition,
  });
}
