import * as z from 'zod/mini';
import { document, list, section } from './document.ts';
import { findEwktError } from './ewkt.ts';
import { date, flag, handle, httpUrl, nonEmptyText, text, uri } from './text.ts';

/** One approval: the server accepts it if it is not relevant, or relevant and obtained. */
function approval(description: string) {
  return section(
    description,
    {
      relevant: flag('Whether this approval is needed for the dataset.', false),
      obtained: flag('Whether the approval was obtained.', false),
    },
    z.refine(({ relevant, obtained }) => (relevant ?? false) === (obtained ?? false), {
      path: ['obtained'],
      error: 'relevant and obtained must be equal: set both to true or both to false',
    }),
  );
}

function optionalDate(description: string, example: string) {
  return section(
    `When the dataset was ${description}, if it has been.`,
    {
      relevant: flag(`Whether the dataset has been ${description}.`, false),
      value: z.nullish(date(`Date on which the dataset was ${description}.`, example)),
    },
    z.refine(({ relevant, value }) => (relevant ?? false) === (value != null), {
      path: ['value'],
      error: 'set a date if relevant is true, and omit it otherwise',
    }),
  );
}

const accessInfo = () =>
  section(
    'How to access the data.',
    {
      reposited: flag("Whether the files are in Provena's store.", true),
      uri: z.nullish(
        uri('Location of the data, if it is not in the store.', 'https://files.example.org/sst/'),
      ),
      description: z.nullish(
        nonEmptyText('How to access data that is not in the store.', 'Open directory, no login.'),
      ),
    },
    z.superRefine(({ reposited = true, ...elsewhere }, { issues }) => {
      for (const field of ['uri', 'description'] as const) {
        const input = elsewhere[field];
        if (reposited === (input == null)) continue;
        const problem = reposited ? 'must not be set' : 'is required';
        const message = `${problem}, because reposited is ${reposited}`;
        issues.push({ code: 'custom', path: [field], input, message });
      }
    }),
  );

const ewkt = (description: string) =>
  nonEmptyText(description, 'SRID=4326;POLYGON((142 -24, 154 -24, 154 -10, 142 -10, 142 -24))').check(
    z.maxLength(50_000, 'at most 50,000 characters'),
    z.superRefine((value, { issues }) => {
      const message = findEwktError(value);
      if (message) issues.push({ code: 'custom', input: value, message });
    }),
  );

/** A number above 0 as the server's Python reads it: whitespace around it, `1_000` and `inf` are fine. */
const POSITIVE_NUMBER =
  /^\s*\+?(?:inf(?:inity)?|(?=\S*[1-9])(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+)?)\s*$/i;

/** ISO 8601 durations as the server parses them, including fractions and the format `P0001-02-03T04:05:06`. */
const DURATION =
  /^[+-]?P(?=\w)(?:(?:\d+(?:[,.]\d+)?Y)?(?:\d+(?:[,.]\d+)?M)?(?:\d+(?:[,.]\d+)?W)?(?:\d+(?:[,.]\d+)?D)?(?:T(?:\d+(?:[,.]\d+)?H)?(?:\d+(?:[,.]\d+)?M)?(?:\d+(?:[,.]\d+)?S)?)?|\d{4}-?\d{2}-?\d{2}T\d{2}:?\d{2}:?\d{2})$/;

const spatialInfo = () =>
  section('Spatial coverage of the data.', {
    coverage: z.nullish(ewkt('Area that the data cover, in EWKT.')),
    resolution: z.nullish(
      nonEmptyText('Spatial resolution in decimal degrees, as a string.', '0.05').check(
        z.regex(POSITIVE_NUMBER, 'expected a number above 0, as a string'),
      ),
    ),
    extent: z.nullish(ewkt('Bounding box of the data, in EWKT.')),
  });

const duration = () =>
  section(
    'Period of the data.',
    {
      begin_date: date('First day of the data.', '2019-01-01'),
      end_date: date('Last day of the data.', '2021-12-31'),
    },
    z.refine(({ begin_date, end_date }) => begin_date <= end_date, {
      path: ['end_date'],
      error: 'must not be before begin_date',
    }),
  );

const temporalInfo = () =>
  section('Temporal coverage of the data.', {
    duration: z.nullish(duration()),
    resolution: z.nullish(
      nonEmptyText('Temporal resolution as an ISO 8601 duration.', 'P1D').check(
        z.regex(DURATION, 'expected an ISO 8601 duration, such as P1D or PT15M'),
      ),
    ),
  });

const datasetInfo = () =>
  section(
    'Properties of the dataset.',
    {
      name: nonEmptyText(
        'Name of the dataset. It also becomes its display name.',
        'Sea surface temperature 2019-2021',
      ),
      description: nonEmptyText('Description of the dataset.', 'Daily gridded temperature.'),
      access_info: accessInfo(),
      publisher_id: handle('Handle of the organisation that publishes the dataset.', 'ORGANISATION'),
      created_date: optionalDate('created', '2021-11-30'),
      published_date: optionalDate('published', '2022-02-14'),
      license: httpUrl('URL of the licence of the data.', 'https://creativecommons.org/licenses/by/4.0/'),
      purpose: z.nullish(nonEmptyText('Purpose of the dataset.', 'Validation of a reef model.')),
      rights_holder: z.nullish(nonEmptyText('Rights holder.', 'Example Organisation')),
      usage_limitations: z.nullish(nonEmptyText('Limitations on the use of the data.', 'Research use only.')),
      preferred_citation: z.nullish(nonEmptyText('How to cite the dataset.', 'Example Organisation (2022).')),
      spatial_info: z.nullish(spatialInfo()),
      temporal_info: z.nullish(temporalInfo()),
      formats: z.nullish(
        list('File formats in the dataset.', nonEmptyText('A file format in the dataset.', 'nc')),
      ),
      keywords: z.nullish(
        list('Keywords of the dataset.', nonEmptyText('A keyword of the dataset.', 'reef')),
      ),
      user_metadata: z.nullish(
        z
          .record(
            nonEmptyText('Name of the metadata.', 'project'),
            nonEmptyText('Value of the metadata.', 'reef'),
          )
          .check(z.meta({ description: 'Custom metadata: string values by key.' })),
      ),
      // Provena's Python models write each absent field as null, this one as well; the server drops nulls.
      version: z.optional(
        z
          .null('the server assigns version numbers: omit this field')
          .check(z.meta({ description: 'Always empty: the server assigns version numbers.' })),
      ),
    },
    z.refine(
      ({ created_date: { value: created }, published_date: { value: published } }) =>
        created == null || published == null || created <= published,
      { path: ['published_date', 'value'], error: 'must not be before the date of creation' },
    ),
  );

/**
 * Metadata of a dataset for the data store, with every rule of the server that needs no network. The server rejects
 * unknown fields, and also a string in `dataset_info.version`, which its model has and its schema forbids.
 */
export const CollectionFormat = document(
  () => ({
    associations: section('People and organisations responsible for the dataset.', {
      organisation_id: handle(
        'Handle of the organisation for which the dataset is registered.',
        'ORGANISATION',
      ),
      data_custodian_id: z.nullish(handle('Handle of the person who is responsible for the data.', 'PERSON')),
      point_of_contact: z.nullish(
        text('Contact for questions about the data.', 'data@example.org').check(
          z.minLength(1, 'must not be empty'),
        ),
      ),
    }),
    approvals: section('Approvals that the dataset needs, and whether they were obtained.', {
      ethics_registration: approval('Consent of the subjects to the registration of the data.'),
      ethics_access: approval('Consent of the subjects to the use of the data.'),
      indigenous_knowledge: approval('Consent to the use of Indigenous knowledge.'),
      export_controls: approval('Export controls and other legal restrictions.'),
    }),
    dataset_info: datasetInfo(),
  }),
  z.meta({ title: 'Dataset metadata', description: 'Metadata of a dataset in a Provena data store.' }),
);
export interface CollectionFormat extends z.infer<typeof CollectionFormat> {}
