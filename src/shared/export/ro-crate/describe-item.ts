import { type LineageRecords, readText, readTime } from '../lineage-records.ts';
import type { Crate, Description } from './crate.ts';
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

type Describe = (id: string, crate: Crate, options: DescribeOptions) => Description;

const describeWorkflow: Describe = (id, crate, { templatePaths }) =>
  templatePaths.has(id) ? describeWorkflowTemplate(id, crate) : { '@type': 'CreativeWork' };

const DESCRIPTIONS: ReadonlyMap<string, Describe> = new Map<string, Describe>([
  ['DATASET', (id, crate, { datasetFiles }) => describeDataset(id, crate, datasetFiles.get(id))],
  ['MODEL_RUN', (id, crate, { mainTemplate }) => describeModelRun(id, crate, mainTemplate)],
  ['MODEL', describeModel],
  ['DATASET_TEMPLATE', describeTemplate],
  ['WORKFLOW_TEMPLATE', describeWorkflow],
  ['MODEL_RUN_WORKFLOW_TEMPLATE', describeWorkflow],
  ['PERSON', describePerson],
  ['ORGANISATION', describeOrganisation],
  ['STUDY', () => ({ '@type': 'ResearchProject' })],
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
  // First, because entities are in the order in which they are referred to.
  const relations = describeRelations(id, crate);
  const describe = DESCRIPTIONS.get(subtype ?? '');
  const description = describe?.(id, crate, options) ?? { '@type': 'Thing', additionalType: subtype };
  crate.addItem(id, { ...description, ...relations });
}

function describePerson(id: string, crate: Crate): Description {
  const item = crate.getItem(id);
  const [givenName, familyName] = [readText(item, 'first_name'), readText(item, 'last_name')];
  return { '@type': 'Person', givenName, familyName };
}

function describeOrganisation(id: string, crate: Crate): Description {
  const legalName = readText(crate.getItem(id), 'name');
  return { '@type': 'Organization', legalName, url: crate.refer(id)['@id'] };
}

/** The registration of an item or of a new version by the server. */
function describeRegistration(id: string, crate: Crate): Description {
  return {
    '@type': 'RegisterAction',
    endTime: readTime(crate.getItem(id), 'created_timestamp'),
    agent: crate.referToRelated(id, 'source', 'wasAssociatedWith'),
    object: crate.referToRelated(id, 'source', 'used'),
    result: crate.referToRelated(id, 'target', 'wasGeneratedBy'),
  };
}

/** Handles of the workflow templates of the graph and of its runs that can be read. */
export function listReadableTemplates({ items }: LineageRecords): string[] {
  return [...items].flatMap(([id, item]) =>
    'content' in item && readText(item.content, 'item_subtype') === 'MODEL_RUN_WORKFLOW_TEMPLATE' ? [id] : [],
  );
}
