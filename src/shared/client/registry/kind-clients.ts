import type { Call } from '../http/route.ts';
import { lazyProperties } from '../lazy-properties.ts';
import type {
  CreateActivityInfo,
  ModelRunInfo,
  StudyInfo,
  VersionActivityInfo,
} from '../model/kinds/activities.ts';
import type { OrganisationInfo, PersonInfo } from '../model/kinds/agents.ts';
import type { DatasetInfo } from '../model/kinds/dataset.ts';
import type { DatasetTemplateInfo } from '../model/kinds/dataset-template.ts';
import type { ModelInfo, ModelRunWorkflowInfo } from '../model/kinds/models.ts';
import { KINDS, type Kind, type KindName } from './kinds.ts';
import { createOperations, type OperationName, type Operations } from './operations.ts';

/** The content of each kind of items. Editors show these names; the types of the schemas in KINDS have none. */
interface KindInfos {
  organisation: OrganisationInfo;
  person: PersonInfo;
  model: ModelInfo;
  modelRunWorkflow: ModelRunWorkflowInfo;
  datasetTemplate: DatasetTemplateInfo;
  dataset: DatasetInfo;
  study: StudyInfo;
  createActivity: CreateActivityInfo;
  versionActivity: VersionActivityInfo;
  modelRun: ModelRunInfo;
}

/** One client per kind of item, with the operations that the registry has for it. */
export type KindClients = {
  readonly [K in KindName]: Omit<Operations<KindInfos[K]>, (typeof KINDS)[K]['missing'][number]>;
};

export function createKindClients(call: Call): KindClients {
  const kinds = KINDS satisfies { [K in KindName]: Kind<KindInfos[K], OperationName> };
  const rows = Object.entries<Kind<unknown, OperationName>>(kinds);
  const makers = rows.map(([name, { path, info, missing }]) => [
    name,
    () =>
      omitOperations(
        missing,
        createOperations(call, name, path, () => info),
      ),
  ]);
  // Each row makes the operations that KindClients derives from the same row.
  return lazyProperties<KindClients>(Object.fromEntries(makers) as { [K in KindName]: () => KindClients[K] });
}

function omitOperations(missing: readonly string[], operations: Operations<unknown>): object {
  return Object.fromEntries(Object.entries(operations).filter(([name]) => !missing.includes(name)));
}
