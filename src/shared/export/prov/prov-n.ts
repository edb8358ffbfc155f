import { replaceInvalidCharacters } from '../file-text.ts';
import {
  PROV_RELATIONS,
  type ProvAttribute,
  type ProvDocument,
  type ProvElement,
  type ProvRelation,
  type ProvValue,
} from './prov-document.ts';

/**
 * A document as PROV-N, see https://www.w3.org/TR/prov-n/.
 * @returns text that ends with a line break.
 */
export function formatProvN({ prefixes, elements, relations }: ProvDocument): string {
  return [
    'document',
    ...Object.entries(prefixes).map(([prefix, namespace]) => `  prefix ${prefix} <${namespace}>`),
    '',
    ...elements.map((element) => `  ${formatElement(element)}`),
    ...relations.map((relation) => `  ${formatRelation(relation)}`),
    'endDocument',
    '',
  ].join('\n');
}

function formatElement({ kind, id, startTime, endTime, attributes }: ProvElement): string {
  const times = startTime === undefined && endTime === undefined ? [] : [startTime ?? '-', endTime ?? '-'];
  return `${kind}(${[id, ...times, ...formatAttributes(attributes)].join(', ')})`;
}

function formatRelation({ relation, source, target, attributes }: ProvRelation): string {
  const markers = Array.from({ length: PROV_RELATIONS[relation].further }, () => '-');
  return `${relation}(${[source, target, ...markers, ...formatAttributes(attributes)].join(', ')})`;
}

function formatAttributes(attributes: readonly ProvAttribute[]): string[] {
  if (attributes.length === 0) return [];
  return [`[${attributes.map(([name, value]) => `${name}=${formatValue(value)}`).join(', ')}]`];
}

function formatValue(value: ProvValue): string {
  if (typeof value === 'string') return quote(value);
  if ('name' in value) return `'${value.name}'`;
  return `${quote(value.literal)} %% ${value.type}`;
}

/** PROV-N has the escapes of JSON for all characters that are valid in XML. */
function quote(text: string): string {
  return JSON.stringify(replaceInvalidCharacters(text));
}
