/** Documents of a model, its templates and a workflow that reference each other. */
export const DOCUMENTS = {
  'provena/organisation.yaml':
    'kind: organisation\n$id: institute\ndisplay_name: Wave Institute\nname: Wave Institute\n',
  'provena/model.yaml': `kind: model
$id: waves
display_name: Wave model
name: Wave model
description: Heights of waves.
documentation_url: https://example.org/docs
source_url: https://example.org/source
`,
  'provena/templates/forcing.yaml': `kind: dataset-template
display_name: Wind
description: What drives the waves.
deferred_resources:
  - {key: wind, description: Wind speeds, usage_type: FORCING_DATA}
`,
  'provena/templates/heights.yaml': 'kind: dataset-template\ndisplay_name: Wave heights\n',
  'provena/workflow.yaml': `kind: model-run-workflow-template
display_name: Wave run
software_id: { $ref: waves }
input_templates: [{ template_id: { $ref: templates/forcing.yaml } }]
output_templates: [{ template_id: { $ref: ./templates/heights.yaml } }]
annotations: { required: [scenario] }
`,
};
