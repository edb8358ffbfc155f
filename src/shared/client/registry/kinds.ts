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

/** Operations of the registry on every kind. */
const READ = [
  'fetch',
  'fetchOrSeed',
  'list',
  'forAll',
  'listAll',
  'validate',
  'delete',
  'schema',
  'uiSchema',
  'evaluateAccess',
  'accessConfiguration',
  'setAccessConfiguration',
  'accessRoles',
  'lock',
  'unlock',
  'lockStatus',
  'lockHistory',
] as const;
/** The kinds that people write. The others are written by another API, or by the server itself. */
const EDIT = [...READ, 'seed', 'create', 'update', 'revert'] as const;
const VERSIONED = [...EDIT, 'version'] as const;

/** A row of the table: the differences between kinds of items. */
export interface Kind<Info, Operation extends OperationName> {
  /** Name of the kind in responses and filters of the server. */
  readonly subtype: ItemSubtype;
  /** What follows `/registry/` in its routes. */
  readonly path: string;
  /** Schema of the content of such an item, for `create`, `update` and `validate`. */
  readonly info: z.ZodMiniType<Info>;
  readonly operations: readonly Operation[];
}

function kind<Info, const Operation extends OperationName>(
  subtype: ItemSubtype,
  path: string,
  info: z.ZodMiniType<Info>,
  operations: readonly Operation[],
): Kind<Info, Operation> {
  return { subtype, path, info, operations };
}

/** The ten kinds of items, as of provena a4142d4, whose registry creates its routes from a similar table. */
export const KINDS = {
  organisation: kind('ORGANISATION', 'agent/organisation', OrganisationInfo, EDIT),
  person: kind('PERSON', 'agent/person', PersonInfo, EDIT),
  model: kind('MODEL', 'entity/model', ModelInfo, VERSIONED),
  modelRunWorkflow: kind(
    'MODEL_RUN_WORKFLOW_TEMPLATE',
    'entity/model_run_workflow',
    ModelRunWorkflowInfo,
    VERSIONED,
  ),
  datasetTemplate: kind('DATASET_TEMPLATE', 'entity/dataset_template', DatasetTemplateInfo, VERSIONED),
  dataset: kind('DATASET', 'entity/dataset', DatasetInfo, READ),
  study: kind('STUDY', 'activity/study', StudyInfo, EDIT),
  createActivity: kind('CREATE', 'activity/create', CreateActivityInfo, READ),
  versionActivity: kind('VERSION', 'activity/version', VersionActivityInfo, READ),
  modelRun: kind('MODEL_RUN', 'activity/model_run', ModelRunInfo, READ),
} as const;
export type KindName = keyof typeof KINDS;

/** The client's name of a kind that the server calls `subtype`; `undefined` for base types, which have no routes. */
export function getKindName(subtype: string): KindName | undefined {
  // The keys of KINDS are its names.
  const names = Object.keys(KINDS) as KindName[];
  return names.find((name) => KINDS[name].subtype === subtype);
}
