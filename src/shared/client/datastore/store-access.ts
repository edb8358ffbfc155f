import { json } from '../http/response.ts';
import type { Call, CallOptions } from '../http/route.ts';
import { post, routes } from '../http/routes.ts';
import {
  type CredentialsRequest,
  PresignedUrl,
  type PresignedUrlRequest,
  StoreCredentials,
} from '../model/datastore.ts';

const generateCredentials = (access: 'read' | 'write') =>
  post(
    `/registry/credentials/generate-${access}-access-credentials`,
    access,
    'safe',
    json(StoreCredentials),
    { notFoundOn: 400 },
  );
const route = routes('datastore', 'datastore', {
  generateDatasetPresignedUrl: post(
    '/registry/items/generate-presigned-url',
    'read',
    'safe',
    json(PresignedUrl),
    { notFoundOn: 400 },
  ),
  generateReadAccessCredentials: generateCredentials('read'),
  generateWriteAccessCredentials: generateCredentials('write'),
});

/** Access to the part of the store with the files of a dataset. */
export function createStoreAccessMethods(call: Call) {
  return {
    /**
     * A link to one file that opens without a token. `POST /registry/items/generate-presigned-url`
     * @throws NotFoundError for an unknown dataset or path, and for a path with `..`, `//` or a backslash.
     */
    generateDatasetPresignedUrl: (
      request: PresignedUrlRequest,
      options?: CallOptions,
    ): Promise<PresignedUrl> => call(route.generateDatasetPresignedUrl, { body: request }, options),
    /** Temporary credentials to read a dataset's files. `POST /registry/credentials/generate-read-access-credentials` */
    generateReadAccessCredentials: (
      request: CredentialsRequest,
      options?: CallOptions,
    ): Promise<StoreCredentials> => call(route.generateReadAccessCredentials, { body: request }, options),
    /**
     * Temporary credentials to read, write and delete a dataset's files. `POST /registry/credentials/generate-write-access-credentials`
     * @throws ForbiddenError if the dataset is locked, or its release is pending or done.
     */
    generateWriteAccessCredentials: (
      request: CredentialsRequest,
      options?: CallOptions,
    ): Promise<StoreCredentials> => call(route.generateWriteAccessCredentials, { body: request }, options),
  };
}
