import { type LineageRecords, readText, readTime } from '../lineage-records.ts';
import type { Crate, Properties } from './crate.ts';
import { describeDataset, type PackedFiles } from './describe-dataset.ts';
import { describeModelRun } from './describe-model-run.ts';
import { describeModel, describeTemplate, describeWorkflowTemplate } from './describe-software.ts';
import { describeRelations } from './relations.ts';

interface DescribeOptions {
  /** The known files of datasets, by handle of the dataset. */
  readonly datasetFiles: ReadonlyMap<string, PackedFiles>;
  /** The workflow template of a Workflow Run Crate. */
  readonly mainTemplate: string | undefined;
  /** Paths in the crate of the workflow templates that can be read. */
  readonly templatePaths: ReadonlyMap<string, string>;
}

type Describe = (id: string, crate: Crate, relations: Properties, options: DescribeOptions) => void;

const describeWorkflow: Describe = (id, crate, relations, { templatePaths }) => {
  if (templatePaths.has(id)) describeWorkflowTemplate(id, crate, relations);
  else crate.addItem(id, 'CreativeWork', relations);
};

const DESCRIPTIONS: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  [
    'DATASET',
    (id, crate, relations, { datasetFiles }) => describeDataset(id, crate, datasetFiles.get(id), relations),
  ],
  [
    'MODEL_RUN',
    (id, crate, relations, { mainTemplate }) => describeModelRun(id, crate, mainTemplate, relations),
  ],
  ['MODEL', describeModel],
  ['DATASET_TEMPLATE', describeTemplate],
  ['WORKFLOW_TEMPLATE', describeWorkflow],
  ['MODEL_RUN_WORKFLOW_TEMPLATE', describeWorkflow],
  ['PERSON', describePerson],
  ['ORGANISATION', describeOrganisation],
  ['STUDY', (id, crate, relations) => crate.addItem(id, 'ResearchProject', relations)],
  ['CREATE', describeRegistration],
  ['VERSION', describeRegistration],
]);

/** Adds the entity of an item: its type by the kind of item, and the relations that have no property of schema.org. */
export function describeItem(
  id: string,
  subtype: string | undefined,
  crate: Crate,
  options: DescribeOptions,
): void {
  const relations = describeRelations(id, crate);
  const describe = DESCRIPTIONS.get(subtype ?? '');
  if (describe) describe(id, crate, relations, options);
  else crate.addItem(id, 'Thing', { additionalType: subtype, ...relations });
}

function describePerson(id: string, crate: Crate, relations: Properties): void {
  const item = crate.getItem(id);
  const name = { givenName: readText(item, 'first_name'), familyName: readText(item, 'last_name') };
  crate.addItem(id, 'Person', { ...name, ...relations });
}

function describeOrganisation(id: string, crate: Crate, relations: Properties): void {
  crate.addItem(id, 'Organization', {
    legalName: readText(crate.getItem(id), 'name'),
    url: crate.refer(id)['@id'],
    ...relations,
  });
}

/** The registration of an item or of a new version by the server. */
function describeRegistration(id: string, crate: Crate, relations: Properties): void {
  crate.addItem(id, 'RegisterAction', {
    endTime: readTime(crate.getItem(id), 'created_timestamp'),
    agent: crate.referToRelated(id, 'source', 'wasAssociatedWith'),
    object: crate.referToRelated(id, 'source', 'used'),
    result: crate.referToRelated(id, 'target', 'wasGeneratedBy'),
    ...relations,
  });
}

/** Handles of the workflow templates of the graph and of its runs that can be read. */
export function listReadableTemplates({ items }: LineageRecords): string[] {
  return [...items].flatMap(([id, item]) =>
    'content' in item && readText(item.content, 'item_subtype') === 'MODEL_RUN_WORKFLOW_TEMPLATE' ? [id] : [],
  );
}
