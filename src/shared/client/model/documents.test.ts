import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod/mini';
import { formatIssue } from '../errors.ts';
import { toIssues } from '../http/issues.ts';
import { KINDS, type KindName } from '../registry/kinds.ts';
import { INFO, METADATA, RECORD } from '../testing/samples.ts';
import { CollectionFormat } from './collection-format.ts';
import { check } from './document.ts';
import { ModelRunRecord } from './model-run-record.ts';

// The keys of KINDS are its names.
const KIND_NAMES = Object.keys(KINDS) as KindName[];

for (const [name, schema, sample] of [
  ['dataset metadata', CollectionFormat, METADATA],
  ['a model run record', ModelRunRecord, RECORD],
  ...KIND_NAMES.map((kind) => [kind, KINDS[kind].info, INFO[kind]] as const),
] as const) {
  test(`schema of ${name} accepts a document with all fields and does not change it`, () => {
    assert.deepEqual(z.parse<z.ZodMiniType>(schema, sample), sample);
  });
  test(`schema of ${name} reports an unknown field at its path`, () => {
    assert.deepEqual(problems(schema, { ...sample, colour: 1 }), ['colour: is not a known field']);
  });
  test(`schema of ${name} describes every field in its JSON Schema`, () => {
    const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
    const silent = Object.entries(properties).filter(
      ([, property]) => !JSON.stringify(property).includes('description'),
    );
    const matches = silent.map(([field]) => field).filter((field) => !SERVER_MADE.includes(field));
    assert.deepEqual(matches, []);
  });
}
/** Fields that no one writes by hand. */
const SERVER_MADE = [
  'release_history',
  'release_status',
  'release_approver',
  'release_timestamp',
  'access_info_uri',
  's3',
];

/** A copy of a sample with one value replaced; `undefined` takes the field away. */
function changed(sample: object, path: string, value: unknown): object {
  const copy = structuredClone(sample);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const holder = steps.reduce<object>((at, step) => Reflect.get(at, step), copy);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
  return copy;
}

function problems(schema: z.ZodMiniType, value: unknown): string[] {
  const result = z.safeParse(schema, value);
  return result.success ? [] : toIssues(result.error, value).map(formatIssue);
}

type Row = readonly [path: string, value: unknown, problem?: string];
const info = 'dataset_info';

/**
 * A field, its value, and the message of the client, which begins with the rest of the path if it is about a part of the value.
 * The data store accepted the values without a message.
 */
const METADATA_ROWS: readonly Row[] = [
  ['associations.organisation_id', undefined, 'expected a handle such as 10378.1'],
  ['associations.organisation_id', 'Example Organisation', 'expected a handle such as'],
  ['associations.organisation_id', 'me', 'expected a handle such as'],
  ...['./org.yaml', '../org', 'provena/org.yaml', 'provena/org.json', '/org/a', '.\\org/a'].map(
    (path) => ['associations.organisation_id', path, 'expected a handle'] as const,
  ),
  ...['10378.1/x y', 'doi:10.1/x', 'hdl:2027/abc'].map(
    (id) => ['associations.organisation_id', id, 'expected a handle'] as const,
  ),
  ['associations.data_custodian_id', 'me'],
  ['associations.data_custodian_id', '10378.1%2F1234567'],
  ['associations.data_custodian_id', null],
  ['associations.point_of_contact', '', 'must not be empty'],
  ['approvals.export_controls', {}],
  ['approvals.export_controls', { relevant: true }, '.obtained: relevant and obtained must be equal'],
  ['approvals.export_controls', { obtained: true }, '.obtained: relevant and obtained must be equal'],
  ['approvals.ethics_access', undefined, 'expected a mapping, found nothing'],
  [`${info}.name`, '', 'must not be empty. Write a value'],
  [`${info}.name`, ' '],
  [`${info}.version`, null],
  [`${info}.version`, '1', 'the server assigns version numbers: omit this field'],
  [`${info}.access_info`, {}],
  [`${info}.access_info`, { uri: 'urn:x:y' }, '.uri: must not be set, because reposited is true'],
  [`${info}.access_info.uri`, undefined, 'is required, because reposited is false'],
  [`${info}.access_info.uri`, 'urn:x:y'],
  [`${info}.access_info.uri`, 'C:\\data', 'expected a URI'],
  [`${info}.access_info.uri`, 'https://x/%zz', 'expected a URI'],
  [`${info}.access_info.uri`, 'https://x/å', 'expected a URI'],
  [`${info}.license`, 'ftp://x/', 'expected an http or https URL'],
  [`${info}.license`, 'https://', 'expected an http or https URL'],
  [`${info}.license`, ' HTTPS://example.org '],
  [`${info}.license`, `https://x/${'y'.repeat(65_536)}`, 'a URL has at most 65,536 characters'],
  [`${info}.created_date`, {}],
  [
    `${info}.created_date`,
    { relevant: true },
    '.value: set a date if relevant is true, and omit it otherwise',
  ],
  [
    `${info}.created_date`,
    { value: '2020-01-01' },
    '.value: set a date if relevant is true, and omit it otherwise',
  ],
  [`${info}.created_date.value`, '2024-02-30', 'expected a date that exists'],
  [`${info}.created_date.value`, '0000-01-01', 'expected a date that exists'],
  [`${info}.published_date.value`, '2020-01-01', 'must not be before'],
  [`${info}.publisher_id`, 'https://hdl.handle.net/10378.1/1'],
  [
    `${info}.publisher_id`,
    'https://example.org/organisation',
    'expected a handle such as 10378.1/1234567, or its URL',
  ],
  [`${info}.temporal_info`, {}],
  [`${info}.temporal_info.duration`, {}, '.begin_date: expected a date'],
  [`${info}.temporal_info.duration.end_date`, '2018-01-01', 'must not be before begin_date'],
  ...[
    'P1D',
    'P2W',
    'PT15M',
    'P1Y2M10DT2H30M',
    '+P1D',
    '-P1D',
    'PT',
    'P1DT',
    'P1,5D',
    'P0001-02-03T04:05:06',
  ].map((duration): Row => [`${info}.temporal_info.resolution`, duration]),
  ...['P', 'p1d', '1D', 'P-1D', 'PT1', 'P1H', 'P1D '].map(
    (duration): Row => [`${info}.temporal_info.resolution`, duration, 'expected an ISO 8601 duration'],
  ),
  ...['0.05', ' 0.5 ', '1_000', 'inf', '1e-5', '.5'].map(
    (number): Row => [`${info}.spatial_info.resolution`, number],
  ),
  ...['0', '-1', 'nan', '-inf', '0,5', 'a', '0.0'].map(
    (number): Row => [`${info}.spatial_info.resolution`, number, 'expected a number above 0'],
  ),
  [`${info}.keywords`, []],
  [`${info}.keywords`, ['a', ''], '[1]: must not be empty'],
  [`${info}.user_metadata`, {}],
  [`${info}.user_metadata`, { a: '' }, '.a: must not be empty'],
  [`${info}.user_metadata`, { a: 3 }, '.a: expected a string, found a number'],
];

const RECORD_ROWS: readonly Row[] = [
  ['end_time', RECORD.start_time - 1, 'must not be before start_time'],
  ['end_time', RECORD.start_time],
  ['start_time', 1.5, 'expected whole Unix seconds'],
  ['display_name', '', 'must not be empty'],
  ['inputs', []],
  ['inputs.0.dataset_type', 'S3', 'expected DATA_STORE'],
  ['associations.requesting_organisation_id', '', 'must not be empty'],
  ['annotations', { a: '' }],
  ['study_id', null],
];

const KIND_ROWS: Readonly<Partial<Record<KindName, readonly Row[]>>> = {
  person: [
    ['ethics_approved', false, 'a person is registered only with their consent'],
    ['ethics_approved', undefined, 'a person is registered only with their consent'],
    ['email', 'nobody', 'expected an email address'],
    ['email', 'mailto:ada@example.org', 'expected an email address'],
    ['email', '<ada@example.org>', 'expected an email address'],
    ['orcid', 'ftp://orcid.org/1', 'expected an http or https URL'],
    ['first_name', ''],
  ],
  organisation: [
    ['display_name', '', 'must not be empty'],
    ['name', ''],
    ['ror', null],
  ],
  modelRunWorkflow: [
    ['annotations', { required: ['a'], optional: ['a'] }, '.optional[0]: duplicate value "a"'],
    ['annotations', { required: ['a', 'a'] }, '.required[1]: duplicate value "a"'],
    [
      'input_templates',
      [{ template_id: 'x/1' }, { template_id: 'x/1' }],
      '[1].template_id: duplicate value "x/1"',
    ],
    ['input_templates', undefined],
  ],
  datasetTemplate: [
    ['deferred_resources.0.usage_type', 'OTHER', 'expected one of "PARAMETER_FILE", '],
    ['defined_resources', []],
  ],
  dataset: [
    ['access_info_uri', 'https://other/', 'must equal'],
    ['release_approver', null, 'set both release_approver and release_timestamp, or neither'],
  ],
};

const TABLES: readonly (readonly [string, z.ZodMiniType, object, readonly Row[]])[] = [
  ['metadata', CollectionFormat, METADATA, METADATA_ROWS],
  ['record', ModelRunRecord, RECORD, RECORD_ROWS],
  ...KIND_NAMES.map((kind) => [kind, KINDS[kind].info, INFO[kind], KIND_ROWS[kind] ?? []] as const),
];
for (const [name, schema, sample, rows] of TABLES) {
  for (const [path, value, problem] of rows) {
    const shown = JSON.stringify(value)?.slice(0, 40);
    test(`schema of ${name} ${problem ? 'rejects' : 'accepts'} ${path} = ${shown}`, () => {
      const found = problems(schema, changed(sample, path, value));
      if (problem === undefined) assert.deepEqual(found, []);
      else {
        const place = path.replace(/\.(\d+)/g, '[$1]') + (/^[.[]/.test(problem) ? '' : ': ');
        assert.ok(found[0]?.startsWith(place + problem), `found ${JSON.stringify(found)}`);
      }
    });
  }
}

test('check returns a valid document, and throws an error with all issues of an invalid one', () => {
  assert.deepEqual(check(ModelRunRecord, RECORD), RECORD);
  assert.throws(() => check(CollectionFormat, { ...METADATA, associations: {}, colour: 1 }), {
    family: 'invalid',
    message:
      /associations\.organisation_id: expected a handle such as 10378\.1\/1234567\n {2}colour: is not a known field/,
  });
});
