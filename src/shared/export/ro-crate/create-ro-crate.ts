import type { Json } from '../../documents/json.ts';
import { formatJsonFile } from '../file-text.ts';
import { encodePathSegment, PROVENA_NAMESPACE } from '../handle-url.ts';
import { type LineageRecords, readText, readUrl } from '../lineage-records.ts';
import { Crate, type Properties } from './crate.ts';
import { addLicense, type PackedFiles } from './describe-dataset.ts';
import { describeItem, listReadableTemplates } from './describe-item.ts';
import { hasCiRun } from './describe-model-run.ts';
import { createRelationContext } from './relations.ts';

export type CrateVersion = '1.1' | '1.2';

export interface CrateOptions {
  /** Address that resolves handles, without a slash at its end. */
  readonly handleProxy: string;
  readonly publishedAt: Date;
  /** Version of RO-Crate. Default: 1.1 for a crate with model runs, whose profiles require it, else 1.2. */
  readonly version?: CrateVersion | undefined;
  /** URL of the licence of the crate. Default: that of its datasets if they have the same. */
  readonly license?: string | undefined;
  /** The known files of datasets, by handle of the dataset. */
  readonly datasetFiles?: ReadonlyMap<string, PackedFiles> | undefined;
}

/** A crate, before it is written to a folder. */
export interface RoCrate {
  readonly version: CrateVersion;
  /** Profile that its model runs follow; `none` without model runs. */
  readonly profile: 'workflow-run-crate' | 'process-run-crate' | 'none';
  /** Files by their path in the crate: the metadata, and the workflow templates. */
  readonly files: ReadonlyMap<string, string>;
}

const PROFILES = {
  none: [],
  'process-run-crate': [{ id: 'https://w3id.org/ro/wfrun/process/0.5', name: 'Process Run Crate' }],
  'workflow-run-crate': [
    { id: 'https://w3id.org/ro/wfrun/process/0.5', name: 'Process Run Crate' },
    { id: 'https://w3id.org/ro/wfrun/workflow/0.5', name: 'Workflow Run Crate' },
    { id: 'https://w3id.org/workflowhub/workflow-ro-crate/1.0', name: 'Workflow RO-Crate' },
  ],
} as const;

/** Terms of schema.org that the context of a version does not have yet. */
const FURTHER_TERMS: Readonly<Record<CrateVersion, Readonly<Record<string, string>>>> = {
  '1.1': { sha256: 'http://schema.org/sha256', creditText: 'http://schema.org/creditText' },
  '1.2': {},
};

/**
 * The RO-Crate of a lineage: every item of the graph as an entity, and the items that it refers to. With model runs it
 * follows the profile Process Run Crate, and Workflow Run Crate if the workflow template and the CI run of one are known.
 */
export function createRoCrate(records: LineageRecords, options: CrateOptions): RoCrate {
  const crate = new Crate(records, options.handleProxy);
  const runs = records.nodes.map(({ id }) => id).filter((id) => crate.getSubtype(id) === 'MODEL_RUN');
  const templates = listReadableTemplates(records);
  const mainTemplate = findMainTemplate(runs, templates, crate);
  const runProfile = mainTemplate === undefined ? 'process-run-crate' : 'workflow-run-crate';
  const profile = runs.length === 0 ? 'none' : runProfile;
  const version = options.version ?? (profile === 'none' ? '1.2' : '1.1');
  const templatePaths = new Map(
    templates.map((id) => [id, `workflow-templates/${encodePathSegment(id)}.json`]),
  );
  for (const [id, path] of templatePaths) crate.setId(id, path);
  addRoot(crate, { version, profile }, templates, mainTemplate, options);
  const datasetFiles = options.datasetFiles ?? new Map<string, PackedFiles>();
  crate.describeAll((id, subtype) =>
    describeItem(id, subtype, crate, { datasetFiles, mainTemplate, templatePaths }),
  );
  const metadata = { '@context': createContext(version, crate), '@graph': crate.list() };
  return {
    version,
    profile,
    files: new Map([
      ...[...templatePaths].map(([id, path]) => [path, formatItem(crate.getItem(id))] as const),
      ['ro-crate-metadata.json', formatJsonFile(metadata)] as const,
    ]),
  };
}

/** Fields with names of accounts, which often are email addresses. */
const ACCOUNT_FIELDS: ReadonlySet<string> = new Set(['owner_username', 'history']);

function formatItem(item: Json): string {
  return formatJsonFile(
    Object.fromEntries(Object.entries(item ?? {}).filter(([name]) => !ACCOUNT_FIELDS.has(name))),
  );
}

/** The template of most runs that were recorded by CI. */
function findMainTemplate(
  runs: readonly string[],
  templates: readonly string[],
  crate: Crate,
): string | undefined {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const template = readText(crate.getItem(run), 'record', 'workflow_template_id');
    if (template !== undefined && templates.includes(template) && hasCiRun(run, crate))
      counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

/** Adds the descriptor of the metadata file and the root of the crate. */
function addRoot(
  crate: Crate,
  { version, profile }: Pick<RoCrate, 'version' | 'profile'>,
  templates: readonly string[],
  mainTemplate: string | undefined,
  options: CrateOptions,
): void {
  const { root, nodes } = crate.records;
  const name = readText(crate.getItem(root), 'display_name') ?? root;
  crate.add('ro-crate-metadata.json', 'CreativeWork', {
    name: 'RO-Crate metadata',
    about: { '@id': './' },
    conformsTo: { '@id': `https://w3id.org/ro/crate/${version}` },
  });
  const datasets = nodes.map(({ id }) => id).filter((id) => crate.getSubtype(id) === 'DATASET');
  const data = new Set([...datasets, ...templates]);
  const others = nodes.map(({ id }) => id).filter((id) => !data.has(id));
  const profiles = PROFILES[profile].map(({ id, name: title }) =>
    crate.add(id, version === '1.1' ? 'CreativeWork' : ['CreativeWork', 'Profile'], {
      name: title,
      version: id.split('/').at(-1),
    }),
  );
  crate.add('./', 'Dataset', {
    name: `Lineage of ${name}`,
    description: `What ${name} (${root}) was derived from or what was derived from it, as recorded in a Provena instance: ${nodes.length} items.`,
    datePublished: options.publishedAt.toISOString().replace('Z', '+00:00'),
    license: chooseLicense(datasets, crate, options.license),
    // The people and organisations to whom the item of the crate is attributed, or who ran it.
    author: ['wasAttributedTo', 'wasAssociatedWith'].flatMap((type) =>
      crate.referToRelated(root, 'source', type),
    ),
    publisher: findPublisher(crate),
    conformsTo: profiles,
    mainEntity: crate.refer(mainTemplate ?? root),
    about: crate.refer(root),
    hasPart: [...data].map((id) => crate.refer(id)),
    mentions: others.map((id) => crate.refer(id)),
  });
}

/** The organisation that publishes the item of the crate, if it is a dataset. */
function findPublisher(crate: Crate): Properties['publisher'] {
  const id = readText(crate.getItem(crate.records.root), 'collection_format', 'dataset_info', 'publisher_id');
  return id === undefined || crate.getSubtype(id) !== 'ORGANISATION' ? undefined : crate.refer(id);
}

function chooseLicense(datasets: readonly string[], crate: Crate, license: string | undefined): Json {
  const licenses = new Set(
    datasets.flatMap(
      (id) => readUrl(crate.getItem(id), 'collection_format', 'dataset_info', 'license') ?? [],
    ),
  );
  const [only] = license === undefined && licenses.size === 1 ? licenses : [license];
  return only === undefined
    ? `No licence was chosen for the crate.${licenses.size > 1 ? ' Each dataset names its own.' : ''}`
    : addLicense(only, crate);
}

function createContext(version: CrateVersion, crate: Crate): Json {
  const terms = {
    ...createRelationContext(crate),
    crc32: `${PROVENA_NAMESPACE}crc32`,
    ...FURTHER_TERMS[version],
  };
  return [`https://w3id.org/ro/crate/${version}/context`, terms];
}
