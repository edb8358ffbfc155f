import { ADMIN, READ, WRITE } from '../auth/roles.ts';
import { createCommonRoutes } from '../http/common-routes.ts';
import { badRequest } from '../http/errors.ts';
import { type Route, route } from '../http/route.ts';
import { createSuccessStatus, withStatus } from '../http/status.ts';
import { createDocumentSchema, model } from '../pydantic/model.ts';
import { boolean, integer, text } from '../pydantic/scalars.ts';
import { byDefault } from '../pydantic/type.ts';
import { DATASET } from '../registry/kinds.ts';
import { listKind } from '../registry/list.ts';
import { CollectionFormat } from '../registry/models/collection-format.ts';
import { NoFilterListRequest, RevertRequest, VersionRequest } from '../registry/models/requests.ts';
import type { SandboxState } from '../state/sandbox-state.ts';
import { createPresignedUrl, issueCredentials } from './credentials.ts';
import { callRegistry, fetchDataset } from './from-registry.ts';
import { findMetadataProblem } from './metadata.ts';
import { mintDataset, revertMetadata, updateMetadata, versionDataset } from './register.ts';
import { createReleaseRoutes } from './release-routes.ts';

const CredentialsRequest = model('CredentialsRequest', {
  dataset_id: text(),
  console_session_required: boolean,
});
const PresignedRequest = model('PresignedURLRequest', {
  dataset_id: text(),
  file_path: text(),
  expires_in: byDefault(integer({ min: 1, max: 86_400 }), () => 10_800),
});

export function createDatastoreRoutes(state: SandboxState): Route[] {
  return [
    ...createCommonRoutes(state, { read: READ, write: WRITE, admin: ADMIN }),
    ...createMetadataRoutes(state),
    ...createRegisterRoutes(state),
    ...createItemRoutes(state),
    ...createCredentialRoutes(state),
    ...createReleaseRoutes(state),
  ];
}

function createMetadataRoutes(state: SandboxState): Route[] {
  return [
    route('POST', '/metadata/validate-metadata', { roles: READ, body: CollectionFormat }, ({ body }) => {
      const problem = findMetadataProblem(state, body);
      return problem === undefined ? createSuccessStatus('Valid.') : { success: false, details: problem };
    }),
    route('GET', '/metadata/dataset-schema', { roles: READ }, () => ({
      json_schema: createDocumentSchema(CollectionFormat, { showNull: false }),
    })),
  ];
}

const ACTING = { roles: WRITE, actsForUser: true };

function createRegisterRoutes(state: SandboxState): Route[] {
  return [
    route('POST', '/register/mint-dataset', { ...ACTING, body: CollectionFormat }, ({ body, user }) =>
      withStatus('Minted.', ['handle', 's3_location', 'register_create_activity_session_id'], () =>
        mintDataset(state, body, user),
      ),
    ),
    route(
      'POST',
      '/register/update-metadata',
      { ...ACTING, query: { handle_id: text(), reason: text() }, body: CollectionFormat },
      ({ query, body, user }) => ({
        status: createSuccessStatus('Updated.'),
        ...updateMetadata(state, { id: query.handle_id, reason: query.reason, format: body }, user),
      }),
    ),
    route('PUT', '/register/revert-metadata', { ...ACTING, body: RevertRequest }, ({ body, user }) => {
      revertMetadata(state, body, user);
      return { status: createSuccessStatus('Reverted.') };
    }),
    route('POST', '/register/version', { ...ACTING, body: VersionRequest }, ({ body, user }) =>
      versionDataset(state, body.id, body.reason, user),
    ),
  ];
}

function createItemRoutes(state: SandboxState): Route[] {
  return [
    route('POST', '/registry/items/list', { roles: READ, body: NoFilterListRequest }, ({ body, user }) => {
      const page = callRegistry(() =>
        listKind(state, DATASET, { ...body, record_type: 'COMPLETE_ONLY' }, user),
      );
      if (!page.status.success) throw badRequest(page.status.details);
      return page;
    }),
    route(
      'GET',
      '/registry/items/fetch-dataset',
      { roles: READ, query: { handle_id: text() } },
      ({ query, user }) => ({
        status: createSuccessStatus('Fetched.'),
        ...fetchDataset(state, query.handle_id, user),
      }),
    ),
    route(
      'POST',
      '/registry/items/generate-presigned-url',
      { roles: READ, body: PresignedRequest },
      ({ body, user }) => {
        const { dataset_id, file_path } = body;
        return { dataset_id, file_path, presigned_url: createPresignedUrl(state, body, user) };
      },
    ),
  ];
}

function createCredentialRoutes(state: SandboxState): Route[] {
  return (['read', 'write'] as const).map((access) =>
    route(
      'POST',
      `/registry/credentials/generate-${access}-access-credentials`,
      { roles: access === 'read' ? READ : WRITE, body: CredentialsRequest },
      ({ body, user }) => ({
        status: createSuccessStatus('Issued.'),
        ...issueCredentials(state, access, body, user),
      }),
    ),
  );
}
