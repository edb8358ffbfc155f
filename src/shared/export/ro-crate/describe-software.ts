import { getValueAt, type Json } from '../../documents/json.ts';
import { readText, readUrl } from '../lineage-records.ts';
import type { Crate, Description, Reference } from './crate.ts';
import { readVersion } from './describe-dataset.ts';

/** A model is software. Its version is that of the item, because each run has the version of the model that it ran. */
export function describeModel(id: string, crate: Crate): Description {
  const item = crate.getItem(id);
  return {
    '@type': 'SoftwareApplication',
    url: readUrl(item, 'source_url') ?? crate.refer(id)['@id'],
    softwareHelp: readUrl(item, 'documentation_url'),
    version: readVersion(item) ?? 'unknown',
  };
}

/** A dataset template is a parameter of a workflow, whose values are the datasets that follow it. */
export function describeTemplate(id: string, crate: Crate): Description {
  return {
    '@type': 'FormalParameter',
    additionalType: 'Dataset',
    workExample: crate.referToRelated(id, 'target', 'wasInfluencedBy'),
  };
}

/** A workflow template is a workflow, whose file in the crate is the item of the registry. */
export function describeWorkflowTemplate(id: string, crate: Crate): Description {
  const item = crate.getItem(id);
  const software = readText(item, 'software_id');
  return {
    '@type': ['File', 'SoftwareSourceCode', 'ComputationalWorkflow'],
    url: crate.getUrl(id),
    encodingFormat: 'application/json',
    version: readVersion(item) ?? 'unknown',
    programmingLanguage: crate.add('#workflow-template', 'ComputerLanguage', {
      name: 'Provena model run workflow template',
      description:
        'An item of a Provena registry: a model, and the templates of its input and output datasets.',
      url: 'https://docs.provena.io/',
      version: '1',
    }),
    input: listTemplates(item, 'input_templates', crate),
    output: listTemplates(item, 'output_templates', crate),
    hasPart: software === undefined ? undefined : [crate.refer(software, 'MODEL')],
  };
}

function listTemplates(item: Json, field: string, crate: Crate): Reference[] {
  const entries = getValueAt(item, [field]);
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry) => {
    const id = readText(entry, 'template_id');
    return id === undefined ? [] : [crate.refer(id, 'DATASET_TEMPLATE')];
  });
}
