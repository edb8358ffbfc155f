import type { PayloadOf } from '../jobs/sub-types.ts';
import type { ModelRunRecord } from '../registry/models/model-run-record.ts';
import { type Category, SUBTYPE_CATEGORIES, type Subtype } from '../registry/models/subtypes.ts';

export type Relation =
  | 'wasInformedBy'
  | 'used'
  | 'wasGeneratedBy'
  | 'wasAssociatedWith'
  | 'wasAttributedTo'
  | 'hadMember'
  | 'wasInfluencedBy';

export type GraphNode = { id: string; item_category: Category; item_subtype: Subtype };
export type GraphLink = { source: string; relation: Relation; target: string };

/** The nodes and links that a record (run, creation or version) contributes to the graph, with its id. */
export type RecordGraph = { recordId: string; nodes: GraphNode[]; links: GraphLink[] };

/** Has one node per id, and one link per direction between two nodes: the last one. */
class RecordGraphBuilder {
  readonly #nodes = new Map<string, GraphNode>();
  readonly #links = new Map<string, GraphLink>();

  node(id: string, item_subtype: Subtype): string {
    this.#nodes.set(id, { id, item_category: SUBTYPE_CATEGORIES[item_subtype], item_subtype });
    return id;
  }

  link(source: string, relation: Relation, target: string): void {
    this.#links.set(JSON.stringify([source, target]), { source, relation, target });
  }

  record(recordId: string): RecordGraph {
    return { recordId, nodes: [...this.#nodes.values()], links: [...this.#links.values()] };
  }
}

/** The graph of a run: inputs, outputs and agents. The node of the template has the kind WORKFLOW_TEMPLATE. */
export function createModelRunGraph(runId: string, record: ModelRunRecord, softwareId: string): RecordGraph {
  const graph = new RecordGraphBuilder();
  if (record.study_id !== null) graph.node(record.study_id, 'STUDY');
  const run = graph.node(runId, 'MODEL_RUN');
  const template = graph.node(record.workflow_template_id, 'WORKFLOW_TEMPLATE');
  const software = graph.node(softwareId, 'MODEL');
  const modeller = graph.node(record.associations.modeller_id, 'PERSON');
  if (record.study_id !== null) graph.link(run, 'wasInformedBy', record.study_id);
  for (const { dataset_id } of record.inputs) graph.link(run, 'used', graph.node(dataset_id, 'DATASET'));
  for (const { dataset_id } of record.outputs)
    graph.link(graph.node(dataset_id, 'DATASET'), 'wasGeneratedBy', run);
  graph.link(run, 'used', software);
  graph.link(run, 'used', template);
  graph.link(run, 'wasAssociatedWith', modeller);
  const organisation = record.associations.requesting_organisation_id;
  if (organisation !== null) graph.link(run, 'wasAssociatedWith', graph.node(organisation, 'ORGANISATION'));
  for (const { dataset_id } of record.outputs) graph.link(dataset_id, 'wasAttributedTo', modeller);
  for (const { dataset_id, dataset_template_id } of [...record.inputs, ...record.outputs]) {
    graph.link(template, 'hadMember', graph.node(dataset_template_id, 'DATASET_TEMPLATE'));
    graph.link(dataset_id, 'wasInfluencedBy', dataset_template_id);
  }
  graph.link(template, 'hadMember', software);
  return graph.record(runId);
}

export function createCreationGraph(payload: PayloadOf<'LODGE_CREATE_ACTIVITY'>): RecordGraph {
  const graph = new RecordGraphBuilder();
  const activity = graph.node(payload.creation_activity_id, 'CREATE');
  const item = graph.node(payload.created_item_id, payload.created_item_subtype);
  const person = graph.node(payload.linked_person_id, 'PERSON');
  addCreator(graph, item, activity, person);
  return graph.record(activity);
}

export function createVersionGraph(payload: PayloadOf<'LODGE_VERSION_ACTIVITY'>): RecordGraph {
  const graph = new RecordGraphBuilder();
  const activity = graph.node(payload.version_activity_id, 'VERSION');
  const old = graph.node(payload.from_version_id, payload.item_subtype);
  const newVersion = graph.node(payload.to_version_id, payload.item_subtype);
  const person = graph.node(payload.linked_person_id, 'PERSON');
  addCreator(graph, newVersion, activity, person);
  graph.link(activity, 'used', old);
  return graph.record(activity);
}

function addCreator(graph: RecordGraphBuilder, item: string, activity: string, person: string): void {
  graph.link(item, 'wasGeneratedBy', activity);
  graph.link(activity, 'wasAssociatedWith', person);
  graph.link(item, 'wasAttributedTo', person);
}
