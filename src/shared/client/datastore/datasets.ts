import { json, jsonField } from '../http/response.ts';
import type { Call, CallOptions, CreateOptions } from '../http/route.ts';
import { get, post, put, routes } from '../http/routes.ts';
import type { CollectionFormat } from '../model/collection-format.ts';
import {
  type Dataset,
  type DatasetFetchResult,
  datasetFetchResult,
  datasetItem,
  MetadataUpdateResult,
  MintResult,
} from '../model/datastore.ts';
import { type DatasetListRequest, type ItemPage, itemPage } from '../model/listing.ts';
import { VersionResult } from '../model/registry-responses.ts';
import { jsonObject } from '../model/response-fields.ts';
import { Status, StatusResponse } from '../model/status.ts';
import { collectAll, iteratePages, type PagingOptions } from '../paging.ts';
import type { ChangeRequest, RevertRequest } from '../registry/operations.ts';

/** The data store wraps the error that the registry returns to other users. */
const CHECK_LINK = 'check that the user is linked to a person';
const schema = jsonField('json_schema', () => jsonObject);
const page = json(() => itemPage(datasetItem()));
const route = routes('datastore', 'datastore', {
  fetchDataset: get('/registry/items/fetch-dataset', 'read', json(datasetFetchResult), { notFoundOn: 400 }),
  mintDataset: post('/register/mint-dataset', 'write', 'create', json(MintResult), {
    adviceOn500: CHECK_LINK,
  }),
  validateDatasetMetadata: post('/metadata/validate-metadata', 'read', 'safe', json(Status), {
    statusField: 'self',
  }),
  datasetSchema: get('/metadata/dataset-schema', 'read', schema),
  updateDatasetMetadata: post('/register/update-metadata', 'write', 'never', json(MetadataUpdateResult), {
    adviceOn500: `${CHECK_LINK}, and that the reason is not empty`,
  }),
  revertDatasetMetadata: put('/register/revert-metadata', 'write', 'never', json(StatusResponse), {
    adviceOn500: CHECK_LINK,
  }),
  versionDataset: post('/register/version', 'write', 'create', json(VersionResult), {
    adviceOn500: 'check that the id is that of a dataset',
  }),
  listDatasets: post('/registry/items/list', 'read', 'safe', page),
});

export function createDatasetMethods(call: Call) {
  const listDatasets = (
    request: DatasetListRequest = {},
    options?: CallOptions,
  ): Promise<ItemPage<Dataset>> => call(route.listDatasets, { body: request }, options);
  const forAllDatasets = (request: DatasetListRequest = {}, options?: PagingOptions) =>
    iteratePages(listDatasets, (page) => page.items, request, options);
  return {
    /**
     * A dataset, what the caller may do with it, and whether it is locked. `GET /registry/items/fetch-dataset`
     * @throws NotFoundError if the handle is unknown, that of another kind, or so far only a seed.
     */
    fetchDataset: (id: string, options?: CallOptions): Promise<DatasetFetchResult> =>
      call(route.fetchDataset, { query: { handle_id: id } }, options),
    /**
     * Mints a dataset: a handle, a location in the store, and a job that records its creation. `POST
     * /register/mint-dataset`
     * @throws RequestRejectedError if the metadata violates a rule; `partial.handle` is set if the dataset was created
     * anyway. UnavailableError (500) if the user is not linked to a person: see `link.createAndLinkPerson`.
     */
    mintDataset: <Recovered = never>(
      metadata: CollectionFormat,
      options?: CreateOptions<Recovered>,
    ): Promise<MintResult | Recovered> => call(route.mintDataset, { body: metadata }, options),
    /**
     * Checks whether `mintDataset` would accept the metadata; writes nothing. `POST /metadata/validate-metadata`
     * @throws InvalidError or RequestRejectedError if it would not.
     */
    validateDatasetMetadata: (metadata: CollectionFormat, options?: CallOptions): Promise<Status> =>
      call(route.validateDatasetMetadata, { body: metadata }, options),
    /** JSON Schema of dataset metadata, from the server. `GET /metadata/dataset-schema` */
    datasetSchema: (options?: CallOptions): Promise<Record<string, unknown>> =>
      call(route.datasetSchema, {}, options),
    /**
     * Replaces all metadata of a dataset. The reason must not be empty: the server fails on that (500).
     * `POST /register/update-metadata`
     */
    updateDatasetMetadata: (
      id: string,
      reason: string,
      metadata: CollectionFormat,
      options?: CallOptions,
    ): Promise<MetadataUpdateResult> =>
      call(route.updateDatasetMetadata, { query: { handle_id: id, reason }, body: metadata }, options),
    /** Restores earlier metadata as a new entry of the history. `PUT /register/revert-metadata` */
    revertDatasetMetadata: (request: RevertRequest, options?: CallOptions): Promise<StatusResponse> =>
      call(route.revertDatasetMetadata, { body: request }, options),
    /** A new dataset that follows this one. Its files are not copied. `POST /register/version` */
    versionDataset: <Recovered = never>(
      request: ChangeRequest,
      options?: CreateOptions<Recovered>,
    ): Promise<VersionResult | Recovered> => call(route.versionDataset, { body: request }, options),
    /** One page of datasets that the caller may read. `POST /registry/items/list` */
    listDatasets,
    /** All datasets that the caller may read, one by one. `POST /registry/items/list` */
    forAllDatasets,
    /** All datasets that the caller may read, as a list. `POST /registry/items/list` */
    listAllDatasets: (request?: DatasetListRequest, options?: PagingOptions): Promise<Dataset[]> =>
      collectAll(forAllDatasets(request, options)),
  };
}
