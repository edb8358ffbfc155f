import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { Package } from './packages.ts';

/** Licences under which a package may be in the bundle: they ask for no more than that they are passed on with it. */
const ALLOWED = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'BlueOak-1.0.0',
  'Python-2.0',
  'CC0-1.0',
  'Unlicense',
];

/**
 * Names, versions and licences of these packages, each with the text that it asks to be passed on.
 * @throws Error that names every package under a licence that is not allowed, or under none.
 */
export function licenceList(packages: readonly Package[]): string {
  const refused = packages.filter(({ license }) => !isAllowed(license));
  if (refused.length > 0) {
    const names = refused.map(
      ({ name, version, license }) => `${name}@${version} (${license ?? 'no licence'})`,
    );
    throw new Error(
      `Not to be bundled under its licence: ${names.join(', ')}. Take another package; scripts/bundle/licences.ts has the licences that are allowed.`,
    );
  }
  return packages
    .map((owner) => `${[formatHeading(owner), readLicenceText(owner), ...findNotices(owner)].join('\n\n')}\n`)
    .join('\n\n')
    .replaceAll('\r\n', '\n');
}

function isAllowed(license: string | undefined): boolean {
  try {
    return license !== undefined && satisfies(license, ALLOWED);
  } catch {
    // What is no licence expression, such as "SEE LICENSE IN …", allows nothing.
    return false;
  }
}

function formatHeading({ name, version, license }: Package): string {
  return `${'='.repeat(80)}\n${name} ${version}\n${license}\n${'='.repeat(80)}`;
}

function readLicenceText(owner: Package): string {
  const files = readdirSync(owner.folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) return standardText(owner);
  return files.map((file) => readFileSync(join(owner.folder, file), 'utf8').trim()).join('\n\n');
}

/** For a package that names its licence and does not bring it. */
function standardText({ name, license, author }: Package): string {
  const holder = typeof author === 'object' ? author.name : author;
  const { licenseText } = createRequire(import.meta.url)(`spdx-license-list/licenses/${license}`) as {
    licenseText: string;
  };
  return licenseText.replace('<year> <copyright holders>', holder ?? `the authors of ${name}`).trim();
}

/** What its sources say of licences and copyrights: the bundle has no comments. */
function findNotices({ sources }: Package): string[] {
  const comments = sources
    .flatMap((source) => source.match(/\/\*.*?\*\//gs) ?? [])
    .filter((comment) => /@license|copyright/i.test(comment));
  return [...new Set(comments.map((comment) => comment.replace(/^[ \t]+\*/gm, ' *')))];
}
