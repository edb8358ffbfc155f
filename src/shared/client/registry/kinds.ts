import type * as z from 'zod/mini';
import type { ItemSubtype } from '../model/enums.ts';
import {
  CreateActivityInfo,
  ModelRunInfo,
  StudyInfo,
  VersionActivityInfo,
} from '../model/kinds/activities.ts';
import { OrganisationInfo, PersonInfo } from '../model/kinds/agents.ts';
import { DatasetInfo } from '../model/kinds/dataset.ts';
import { DatasetTemplateInfo } from '../model/kinds/dataset-template.ts';
import { ModelInfo, ModelRunWorkflowInfo } from '../model/kinds/models.ts';
import type { OperationName } from './operations.ts';

/** Operations that the registry lacks for kinds that another API or the server itself writes. */
const NOT_WRITTEN = ['seed', 'create', 'update', 'revert', 'version'] as const;
const NOT_VERSIONED = ['version'] as const;

/** A row of the table: the differences between kinds of items. */
export interface Kind<Info, Missing extends OperationName> {
  /** Name of the kind in responses and filters of the server. */
  readonly subtype: ItemSubtype;
  /** What follows `/registry/` in its routes. */
  readonly path: string;
  /** Schema of the content of such an item, for `create`, `update` and `validate`. */
  readonly info: z.ZodMiniType<Info>;
  /** Operations that the registry does not have for this kind. */
  readonly missing: readonly Missing[];
}

function kind<Info, const Missing extends OperationName = never>(
  subtype: ItemSubtype,
  path: string,
  info: z.ZodMiniType<Info>,
  missing: readonly Missing[] = [],
): Kind<Info, Missing> {
  return { subtype, path, info, missing };
}

/** The ten kinds of items, as of provena a4142d4, whose registry creates its routes from a similar table. */
export const KINDS = {
  organisation: kind('ORGANISATION', 'agent/organisation', OrganisationInfo, NOT_VERSIONED),
  person: kind('PERSON', 'agent/person', PersonInfo, NOT_VERSIONED),
  model: kind('MODEL', 'entity/model', ModelInfo),
  modelRunWorkflow: kind('MODEL_RUN_WORKFLOW_TEMPLATE', 'entity/model_run_workflow', ModelRunWorkflowInfo),
  datasetTemplate: kind('DATASET_TEMPLATE', 'entity/dataset_template', DatasetTemplateInfo),
  dataset: kind('DATASET', 'entity/dataset', DatasetInfo, NOT_WRITTEN),
  study: kind('STUDY', 'activity/study', StudyInfo, NOT_VERSIONED),
  createActivity: kind('CREATE', 'activity/create', CreateActivityInfo, NOT_WRITTEN),
  versionActivity: kind('VERSION', 'activity/version', VersionActivityInfo, NOT_WRITTEN),
  modelRun: kind('MODEL_RUN', 'activity/model_run', ModelRunInfo, NOT_WRITTEN),
} as const;
export type KindName = keyof typeof KINDS;

/** The client's name of a kind that the server calls `subtype`; `undefined` for base types, which have no routes. */
export function getKindName(subtype: string): KindName | undefined {
  // The keys of KINDS are its names.
  const names = Object.keys(KINDS) as KindName[];
  return names.find((name) => KINDS[name].subtype === subtype);
}
