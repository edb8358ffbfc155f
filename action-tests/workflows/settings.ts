import type { Sandbox } from '../../sandbox/index.ts';

/** A local Provena as the settings of a repository name an instance: variables and secrets. */
export function settings(sandbox: Pick<Sandbox, 'endpoints' | 's3' | 'users' | 'seed'>) {
  const { endpoints, s3, users, seed } = sandbox;
  if (!seed) throw new Error('the examples need what the seed holds');
  return {
    vars: {
      PROVENA_ENDPOINTS: JSON.stringify(endpoints),
      AWS_ENDPOINT_URL_S3: s3,
      ORGANISATION_ID: seed.organisation,
      RECORD_TEMPLATE_ID: seed.inputTemplate,
      PROJECTION_TEMPLATE_ID: seed.outputTemplate,
      WORKFLOW_TEMPLATE_ID: seed.workflowTemplate,
      STUDY_ID: seed.study,
      MODEL_ID: seed.model,
    },
    secrets: { PROVENA_OFFLINE_TOKEN: users.modeller.offlineToken },
  };
}
