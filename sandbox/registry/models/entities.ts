import { list, mapOf } from '../../pydantic/collections.ts';
import { email, httpUrl } from '../../pydantic/formats.ts';
import { model } from '../../pydantic/model.ts';
import { boolean, oneOf, text } from '../../pydantic/scalars.ts';
import { byDefault, checked, optional } from '../../pydantic/type.ts';
import { createDomainInfo } from './domain.ts';

export const Software = createDomainInfo('ModelDomainInfo', {
  name: text(),
  description: text(),
  documentation_url: httpUrl,
  source_url: httpUrl,
});

const TemplateResource = model('TemplateResource', { template_id: text(), optional: optional(boolean) });
const templates = byDefault(
  checked(list(TemplateResource), (all) =>
    findDuplicate(
      all.map((one) => one.template_id),
      'template ids',
    ),
  ),
  () => [],
);

const textList = byDefault(list(text()), () => []);
const Annotations = model(
  'WorkflowTemplateAnnotations',
  { required: textList, optional: textList },
  {
    rules: [
      (annotations) => findDuplicate([...annotations.required, ...annotations.optional], 'annotation keys'),
    ],
  },
);

export const WorkflowTemplate = createDomainInfo('ModelRunWorkflowTemplateDomainInfo', {
  software_id: text(),
  input_templates: templates,
  output_templates: templates,
  annotations: optional(Annotations),
});

const usageType = oneOf('ResourceUsageType', [
  'PARAMETER_FILE',
  'CONFIG_FILE',
  'FORCING_DATA',
  'GENERAL_DATA',
]);
const RESOURCE = {
  description: text(),
  usage_type: usageType,
  optional: optional(boolean),
  is_folder: optional(boolean),
  additional_metadata: optional(mapOf(text())),
};
const DefinedResource = model('DefinedResource', { path: text(), ...RESOURCE });
const DeferredResource = model('DeferredResource', { key: text(), ...RESOURCE });

export const DatasetTemplate = createDomainInfo(
  'DatasetTemplateDomainInfo',
  {
    description: optional(text()),
    defined_resources: byDefault(list(DefinedResource), () => []),
    deferred_resources: byDefault(list(DeferredResource), () => []),
  },
  {
    rules: [
      (template) =>
        findDuplicate(
          template.deferred_resources.map((one) => one.key),
          'keys of deferred resources',
        ),
    ],
  },
);

function findDuplicate(values: string[], subject: string): string | undefined {
  const duplicate = values.find((value, index) => values.indexOf(value) !== index);
  return duplicate === undefined
    ? undefined
    : `The ${subject} must be unique, but "${duplicate}" occurs more than once.`;
}

export const Organisation = createDomainInfo('OrganisationDomainInfo', {
  name: text(),
  ror: optional(httpUrl),
});

export const Person = createDomainInfo('PersonDomainInfo', {
  email,
  first_name: text(),
  last_name: text(),
  orcid: optional(httpUrl),
  ethics_approved: byDefault(boolean, () => false),
});
