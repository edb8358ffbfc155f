export type { Auth, AuthAdmin } from './auth/auth.ts';
export { type ConnectOptions, connect, type Provena } from './connect.ts';
export type {
  Credentials,
  FixedToken,
  Grant,
  Realm,
  TokenRequest,
  TokenResponse,
} from './credentials/credentials.ts';
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
export type { Datastore } from './datastore/datastore.ts';
export type { DatasetSearchOptions, DatasetSearchResult } from './datastore/search-datasets.ts';
export { type Instance, resolveEndpoints } from './endpoints.ts';
export * from './errors.ts';
export type { ResponseLogEntry } from './http/call.ts';
export { type ProxyOptions, readProxySettings } from './http/proxy-settings.ts';
export type { Download } from './http/response.ts';
export { DEFAULT_RETRY_POLICY, type Retry, type RetryOptions, type RetryPolicy } from './http/retry.ts';
export type { CallOptions, CreateOptions, RecoverOptions } from './http/route.ts';
export type { IdService } from './id-service.ts';
export type { JobAdmin, JobPageOptions, JobService } from './jobs/job-service.ts';
export type { LinkedPeople, Person } from './link.ts';
export type * from './model/access-request.ts';
export type {
  BundledItem,
  GraphRestoreResult,
  ImportRequest,
  ImportResult,
  ImportSettings,
  RegistryExport,
  RestoreGraphRequest,
  RestoreRequest,
} from './model/bundle.ts';
export { CollectionFormat } from './model/collection-format.ts';
export type {
  ApprovalDecision,
  ApprovalDecisionResult,
  ApprovalRequest,
  ApprovalRequestResult,
  CredentialsRequest,
  Dataset,
  DatasetFetchResult,
  MetadataUpdateResult,
  MintResult,
  PresignedUrl,
  PresignedUrlRequest,
  ReleaseListRequest,
  ReleasePage,
  StoreCredentials,
} from './model/datastore.ts';
export { check } from './model/document.ts';
export { editableItem, editableMetadata, editableRecord } from './model/editable.ts';
export * from './model/enums.ts';
export type * from './model/group.ts';
export type * from './model/handle.ts';
export type { AnyItem, FetchResult, HistoryEntry, Item, SeedFetchResult, SeedItem } from './model/item.ts';
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
export type * from './model/lineage.ts';
export type * from './model/link.ts';
export type {
  DatasetListRequest,
  GeneralFetchResult,
  GeneralListRequest,
  GeneralPage,
  ItemPage,
  KindListRequest,
  Sorting,
} from './model/listing.ts';
export { ModelRunRecord } from './model/model-run-record.ts';
export type * from './model/prov.ts';
export type * from './model/registry-responses.ts';
export type { OpenEnum } from './model/response-fields.ts';
export type * from './model/search.ts';
export type * from './model/status.ts';
export type { Tolerant } from './model/tolerant.ts';
export type { PaginationKey, PagingOptions } from './paging.ts';
export type { DeleteModelRunOptions, ProvAdmin, StoreRecordOptions } from './prov/admin.ts';
export type { LineageOptions } from './prov/explore.ts';
export type { Prov, Report } from './prov/prov.ts';
export type { RegistryAdmin } from './registry/admin.ts';
export type { GeneralItems } from './registry/general.ts';
export type { KindClients } from './registry/kind-clients.ts';
export { getKindName, KINDS, type Kind, type KindName } from './registry/kinds.ts';
export type { ChangeRequest, OperationName, Operations, RevertRequest } from './registry/operations.ts';
export type { Registry } from './registry/registry.ts';
export type { Search, SearchOptions } from './search.ts';
export type { AccessChecks, ConfigOptions, ConfigRoute, HealthCheck } from './service-routes.ts';
export { type Endpoints, SERVICES, type Service } from './services.ts';
