import { list, mapOf } from '../../pydantic/collections.ts';
import { date, httpUrl } from '../../pydantic/formats.ts';
import { type Fields, type FieldValues, model, type RootRule } from '../../pydantic/model.ts';
import { boolean, text } from '../../pydantic/scalars.ts';
import { byDefault, checked, hidden, type Infer, optional, type Type, titled } from '../../pydantic/type.ts';
import { isDuration, isPositiveNumber, isUri } from './text-formats.ts';

/** Objects of dataset metadata reject unknown fields, and strings have at least one character. */
const nonEmptyText = text({ min: 1 });
const optionalText = (title: string, description: string, type: Type<string> = nonEmptyText) =>
  titled(optional(type), title, description);

function createSection<F extends Fields>(
  name: string,
  title: string,
  description: string,
  fields: F,
  ...rules: RootRule<FieldValues<F>>[]
) {
  return model(name, fields, { forbidExtra: true, title, description, rules });
}

const flag = byDefault(boolean, () => false);

function createApprovalModel(name: string, title: string) {
  const description = 'Whether the dataset needs this approval, and whether it has it.';
  return createSection(name, title, description, { relevant: flag, obtained: flag });
}

function createDateModel(name: string, title: string) {
  const description = 'A day, if it is relevant for this dataset.';
  return createSection(name, title, description, { relevant: flag, value: optional(date) }, (field) =>
    field.relevant === (field.value !== null)
      ? undefined
      : 'A date has a value when it is relevant, and only then.',
  );
}

const AccessInfo = createSection(
  'AccessInfo',
  'Access Info',
  'Whether the data store holds the files, and where they are otherwise.',
  {
    reposited: titled(
      byDefault(boolean, () => true),
      'Data Storage',
      'Whether the data store holds the files.',
    ),
    uri: optionalText('Dataset URI', 'Where the files are, if the data store does not hold them.', {
      ...checked(nonEmptyText, (value) =>
        isUri(value) ? undefined : `"${value}" is not a URI with a scheme (RFC 3986).`,
      ),
      schema: () => ({ format: 'uri', type: 'string' }),
    }),
    description: optionalText('Access Description', 'How to get the files from there.'),
  },
  ({ reposited, uri, description }) => {
    if (reposited && (uri !== null || description !== null))
      return 'Data in the data store has no uri or description of access.';
    return !reposited && (uri === null || description === null)
      ? 'Data held elsewhere needs both a uri and a description of access.'
      : undefined;
  },
);

const geometry = text({ min: 1, max: 50_000 });
const SpatialInfo = createSection(
  'CollectionFormatSpatialInfo',
  'Dataset Spatial Information',
  'The area of the data, as EWKT such as SRID=4326;POINT(145 -16).',
  {
    coverage: optionalText('Spatial Coverage', 'The covered area, as EWKT.', geometry),
    resolution: optionalText(
      'Spatial Resolution',
      'The resolution in decimal degrees.',
      checked(nonEmptyText, (value) =>
        isPositiveNumber(value) ? undefined : 'The resolution must be a number above zero.',
      ),
    ),
    extent: optionalText('Spatial Extent', 'The outer bounds of the area, as EWKT.', geometry),
  },
);

const Duration = createSection(
  'TemporalDurationInfo',
  'Temporal Duration',
  'The first and the last day of the data.',
  {
    begin_date: titled(date, 'Start Date', 'The first day of the data.'),
    end_date: titled(date, 'End Date', 'The last day of the data.'),
  },
  (range) => (range.begin_date <= range.end_date ? undefined : 'end_date is before begin_date.'),
);

const TemporalInfo = createSection(
  'CollectionFormatTemporalInfo',
  'Dataset Temporal Information',
  'The time of the data, and its resolution.',
  {
    duration: optional(Duration),
    resolution: optionalText(
      'Temporal Resolution',
      'The interval between values, as an ISO 8601 duration.',
      checked(nonEmptyText, (value) =>
        isDuration(value) ? undefined : 'The resolution must be an ISO 8601 duration, like P1D.',
      ),
    ),
  },
);

const DatasetInfo = createSection(
  'CollectionFormatDatasetInfo',
  'Dataset Information',
  'Name, description, publisher and terms of use of the dataset.',
  {
    name: titled(nonEmptyText, 'Dataset name', 'A name for people.'),
    description: titled(nonEmptyText, 'Description', 'The contents of the dataset, and how they came about.'),
    access_info: AccessInfo,
    publisher_id: titled(
      nonEmptyText,
      'Publisher',
      'The handle of the organisation that publishes the dataset.',
    ),
    created_date: createDateModel('CreatedDate', 'Dataset Creation Date'),
    published_date: createDateModel('PublishedDate', 'Dataset Publication Date'),
    license: titled(httpUrl, 'Usage license', 'The URL of the licence.'),
    purpose: optionalText('Dataset Purpose', 'Why the dataset was made.'),
    rights_holder: optionalText('Dataset Rights Holder', 'Who owns or manages the rights.'),
    usage_limitations: optionalText('Usage Limitations', 'Restrictions of access or use.'),
    preferred_citation: optionalText('Preferred dataset citation', 'How to cite the dataset.'),
    spatial_info: optional(SpatialInfo),
    temporal_info: optional(TemporalInfo),
    formats: titled(optional(list(nonEmptyText)), 'Dataset File Formats', 'The file formats, such as csv.'),
    keywords: titled(optional(list(nonEmptyText)), 'Keywords', 'Words to find the dataset by.'),
    user_metadata: titled(
      optional(mapOf(nonEmptyText, nonEmptyText)),
      'Custom User Metadata',
      'Any other facts, as keys and values.',
    ),
    version: hidden(optional(nonEmptyText)),
  },
);

const Approvals = createSection(
  'CollectionFormatApprovals',
  'Dataset Approvals',
  'Approvals that the dataset needs, and those it has.',
  {
    ethics_registration: createApprovalModel(
      'DatasetEthicsRegistrationCheck',
      'Dataset Registration Ethics and Privacy',
    ),
    ethics_access: createApprovalModel('DatasetEthicsAccessCheck', 'Dataset Access Ethics and Privacy'),
    indigenous_knowledge: createApprovalModel('IndigenousKnowledgeCheck', 'Indigenous Knowledge and Consent'),
    export_controls: createApprovalModel('ExportControls', 'Export Controls'),
  },
);
/** In the order in which the data store checks them. */
export const APPROVALS = [
  'ethics_registration',
  'ethics_access',
  'indigenous_knowledge',
  'export_controls',
] as const;

const Associations = createSection(
  'CollectionFormatAssociations',
  'Dataset Associations',
  'The organisation and the people responsible for the dataset.',
  {
    organisation_id: titled(
      nonEmptyText,
      'Record Creator Organisation',
      'The handle of the organisation that registers the dataset.',
    ),
    data_custodian_id: optionalText(
      'Dataset Custodian',
      'The handle of the person who looks after the dataset.',
    ),
    point_of_contact: optionalText('Point of Contact', 'Whom to contact about the dataset.'),
  },
);

/** The metadata of a dataset, as people write it. */
export const CollectionFormat = createSection(
  'CollectionFormat',
  'Dataset Metadata',
  'The metadata of a dataset.',
  {
    associations: Associations,
    approvals: Approvals,
    dataset_info: DatasetInfo,
  },
);
export type CollectionFormat = Infer<typeof CollectionFormat>;
