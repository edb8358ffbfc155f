import { getValueAt } from '../../documents/json.ts';
import { encodePath } from '../handle-url.ts';
import { readText, readTextMap, readTime, readUrl } from '../lineage-records.ts';
import type { Crate, Description, Reference } from './crate.ts';

const UNKNOWN_MODEL = '#unknown-model';

/** A model run as the action of the profile Process Run Crate: who, with which instrument, from what, to what, when. */
export function describeModelRun(id: string, crate: Crate, mainTemplate: string | undefined): Description {
  const item = crate.getItem(id);
  const study = readText(item, 'record', 'study_id');
  const informants = crate.getRelated(id, 'source', 'wasInformedBy');
  const studies = informants.filter((one) => crate.getSubtype(one) === 'STUDY');
  return {
    '@type': 'CreateAction',
    description: readText(item, 'record', 'description') ?? crate.describeUnreadable(id),
    startTime: readTime(item, 'record', 'start_time'),
    endTime: readTime(item, 'record', 'end_time'),
    agent: listAgents(id, crate),
    instrument: findInstrument(id, crate, mainTemplate),
    object: [...crate.referToRelated(id, 'source', 'used', 'DATASET'), ...listParameters(id, crate)],
    result: crate.referToRelated(id, 'target', 'wasGeneratedBy'),
    isPartOf: [...new Set([...studies, ...(study === undefined ? [] : [study])])].map((one) =>
      crate.refer(one, 'STUDY'),
    ),
    subjectOf: addCiRun(id, crate),
  };
}

/** The people and organisations that the graph or the record has. */
function listAgents(id: string, crate: Crate): Reference[] {
  const item = crate.getItem(id);
  const modeller = readText(item, 'record', 'associations', 'modeller_id');
  const organisation = readText(item, 'record', 'associations', 'requesting_organisation_id');
  const agents = new Map<string, Reference>();
  if (modeller !== undefined) agents.set(modeller, crate.refer(modeller, 'PERSON'));
  if (organisation !== undefined) agents.set(organisation, crate.refer(organisation, 'ORGANISATION'));
  for (const agent of crate.getRelated(id, 'source', 'wasAssociatedWith'))
    agents.set(agent, crate.refer(agent));
  return [...agents.values()];
}

/**
 * The workflow template if it is the main workflow of the crate, else the model. The profile requires one, even of a run
 * that cannot be read.
 */
function findInstrument(id: string, crate: Crate, mainTemplate: string | undefined): Reference {
  const template = readText(crate.getItem(id), 'record', 'workflow_template_id');
  if (template !== undefined && template === mainTemplate) return crate.refer(template);
  const model =
    crate.getRelated(id, 'source', 'used').find((used) => crate.getSubtype(used) === 'MODEL') ??
    (template === undefined ? undefined : readText(crate.getItem(template), 'software_id'));
  if (model !== undefined) return crate.refer(model, 'MODEL');
  return crate.add(UNKNOWN_MODEL, 'SoftwareApplication', {
    name: 'Unknown model',
    description: 'The model of a run whose record or workflow template cannot be read.',
    url: crate.refer(id)['@id'],
    version: 'unknown',
  });
}

/** The version of the model and the annotations of the run, one of which can have the same name. */
function listParameters(id: string, crate: Crate): Reference[] {
  const record = getValueAt(crate.getItem(id), ['record']) ?? {};
  const version = readText(record, 'model_version');
  const run = crate.refer(id)['@id'];
  const add = (name: string, value: string, fragment = name) =>
    crate.add(`${run}#${encodeURIComponent(fragment.toWellFormed())}`, 'PropertyValue', { name, value });
  const annotations = readTextMap(record, 'annotations').flatMap(([name, value]) => {
    if (name !== 'model_version' || version === undefined) return [add(name, value)];
    return value === version ? [] : [add(name, value, `annotations.${name}`)];
  });
  return [...(version === undefined ? [] : [add('model_version', version)]), ...annotations];
}

/** The workflow run of a CI service that recorded the model run, if its annotations have it. */
function addCiRun(id: string, crate: Crate): Reference | undefined {
  const item = crate.getItem(id);
  const url = readUrl(item, 'record', 'annotations', 'ci_run_url');
  if (url === undefined) return undefined;
  const read = (name: string) => readText(item, 'record', 'annotations', name);
  const [repository, commit] = [read('ci_repository'), read('ci_commit')];
  return crate.add(url, 'CreativeWork', {
    name: `${read('ci_workflow') ?? 'Workflow'} in ${repository ?? 'a repository'}, run by ${read('ci_actor') ?? 'CI'}`,
    description: 'Run of a continuous integration service that recorded the model run.',
    version: commit,
    isBasedOn:
      repository === undefined || commit === undefined
        ? undefined
        : `${new URL(url).origin}/${encodePath(repository)}/tree/${encodePath(commit)}`,
  });
}

/** Whether the record of a model run has the CI run that wrote it. */
export function hasCiRun(id: string, crate: Crate): boolean {
  return readUrl(crate.getItem(id), 'record', 'annotations', 'ci_run_url') !== undefined;
}
