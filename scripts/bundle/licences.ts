import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import satisfies from 'spdx-satisfies';
import type { Package } from './packages.ts';

/** Licences allowed in the bundle: permissive ones, which only require their text to be included. */
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
 * Formats name, version, licence and licence text of each package.
 * @throws Error with every package whose licence is missing or not allowed.
 */
export function formatLicences(packages: readonly Package[]): string {
  const rejected = packages.filter(({ license }) => !isAllowed(license));
  if (rejected.length > 0) {
    const names = rejected.map(
      ({ name, version, license }) => `${name}@${version} (${license ?? 'no licence'})`,
    );
    throw new Error(
      `Licence not allowed in the bundle: ${names.join(', ')}. Use another package; scripts/bundle/licences.ts lists the allowed licences.`,
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
    // Not an SPDX expression, such as "SEE LICENSE IN …".
    return false;
  }
}

function formatHeading({ name, version, license }: Package): string {
  return `${'='.repeat(80)}\n${name} ${version}\n${license}\n${'='.repeat(80)}`;
}

function readLicenceText(owner: Package): string {
  const files = readdirSync(owner.folder).filter((file) => /^(licen[cs]e|copying|notice)\b/i.test(file));
  if (files.length === 0) return getStandardText(owner);
  return files.map((file) => readFileSync(join(owner.folder, file), 'utf8').trim()).join('\n\n');
}

/** Licence text of a package without a licence file. */
function getStandardText({ name, license, author }: Package): string {
  const holder = typeof author === 'object' ? author.name : author;
  const { licenseText }: { licenseText: string } = createRequire(import.meta.url)(
    `spdx-license-list/licenses/${license}`,
  );
  return licenseText.replace('<year> <copyright holders>', holder ?? `the authors of ${name}`).trim();
}

/** Licence and copyright comments of the sources, because the bundle has no comments. */
function findNotices({ sources }: Package): string[] {
  const comments = sources
    .flatMap((source) => source.match(/\/\*.*?\*\//gs) ?? [])
    .filter((comment) => /@license|copyright/i.test(comment));
  return [...new Set(comments.map((comment) => comment.replace(/^[ \t]+\*/gm, ' *')))];
}
