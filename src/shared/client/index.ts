export { type ConnectOptions, connect, type Provena } from './connect.ts';
export type { Credentials } from './credentials/credentials.ts';
export {
  type DeviceLoginOptions,
  type DevicePrompt,
  deviceLogin,
  type LoginStore,
} from './credentials/device-login.ts';
export {
  accessToken,
  clientCredentials,
  type GithubOidcOptions,
  githubOidc,
  offlineToken,
} from './credentials/grants.ts';
export type { Identity } from './credentials/identity.ts';
export { type Endpoints, type Instance, resolveEndpoints, SERVICES, type Service } from './endpoints.ts';
export type { ResponseLogEntry } from './http/call.ts';
export * from './http/errors.ts';
export { type ProxyOptions, readProxySettings } from './http/proxy-settings.ts';
export type { Download } from './http/response.ts';
export { DEFAULT_RETRY_POLICY, type Retry, type RetryPolicy } from './http/retry.ts';
export type { CallOptions, CreateOptions, RecoverOptions } from './http/route.ts';
export type { Person } from './link.ts';
export type { AccessReport, AccessRequest } from './model/access-request.ts';
export type { BundledItem, ImportRequest, RestoreRequest } from './model/bundle.ts';
export { CollectionFormat } from './model/collection-format.ts';
export type * from './model/datastore.ts';
export { check } from './model/document.ts';
export { editableMetadata } from './model/editable-metadata.ts';
export * from './model/enums.ts';
export type { Group, GroupMetadata, GroupUser } from './model/group.ts';
export type { Handle, HandleValue } from './model/handle.ts';
export type { AnyItem, FetchResult, HistoryEntry, Item, SeedItem } from './model/item.ts';
export type * from './model/job.ts';
export {
  CreateActivityInfo,
  ModelRunInfo,
  StudyInfo,
  VersionActivityInfo,
} from './model/kinds/activities.ts';
export { OrganisationInfo, PersonInfo } from './model/kinds/agents.ts';
export { DatasetInfo } from './model/kinds/dataset.ts';
export { DatasetTemplateInfo } from './model/kinds/dataset-template.ts';
export { ModelInfo, ModelRunWorkflowInfo } from './model/kinds/models.ts';
export type { Lineage, LineageGraph, LineageLink, LineageNode } from './model/lineage.ts';
export type * from './model/listing.ts';
export { ModelRunRecord } from './model/model-run-record.ts';
export { type OpenEnum, openEnum } from './model/open-enum.ts';
export type * from './model/prov.ts';
export type * from './model/registry-replies.ts';
export type { SearchHit, SearchResults } from './model/search.ts';
export type { Tolerant } from './model/tolerant.ts';
export type { PaginationKey, PagingOptions } from './paging.ts';
export type { Report } from './prov/report.ts';
export { getKindName, KINDS, type KindName } from './registry/kinds.ts';
export type { ChangeRequest, OperationName, Operations, RevertRequest } from './registry/operations.ts';
