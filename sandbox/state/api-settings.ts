import type { ServiceName } from '../settings.ts';
import type { SandboxState } from './sandbox-state.ts';

export type ApiName = Exclude<ServiceName, 'keycloak'>;

/** The settings that an API returns to its administrators, by name. */
export function createApiSettings(
  api: ApiName,
  { settings, endpoints }: SandboxState,
): Record<string, string> {
  const { region } = settings;
  const userKey = { user_key_id: 'sandbox/user-context', user_key_region: region };
  const userContext = { ...userKey, user_context_header: 'X-User-Context' };
  const topics = ['prov_lodge', 'registry', 'email', 'report'];
  const own: Record<ApiName, Record<string, string>> = {
    registry: {
      registry_table_name: 'items',
      auth_table_name: 'access',
      lock_table_name: 'locks',
      auth_api_endpoint: endpoints.auth,
      job_api_endpoint: endpoints.jobs,
      handle_api_endpoint: endpoints.handle,
      service_account_secret_arn: 'sandbox/registry-api',
      ...userContext,
    },
    datastore: {
      handle_api_endpoint: endpoints.handle,
      registry_api_endpoint: endpoints.registry,
      auth_api_endpoint: endpoints.auth,
      job_api_endpoint: endpoints.jobs,
      s3_storage_bucket_name: settings.bucket,
      dataset_path: 'datasets',
      reviewers_table_name: 'reviewers',
      service_account_secret_arn: 'sandbox/data-store-api',
      ...userKey,
    },
    prov: {
      service_account_secret_arn: 'sandbox/prov-api',
      registry_api_endpoint: endpoints.registry,
      neo4j_host: '127.0.0.1',
      neo4j_port: '7687',
      job_api_endpoint: endpoints.jobs,
      ...userContext,
    },
    jobs: {
      status_table_name: 'jobs',
      username_index_name: 'jobs_by_user',
      batch_id_index_name: 'jobs_by_batch',
      global_list_index_name: 'jobs_by_time',
      ...Object.fromEntries(
        topics.map((topic) => [`${topic}_topic_arn`, `arn:aws:sns:${region}:0:${topic}`]),
      ),
      TEMP_FILE_LOCATION: '/tmp',
    },
    auth: {
      service_account_secret_arn: 'sandbox/auth-api',
      job_api_endpoint: endpoints.jobs,
      access_request_email_address: 'administrators@example.org',
      registry_api_endpoint: endpoints.registry,
      access_request_table_name: 'access_requests',
      user_groups_table_name: 'user_groups',
      username_person_link_table_name: 'links',
      username_person_link_table_person_index_name: 'links_by_person',
    },
    search: { search_domain: endpoints.search, registry_index: 'registry', aws_region: region },
    handle: {
      handle_service_endpoint: endpoints.handle,
      handle_service_creds_arn: 'sandbox/handle',
      TEMP_FILE_LOCATION: '/tmp',
    },
  };
  return {
    keycloak_endpoint: endpoints.keycloak,
    ...(api === 'handle' ? {} : { domain_base: settings.domain }),
    stage: 'DEV',
    test_mode: 'False',
    git_commit_id: 'sandbox',
    monitoring_enabled: 'False',
    ...own[api],
  };
}
