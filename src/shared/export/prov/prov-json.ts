import type { Json } from '../../documents/json.ts';
import { formatJsonFile } from '../file-text.ts';
import {
  PROV_RELATIONS,
  type ProvAttribute,
  type ProvDocument,
  type ProvElement,
  type ProvValue,
} from './prov-document.ts';

type Fields = Record<string, Json>;

/**
 * A document as PROV-JSON, see https://www.w3.org/submissions/prov-json/.
 * @returns text that ends with a line break.
 */
export function formatProvJson({ prefixes, elements, relations }: ProvDocument): string {
  const sections: Record<string, Fields> = { prefix: { ...prefixes } };
  const getSection = (name: string): Fields => {
    sections[name] ??= {};
    return sections[name];
  };
  for (const element of elements) getSection(element.kind)[element.id] = formatElement(element);
  for (const [index, { relation, source, target, attributes }] of relations.entries()) {
    const [from, to] = PROV_RELATIONS[relation].ends;
    getSection(relation)[`_:id${index + 1}`] = { [from]: source, [to]: target, ...formatFields(attributes) };
  }
  return formatJsonFile(sections, 1);
}

function formatElement({ startTime, endTime, attributes }: ProvElement): Fields {
  return {
    ...(startTime === undefined ? {} : { 'prov:startTime': startTime }),
    ...(endTime === undefined ? {} : { 'prov:endTime': endTime }),
    ...formatFields(attributes),
  };
}

/** An attribute with several values is a list. */
function formatFields(attributes: readonly ProvAttribute[]): Fields {
  const values = Object.groupBy(attributes, ([name]) => name);
  return Object.fromEntries(
    Object.entries(values).map(([name, list = []]) => {
      const formatted = list.map(([, value]) => formatValue(value));
      return [name, formatted.length > 1 ? formatted : (formatted[0] ?? null)];
    }),
  );
}

function formatValue(value: ProvValue): Json {
  if (typeof value === 'string') return value;
  if ('name' in value) return { $: value.name, type: 'prov:QUALIFIED_NAME' };
  return { $: value.literal, type: value.type };
}
