import { list, mapOf } from '../../pydantic/collections.ts';
import { date, httpUrl } from '../../pydantic/formats.ts';
import { type Fields, model } from '../../pydantic/model.ts';
import { boolean, text } from '../../pydantic/scalars.ts';
import { byDefault, checked, hidden, type Infer, optional, type Type, titled } from '../../pydantic/type.ts';
import { isDuration, isPositiveNumber, isUri } from './written-values.ts';

/** Every object of dataset metadata refuses unknown fields, and every text in it has at least one character. */
const nonEmptyText = text({ min: 1 });
const optionalText = (title: string, type: Type<string> = nonEmptyText) => titled(optional(type), title);

function approvalModel(name: string, title: string) {
  const flag = byDefault(boolean, () => false);
  const description = 'Whether such an approval matters for this dataset, and whether it has been obtained.';
  return model(name, { relevant: flag, obtained: flag }, { forbidExtra: true, title, description });
}

function dateModel(name: string, title: string) {
  const fields = { relevant: byDefault(boolean, () => false), value: optional(date) };
  const rule = (given: { relevant: boolean; value: string | null }) =>
    given.relevant === (given.value !== null)
      ? undefined
      : 'A date has a value when it is relevant, and only then.';
  const description = 'A day, if it matters for this dataset.';
  return model(name, fields, { forbidExtra: true, title, description, rules: [rule] });
}

function section<F extends Fields>(name: string, title: string, description: string, fields: F) {
  return model(name, fields, { forbidExtra: true, title, description });
}

const AccessInfo = model(
  'AccessInfo',
  {
    reposited: titled(
      byDefault(boolean, () => true),
      'Data Storage',
    ),
    uri: optionalText('Dataset URI', {
      ...checked(nonEmptyText, (value) =>
        isUri(value) ? undefined : `"${value}" is not a URI with a scheme (RFC 3986).`,
      ),
      schema: () => ({ format: 'uri', type: 'string' }),
    }),
    description: optionalText('Access Description'),
  },
  {
    forbidExtra: true,
    title: 'Access Info',
    description: 'Whether the data store holds the files, and where they are otherwise.',
    rules: [
      (given) => {
        const told = [given.uri, given.description].filter((part) => part !== null).length;
        if (given.reposited)
          return told === 0 ? undefined : 'Data in the data store has no uri or description of access.';
        return told === 2 ? undefined : 'Data held elsewhere needs both a uri and a description of access.';
      },
    ],
  },
);

const geometry = text({ min: 1, max: 50_000 });
const SpatialInfo = section(
  'CollectionFormatSpatialInfo',
  'Dataset Spatial Information',
  'Where the data lies. Places are EWKT, such as SRID=4326;POINT(145 -16).',
  {
    coverage: optionalText('Spatial Coverage', geometry),
    resolution: optionalText(
      'Spatial Resolution',
      checked(nonEmptyText, (value) =>
        isPositiveNumber(value) ? undefined : 'The resolution must be a number above zero.',
      ),
    ),
    extent: optionalText('Spatial Extent', geometry),
  },
);

const Duration = model(
  'TemporalDurationInfo',
  { begin_date: titled(date, 'Start Date'), end_date: titled(date, 'End Date') },
  {
    forbidExtra: true,
    title: 'Temporal Duration',
    description: 'The first and the last day of the data.',
    rules: [
      (given) =>
        given.begin_date <= given.end_date ? undefined : 'The duration must not end before it begins.',
    ],
  },
);

const TemporalInfo = section(
  'CollectionFormatTemporalInfo',
  'Dataset Temporal Information',
  'When the data was taken, and how often.',
  {
    duration: optional(Duration),
    resolution: optionalText(
      'Temporal Resolution',
      checked(nonEmptyText, (value) =>
        isDuration(value) ? undefined : 'The resolution must be an ISO 8601 duration, like P1D.',
      ),
    ),
  },
);

const DatasetInfo = section(
  'CollectionFormatDatasetInfo',
  'Dataset Information',
  'What the dataset is, who published it, and under which terms it may be used.',
  {
    name: titled(nonEmptyText, 'Dataset name'),
    description: titled(nonEmptyText, 'Description'),
    access_info: AccessInfo,
    publisher_id: titled(nonEmptyText, 'Publisher'),
    created_date: dateModel('CreatedDate', 'Dataset Creation Date'),
    published_date: dateModel('PublishedDate', 'Dataset Publication Date'),
    license: titled(httpUrl, 'Usage license'),
    purpose: optionalText('Dataset Purpose'),
    rights_holder: optionalText('Dataset Rights Holder'),
    usage_limitations: optionalText('Usage Limitations'),
    preferred_citation: optionalText('Preferred dataset citation'),
    spatial_info: optional(SpatialInfo),
    temporal_info: optional(TemporalInfo),
    formats: titled(optional(list(nonEmptyText)), 'Dataset File Formats'),
    keywords: titled(optional(list(nonEmptyText)), 'Keywords'),
    user_metadata: titled(optional(mapOf(nonEmptyText, nonEmptyText)), 'Custom User Metadata'),
    version: hidden(optional(nonEmptyText)),
  },
);

const Approvals = section(
  'CollectionFormatApprovals',
  'Dataset Approvals',
  'Approvals that the dataset needs, and those it has.',
  {
    ethics_registration: approvalModel(
      'DatasetEthicsRegistrationCheck',
      'Dataset Registration Ethics and Privacy',
    ),
    ethics_access: approvalModel('DatasetEthicsAccessCheck', 'Dataset Access Ethics and Privacy'),
    indigenous_knowledge: approvalModel('IndigenousKnowledgeCheck', 'Indigenous Knowledge and Consent'),
    export_controls: approvalModel('ExportControls', 'Export Controls'),
  },
);
/** In the order in which the data store looks at them. */
export const APPROVALS = [
  'ethics_registration',
  'ethics_access',
  'indigenous_knowledge',
  'export_controls',
] as const;

const Associations = section(
  'CollectionFormatAssociations',
  'Dataset Associations',
  'Who is behind the dataset.',
  {
    organisation_id: titled(nonEmptyText, 'Record Creator Organisation'),
    data_custodian_id: optionalText('Dataset Custodian'),
    point_of_contact: optionalText('Point of Contact'),
  },
);

/** What people write of a dataset. */
export const CollectionFormat = section(
  'CollectionFormat',
  'Dataset Metadata',
  'Everything that is known of a dataset.',
  {
    associations: Associations,
    approvals: Approvals,
    dataset_info: DatasetInfo,
  },
);
export type CollectionFormat = Infer<typeof CollectionFormat>;
