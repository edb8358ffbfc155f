import type { LineageLink } from '../../client/index.ts';
import { createHandleName, PROVENA_NAMESPACE } from '../handle-url.ts';
import type { LineageRecords } from '../lineage-records.ts';
import { describeElement, getProvKind } from './describe-element.ts';
import {
  DERIVATIONS,
  PROV_RELATIONS,
  type ProvDocument,
  type ProvKind,
  type ProvRelation,
  type ProvRelationName,
} from './prov-document.ts';

/**
 * The PROV document of a lineage: every item and every relation of the graph, in its order.
 * @param handleProxy address that resolves handles, without a slash at its end.
 */
export function createProvDocument(records: LineageRecords, handleProxy: string): ProvDocument {
  const kinds = new Map(records.nodes.map((node) => [node.id, getProvKind(node)]));
  const collections = new Set(
    records.links.flatMap(({ type, source }) => (type === 'hadMember' ? [source] : [])),
  );
  return {
    prefixes: { hdl: `${handleProxy}/`, schema: 'https://schema.org/', provena: PROVENA_NAMESPACE },
    elements: records.nodes.map((node) => {
      const element = describeElement(node, records.items, handleProxy);
      if (!collections.has(node.id) || element.kind !== 'entity') return element;
      return { ...element, attributes: [...element.attributes, ['prov:type', { name: 'prov:Collection' }]] };
    }),
    relations: records.links.map((link) => createRelation(link, kinds)),
  };
}

/** A relation that PROV-DM does not have, or not between such ends, is an influence with its name as an attribute. */
function createRelation(
  { source, target, type }: LineageLink,
  kinds: ReadonlyMap<string, ProvKind>,
): ProvRelation {
  const ends = { source: createHandleName(source), target: createHandleName(target) };
  const derivation = Object.hasOwn(DERIVATIONS, type) ? DERIVATIONS[type] : undefined;
  const relation = derivation ? 'wasDerivedFrom' : type;
  if (isProvRelation(relation)) {
    const expected = PROV_RELATIONS[relation].kinds;
    if (!expected || (kinds.get(source) === expected[0] && kinds.get(target) === expected[1]))
      return { relation, ...ends, attributes: derivation ? [['prov:type', { name: derivation }]] : [] };
  }
  return { relation: 'wasInfluencedBy', ...ends, attributes: [['provena:relation', type]] };
}

function isProvRelation(name: string): name is ProvRelationName {
  return Object.hasOwn(PROV_RELATIONS, name);
}
